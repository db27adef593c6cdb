package tessera.viz.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tessera.viz.draw.Palette;

class TornadoChartTest {
    private static TornadoChart chart(double low, double high) {
        return new TornadoChart(
                Heading.half("t", "title", ""),
                Axis.free("latency", "cycles"),
                100,
                "base",
                true,
                List.of(new TornadoChart.Row("lanes = 8", low, "16", high, "4")));
    }

    // Two bars that meet at the base: 100 - 60 and 160 - 100, so of lengths 2 : 3; lower is better here.
    @Test
    void barsMeetAtTheBase() {
        var bars = Drawn.of(chart(60, 160)).rects.stream()
                .filter(rect -> !rect.tooltip().isEmpty())
                .toList();
        assertEquals(2, bars.size());
        assertEquals(Palette.GREEN, bars.get(0).fill());
        assertEquals(Palette.VERMILLION, bars.get(1).fill());
        assertEquals(bars.get(0).box().right(), bars.get(1).box().x(), 1e-9);
        assertEquals(1.5, bars.get(1).box().width() / bars.get(0).box().width(), 1e-9);
        assertEquals("lanes = 8, 16: 60 cycles", bars.get(0).tooltip());
    }

    @Test
    void whatDoesNotMoveHasNoBar() {
        assertTrue(Drawn.of(chart(100, 100)).rects.stream()
                .allMatch(rect -> rect.tooltip().isEmpty()));
    }

    @Test
    void aRowMustLieAroundTheBase() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> chart(101, 160));
        assertTrue(refused.getMessage().contains("is not around the base 100.0"), refused.getMessage());
    }
}
