package tessera.viz.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tessera.viz.chart.IntervalChart.Row;
import tessera.viz.draw.Ink;
import tessera.viz.draw.Palette;
import tessera.viz.draw.RecordingCanvas;

class IntervalChartTest {
    private static IntervalChart chart(Axis axis, Row... rows) {
        return new IntervalChart(
                Heading.full("sandwich", "A sandwich", ""), axis, IntervalChart.Names.CYCLES, List.of(rows));
    }

    @Test
    void brokenBoundsAreSeenAndCounted() {
        IntervalChart chart = chart(
                Axis.of("cycles", ""),
                new Row("good", 10, 12, 30),
                new Row("low", 10, 9, 30),
                new Row("high", 10, 31, 30));
        assertEquals(2, chart.brokenCount());
        RecordingCanvas drawn = Drawn.of(chart);
        assertTrue(drawn.texts.stream().anyMatch(text -> text.text().equals("2 of 3 rows lie outside their bounds")));
        List<Ink> inks = drawn.circles.stream()
                .filter(circle -> !circle.tooltip().isEmpty())
                .map(RecordingCanvas.Circle::fill)
                .toList();
        assertEquals(List.of(Palette.MAIN, Palette.VERMILLION, Palette.VERMILLION), inks);
    }

    @Test
    void aBrokenRowKeepsItsNameWhenThereIsNoRoomForAll() {
        Row[] rows = new Row[200];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new Row("row " + i, 10, i == 101 ? 9 : 12, 30);
        }
        RecordingCanvas drawn = Drawn.of(chart(Axis.of("cycles", ""), rows));
        List<String> names = drawn.texts.stream()
                .map(RecordingCanvas.Text::text)
                .filter(text -> text.startsWith("row "))
                .toList();
        assertTrue(names.contains("row 101") && names.contains("row 0"), names.toString());
        assertTrue(names.size() > 40 && names.size() < 70, "as many as have room: " + names);
    }

    @Test
    void heldBoundsAreNotComplainedAbout() {
        RecordingCanvas drawn = Drawn.of(chart(Axis.of("cycles", ""), new Row("exact", 10, 10, 10)));
        assertFalse(drawn.texts.stream().anyMatch(text -> text.text().contains("outside")));
    }

    @Test
    void aLogarithmicAxisPutsEqualRatiosAtEqualDistances() {
        RecordingCanvas drawn = Drawn.of(chart(
                Axis.log("cycles", ""),
                new Row("a", 10, 100, 1000),
                new Row("b", 10, 1000, 1000),
                new Row("c", 10, 10, 1000)));
        List<Double> x = drawn.circles.stream()
                .filter(circle -> !circle.tooltip().isEmpty())
                .map(RecordingCanvas.Circle::x)
                .toList();
        assertEquals(x.get(1) - x.get(0), x.get(0) - x.get(2), 0.01);
    }

    @Test
    void aLogarithmicAxisRefusesZero() {
        IntervalChart chart = chart(Axis.log("cycles", ""), new Row("a", 0, 1, 2));
        String message = assertThrows(IllegalArgumentException.class, () -> Drawn.of(chart))
                .getMessage();
        assertEquals("axis 'cycles' is logarithmic, but a value is 0.0; use a linear axis", message);
    }
}
