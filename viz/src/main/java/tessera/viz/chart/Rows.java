package tessera.viz.chart;

import java.util.List;
import tessera.viz.draw.Canvas;
import tessera.viz.draw.TextStyle;

/** Names at the left of horizontal bars and intervals. */
final class Rows {
    private static final double LARGEST_SHARE = 0.36;

    private Rows() {}

    /** Room for the longest name, at most about a third of the width. */
    static double nameWidth(List<String> names, double width) {
        double widest = names.stream().mapToDouble(TextStyle.LABEL::width).max().orElse(0);
        return Math.min(widest + 1, width * LARGEST_SHARE);
    }

    /** Height of the name with most lines, in a chart of this width. */
    static double nameHeight(List<String> names, double width) {
        double nameWidth = nameWidth(names, width);
        return TextStyle.LABEL.lineHeight()
                * names.stream()
                        .mapToInt(name -> Canvas.lineCount(name, nameWidth, TextStyle.LABEL))
                        .max()
                        .orElse(1);
    }

    /** Prints a name, on as many lines as it needs, with its middle at y. */
    static void name(Canvas canvas, String name, double x, double y, double width) {
        double step = TextStyle.LABEL.lineHeight();
        int lineCount = Canvas.lineCount(name, width, TextStyle.LABEL);
        double first = y - (lineCount - 1) * step / 2 + TextStyle.LABEL.centring();
        canvas.paragraph(name, x, first, width, TextStyle.LABEL);
    }
}
