package tessera.viz.chart;

import tessera.viz.draw.Box;
import tessera.viz.draw.Canvas;
import tessera.viz.draw.PngCanvas;
import tessera.viz.draw.SvgCanvas;
import tessera.viz.draw.TextStyle;

/** Charts as pictures. The same chart gives the same bytes. */
public final class ChartImage {
    /** White space around a picture that stands alone, in pixels. */
    private static final double MARGIN = 18;

    private static final double BELOW_HEADING = 10;

    private ChartImage() {}

    /** A complete SVG file with the heading in it. */
    public static String svg(Chart chart) {
        SvgCanvas canvas = new SvgCanvas();
        drawAlone(chart, canvas);
        return canvas.file(width(chart), height(chart), chart.heading().alternative());
    }

    /** An {@code <svg>} element without the heading, for an HTML page that prints the heading itself. */
    public static String inlineSvg(Chart chart) {
        SvgCanvas canvas = new SvgCanvas();
        double width = chart.heading().width().pixels();
        chart.draw(canvas, new Box(0, 0, width, chart.bodyHeight()));
        return canvas.inline(width, chart.bodyHeight(), chart.heading().alternative());
    }

    /**
     * A PNG file with the heading in it, at twice the resolution of a screen.
     *
     * @throws tessera.traces.check.ToolException if Java finds no font
     */
    public static byte[] png(Chart chart) {
        PngCanvas canvas = new PngCanvas(width(chart), height(chart));
        drawAlone(chart, canvas);
        return canvas.bytes();
    }

    private static void drawAlone(Chart chart, Canvas canvas) {
        Heading heading = chart.heading();
        double width = heading.width().pixels();
        double y = MARGIN + TextStyle.TITLE.size();
        y = canvas.paragraph(heading.title(), MARGIN, y, width, TextStyle.TITLE);
        if (!heading.subtitle().isEmpty()) {
            canvas.paragraph(heading.subtitle(), MARGIN, y, width, TextStyle.SUBTITLE);
        }
        chart.draw(canvas, new Box(MARGIN, MARGIN + headingHeight(heading), width, chart.bodyHeight()));
    }

    private static double width(Chart chart) {
        return chart.heading().width().pixels() + 2 * MARGIN;
    }

    private static double height(Chart chart) {
        return headingHeight(chart.heading()) + chart.bodyHeight() + 2 * MARGIN;
    }

    private static double headingHeight(Heading heading) {
        double width = heading.width().pixels();
        int titleLines = Canvas.lineCount(heading.title(), width, TextStyle.TITLE);
        int subtitleLines =
                heading.subtitle().isEmpty() ? 0 : Canvas.lineCount(heading.subtitle(), width, TextStyle.SUBTITLE);
        return titleLines * TextStyle.TITLE.lineHeight()
                + subtitleLines * TextStyle.SUBTITLE.lineHeight()
                + BELOW_HEADING;
    }
}
