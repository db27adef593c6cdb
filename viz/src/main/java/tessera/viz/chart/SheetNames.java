package tessera.viz.chart;

import tessera.viz.draw.Box;
import tessera.viz.draw.Canvas;
import tessera.viz.draw.TextStyle;

/** The words around the pictures of a {@link RasterSheet}; a name that has no room is left out. */
final class SheetNames {
    private final Canvas canvas;
    private final Box body;
    private final double panelWidth;
    private final double panelHeight;
    private final double gap;

    SheetNames(Canvas canvas, Box body, double panelWidth, double panelHeight, double gap) {
        this.canvas = canvas;
        this.body = body;
        this.panelWidth = panelWidth;
        this.panelHeight = panelHeight;
        this.gap = gap;
    }

    /** What rows and columns are on the left, what the directions inside a picture are on the right. */
    void directions(String rows, String columns, String inside) {
        String sheet = rows + " down, " + columns + " across";
        double half = body.width() / 2 - 6;
        canvas.text(TextStyle.AXIS.shorten(sheet, half), body.x(), body.y() + 12, TextStyle.AXIS);
        canvas.text(TextStyle.AXIS.shorten(inside, half), body.right(), body.y() + 12, TextStyle.AXIS.end());
    }

    void column(Categories columns, int column, double left, double top) {
        int every = (int) Math.ceil(widest(columns) / (panelWidth + gap));
        if (column % every == 0) {
            String name = TextStyle.TICK.shorten(columns.names().get(column), every * (panelWidth + gap) - 3);
            double middle = left + column * (panelWidth + gap) + panelWidth / 2;
            Frame.centred(canvas, name, middle, top - 7, body, TextStyle.TICK);
        }
    }

    void row(Categories rows, int row, double left, double top) {
        int every = (int) Math.ceil(15 / (panelHeight + gap));
        if (row % every == 0) {
            String name = TextStyle.TICK.shorten(rows.names().get(row), left - body.x() - 6);
            canvas.text(
                    name,
                    left - 6,
                    Math.max(top + panelHeight / 2, body.y() + 44) + TextStyle.TICK.centring(),
                    TextStyle.TICK.end());
        }
    }

    private static double widest(Categories columns) {
        double widest = columns.names().stream()
                .mapToDouble(TextStyle.TICK::width)
                .max()
                .orElseThrow();
        return columns.areNumbers() ? widest + 6 : 1;
    }
}
