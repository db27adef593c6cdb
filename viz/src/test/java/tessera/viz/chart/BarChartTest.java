package tessera.viz.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tessera.viz.chart.BarChart.Layout;
import tessera.viz.draw.Box;
import tessera.viz.draw.Palette;
import tessera.viz.draw.RecordingCanvas;

class BarChartTest {
    private static final Heading HEADING = Heading.half("bars", "Bars", "");
    private static final Categories LAYERS = Categories.numbered("layer", 2);
    private static final Axis CYCLES = Axis.of("cycles", "");

    private static BarChart chart(Layout layout, Axis axis) {
        return new BarChart(
                HEADING,
                layout,
                LAYERS,
                axis,
                List.of(
                        new Series("a", Palette.BLUE, List.of(60.0, 30.0)),
                        new Series("b", Palette.ORANGE, List.of(20.0, 0.0))));
    }

    private static Box bar(RecordingCanvas drawn, String tooltip) {
        return drawn.rects.stream()
                .filter(rect -> rect.tooltip().equals(tooltip))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no bar '" + tooltip + "' in " + drawn.rects))
                .box();
    }

    @Test
    void columnsAreAsHighAsTheirValues() {
        RecordingCanvas drawn = Drawn.of(chart(Layout.GROUPED_COLUMNS, CYCLES));
        double unit = bar(drawn, "a, layer 0: 60").height() / 60;
        assertEquals(30 * unit, bar(drawn, "a, layer 1: 30").height(), 0.01);
        assertEquals(20 * unit, bar(drawn, "b, layer 0: 20").height(), 0.01);
        assertEquals(0, bar(drawn, "b, layer 1: 0").height(), 0.01);
    }

    @Test
    void stackedRowsBeginWhereTheLastOneEnds() {
        RecordingCanvas drawn = Drawn.of(chart(Layout.STACKED_ROWS, CYCLES));
        Box first = bar(drawn, "a, layer 0: 60");
        Box second = bar(drawn, "b, layer 0: 20");
        assertEquals(first.right(), second.x(), 1);
        assertEquals(3, (first.width() + 0.8) / (second.width() + 0.8), 0.01);
        assertTrue(drawn.texts.stream().anyMatch(text -> text.text().equals("80")), "the total");
    }

    @Test
    void whatCannotBeDrawnHonestlyIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> chart(Layout.GROUPED_ROWS, Axis.log("cycles", "")));
        assertThrows(
                IllegalArgumentException.class,
                () -> new BarChart(HEADING, Layout.GROUPED_ROWS, LAYERS, CYCLES, List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new BarChart(
                        HEADING,
                        Layout.GROUPED_ROWS,
                        LAYERS,
                        CYCLES,
                        List.of(Series.main("a", List.of(1.0, 2.0, 3.0)))));
        assertThrows(
                IllegalArgumentException.class,
                () -> new BarChart(
                        HEADING, Layout.STACKED_ROWS, LAYERS, CYCLES, List.of(Series.main("a", List.of(1.0, -2.0)))));
        assertEquals(
                "chart bars: shares of 0 add up to 110.0 %",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new BarChart(
                                        HEADING,
                                        Layout.STACKED_COLUMNS,
                                        LAYERS,
                                        Axis.percent("share"),
                                        List.of(
                                                Series.main("a", List.of(60.0, 50.0)),
                                                Series.baseline("b", List.of(50.0, 50.0)))))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> Series.main("a", List.of(Double.NaN)));
    }
}
