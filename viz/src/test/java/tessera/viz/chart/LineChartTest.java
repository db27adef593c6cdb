package tessera.viz.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tessera.viz.draw.Palette;
import tessera.viz.draw.RecordingCanvas;

class LineChartTest {
    private static LineChart chart(List<Line> lines) {
        return new LineChart(
                Heading.half("lines", "Lines", ""), Axis.free("layer", ""), Axis.of("tokens", ""), false, lines);
    }

    @Test
    void valuesLieWhereTheAxisSays() {
        RecordingCanvas drawn = Drawn.of(chart(List.of(Line.main("kept", List.of(100.0, 50.0, 0.0)))));
        List<RecordingCanvas.Circle> points = drawn.circles.stream()
                .filter(circle -> !circle.tooltip().isEmpty())
                .toList();
        assertEquals("kept, layer 1: 50", points.get(1).tooltip());
        assertEquals((points.get(0).y() + points.get(2).y()) / 2, points.get(1).y(), 0.01);
        assertEquals((points.get(0).x() + points.get(2).x()) / 2, points.get(1).x(), 0.01);
    }

    @Test
    void namesAtTheEndStandApartHoweverCloseTheLinesAre() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<Line> lines = new ArrayList<>();
            for (int i = 0; i < 2 + random.nextInt(6); i++) {
                double value = 100 + random.nextInt(3);
                lines.add(new Line("line number " + i, Palette.series(i), Line.numbered(List.of(value, value + 1))));
            }
            List<Double> y = Drawn.of(chart(lines)).texts.stream()
                    .filter(text -> text.text().startsWith("line number"))
                    .map(text -> text.box().y())
                    .sorted()
                    .toList();
            assertEquals(lines.size(), y.size());
            for (int i = 1; i < y.size(); i++) {
                assertTrue(y.get(i) - y.get(i - 1) >= 12, "seed " + seed + ": " + y);
            }
        }
    }

    @Test
    void linesGoFromLeftToRight() {
        assertThrows(IllegalArgumentException.class, () -> new Line("a", Palette.BLUE, List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Line("a", Palette.BLUE, List.of(new Point(1, 0), new Point(1, 2))));
        assertThrows(IllegalArgumentException.class, () -> new Point(0, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> chart(List.of()));
    }
}
