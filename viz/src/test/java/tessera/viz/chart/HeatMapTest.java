package tessera.viz.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tessera.viz.draw.Ink;
import tessera.viz.draw.Palette;
import tessera.viz.draw.RecordingCanvas;

class HeatMapTest {
    private static HeatMap map(List<List<Double>> values) {
        return new HeatMap(
                Heading.full("heat", "Heat", ""),
                Axis.percent("mass"),
                Categories.numbered("layer", 1),
                Categories.numbered("head", 4),
                values);
    }

    @Test
    void moreIsDarkerAndNothingIsEmpty() {
        RecordingCanvas drawn = Drawn.of(map(List.of(List.of(0.0, 40.0, 100.0, Double.NaN))));
        List<Ink> inks = drawn.rects.stream()
                .filter(rect -> rect.tooltip().startsWith("layer 0"))
                .map(RecordingCanvas.Rect::fill)
                .toList();
        assertTrue(inks.get(0).luminance() > inks.get(1).luminance(), inks.toString());
        assertTrue(inks.get(1).luminance() > inks.get(2).luminance(), inks.toString());
        assertEquals(Palette.NOTHING, inks.get(3));
    }

    @Test
    void everyRowNeedsEveryColumn() {
        assertThrows(IllegalArgumentException.class, () -> map(List.of(List.of(1.0, 2.0))));
    }
}
