package tessera.viz.chart;

import java.util.List;
import tessera.viz.draw.BlankCanvas;
import tessera.viz.draw.Box;
import tessera.viz.draw.Canvas;
import tessera.viz.draw.Ink;
import tessera.viz.draw.TextStyle;

/** Colour swatches with names, in rows. */
final class Legend {
    static final double ROW_HEIGHT = 20;
    private static final double SWATCH = 12;
    private static final double GAP = 20;
    private static final double BELOW = 4;

    /** A colour and what it means. */
    record Entry(Ink ink, String name) {}

    private Legend() {}

    static double height(List<Entry> entries, double width) {
        return draw(new BlankCanvas(), entries, 0, 0, width);
    }

    /**
     * Draws the entries from the top left of the given place.
     *
     * @return the height taken
     */
    static double draw(Canvas canvas, List<Entry> entries, double x, double y, double width) {
        double left = x;
        double top = y;
        for (Entry entry : entries) {
            String name = TextStyle.LABEL.shorten(entry.name(), width - SWATCH - 6);
            double needed = SWATCH + 6 + TextStyle.LABEL.width(name);
            if (left > x && left + needed > x + width) {
                left = x;
                top += ROW_HEIGHT;
            }
            canvas.rect(new Box(left, top + 2, SWATCH, SWATCH), entry.ink(), "");
            canvas.text(name, left + SWATCH + 6, top + 12.5, TextStyle.LABEL);
            left += needed + GAP;
        }
        return entries.isEmpty() ? 0 : top + ROW_HEIGHT + BELOW - y;
    }
}
