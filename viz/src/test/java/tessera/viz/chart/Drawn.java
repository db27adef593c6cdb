package tessera.viz.chart;

import tessera.viz.draw.Box;
import tessera.viz.draw.RecordingCanvas;

/** Draws a chart's body for a test, with its top left at (0, 0). */
final class Drawn {
    private Drawn() {}

    static RecordingCanvas of(Chart chart) {
        RecordingCanvas canvas = new RecordingCanvas();
        chart.draw(canvas, body(chart));
        return canvas;
    }

    static Box body(Chart chart) {
        return new Box(0, 0, chart.heading().width().pixels(), chart.bodyHeight());
    }
}
