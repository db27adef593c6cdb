package tessera.viz.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tessera.viz.chart.WaterfallChart.Level;
import tessera.viz.chart.WaterfallChart.Step;
import tessera.viz.draw.Box;
import tessera.viz.draw.Ink;
import tessera.viz.draw.Palette;
import tessera.viz.draw.RecordingCanvas;

class WaterfallChartTest {
    private static final Heading HEADING = Heading.half("fall", "A fall", "");
    private static final Axis SPEEDUP = Axis.of("speedup", "×");

    private static WaterfallChart chart(double end) {
        return new WaterfallChart(
                HEADING,
                SPEEDUP,
                new Level("start", 10, ""),
                List.of(new Step("first", -4, ""), new Step("second", 1, "")),
                new Level("end", end, ""),
                List.of());
    }

    @Test
    void stepsMustAddUp() {
        assertEquals(
                "waterfall fall: 10.0 and its steps come to 7.0, but the end is 6.9",
                assertThrows(IllegalArgumentException.class, () -> chart(6.9)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> chart(Double.NaN));
        assertEquals(7, chart(7).end().value());
    }

    @Test
    void chainsBecomeSteps() {
        WaterfallChart chart = WaterfallChart.through(
                HEADING,
                SPEEDUP,
                List.of(
                        new Level("a", 10.24, ""),
                        new Level("b", 7.06, ""),
                        new Level("c", 6.1, ""),
                        new Level("d", 6.1, "")),
                List.of());
        assertEquals(List.of("b", "c"), chart.steps().stream().map(Step::label).toList());
        assertEquals(7.06 - 10.24, chart.steps().get(0).delta());
        assertThrows(
                IllegalArgumentException.class,
                () -> WaterfallChart.through(
                        HEADING, SPEEDUP, List.of(new Level("a", 1, ""), new Level("b", 1, "")), List.of()));
    }

    @Test
    void barsAreAsLongAsTheirValuesAndHangTogether() {
        RecordingCanvas drawn = Drawn.of(chart(7));
        List<Box> bars = drawn.rects.stream()
                .filter(rect -> !rect.tooltip().isEmpty())
                .map(RecordingCanvas.Rect::box)
                .toList();
        double unit = bars.get(0).width() / 10;
        assertEquals(4 * unit, bars.get(1).width(), 0.01);
        assertEquals(1 * unit, bars.get(2).width(), 0.01);
        assertEquals(7 * unit, bars.get(3).width(), 0.01);
        assertEquals(bars.get(0).right(), bars.get(1).right(), 0.01);
        assertEquals(bars.get(1).x(), bars.get(2).x(), 0.01);
        assertEquals(bars.get(2).right(), bars.get(3).right(), 0.01);
        assertTrue(drawn.texts.stream().anyMatch(text -> text.text().equals("−4× (−40 %)")), drawn.texts.toString());
        assertTrue(drawn.texts.stream().anyMatch(text -> text.text().equals("+1× (+17 %)")), drawn.texts.toString());
        assertEquals(Palette.VERMILLION, inkOf(drawn, "first: −4×"));
        assertEquals(Palette.GREEN, inkOf(drawn, "second: +1×"));
    }

    private static Ink inkOf(RecordingCanvas drawn, String tooltip) {
        return drawn.rects.stream()
                .filter(rect -> rect.tooltip().equals(tooltip))
                .findFirst()
                .orElseThrow()
                .fill();
    }
}
