package tessera.viz.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tessera.viz.draw.BlankCanvas;
import tessera.viz.draw.Box;
import tessera.viz.draw.Canvas;
import tessera.viz.draw.NumberText;
import tessera.viz.draw.Palette;
import tessera.viz.draw.Scale;
import tessera.viz.draw.Stroke;
import tessera.viz.draw.TextStyle;
import tessera.viz.draw.Ticks;

/** Draws one {@link TileMap}: the map with its axes, and the legend beside it (full width) or under it (half width). */
final class TileMapDrawing {
    private static final double LEGEND_WIDTH = 306;
    private static final double LEGEND_GAP = 28;
    private static final double LEFT = 46;
    private static final double TOP = 24;

    private final TileMap map;
    private final Canvas canvas;
    private final Box body;
    private final TileSampling sampling;
    private final Box plot;

    TileMapDrawing(TileMap map, Canvas canvas, Box body) {
        this.map = map;
        this.canvas = canvas;
        this.body = body;
        sampling = sampling(map);
        plot = new Box(body.x() + LEFT, body.y() + TOP, sampling.width(), sampling.height());
    }

    private static boolean isWide(TileMap map) {
        return map.heading().width() == Heading.Width.FULL;
    }

    private static TileSampling sampling(TileMap map) {
        double width = map.heading().width().pixels() - LEFT - 14;
        return TileSampling.of(
                map.grid(), isWide(map) ? width - LEGEND_WIDTH - LEGEND_GAP : width, isWide(map) ? 560 : 420);
    }

    static double height(TileMap map) {
        TileSampling sampling = sampling(map);
        double width = map.heading().width().pixels();
        double mapHeight = TOP + sampling.height() + Frame.BOTTOM;
        return isWide(map)
                ? Math.max(
                        mapHeight, TOP + 2 + legendHeight(map, sampling, width - LEFT - sampling.width() - LEGEND_GAP))
                : mapHeight + 12 + legendHeight(map, sampling, width);
    }

    void draw() {
        canvas.raster(plot, sampling.columnCount(), sampling.colours());
        if (sampling.isSeparable()) {
            separate();
        }
        axes();
        if (isWide(map)) {
            double x = plot.right() + LEGEND_GAP;
            legend(canvas, map, sampling.factor(), Box.between(x, plot.y() + 2, body.right(), body.bottom()));
        } else {
            double y = plot.bottom() + Frame.BOTTOM + 12;
            legend(canvas, map, sampling.factor(), Box.between(body.x(), y, body.right(), body.bottom()));
        }
    }

    /** White lines between cells that are large enough, so that single tiles can be counted. */
    private void separate() {
        Stroke gap = Stroke.solid(Palette.PAPER, 1);
        for (int column = 1; column < sampling.columnCount(); column++) {
            double x = plot.x() + column * sampling.cellWidth();
            canvas.line(x, plot.y(), x, plot.bottom(), gap);
        }
        for (int row = 1; row < sampling.rowCount(); row++) {
            double y = plot.y() + row * sampling.cellHeight();
            canvas.line(plot.x(), y, plot.right(), y, gap);
        }
    }

    private void axes() {
        double perKv = sampling.cellWidth() / sampling.factor();
        double perQuery = sampling.cellHeight() / sampling.factor();
        Scale x = new Scale(
                false,
                0,
                map.grid().kvTileCount(),
                plot.x(),
                plot.x() + perKv * map.grid().kvTileCount());
        Scale y = new Scale(
                false,
                0,
                map.grid().queryTileCount(),
                plot.y(),
                plot.y() + perQuery * map.grid().queryTileCount());
        for (double tick : ticks(map.kvAxis(), map.grid().kvTileCount(), plot.width() / 58)) {
            canvas.line(x.at(tick), plot.bottom(), x.at(tick), plot.bottom() + 4, Stroke.solid(Palette.AXIS, 1));
            canvas.text(NumberText.compact(tick), x.at(tick), plot.bottom() + 17, TextStyle.TICK.middle());
        }
        for (double tick : ticks(map.queryAxis(), map.grid().queryTileCount(), plot.height() / 30)) {
            canvas.line(plot.x() - 4, y.at(tick), plot.x(), y.at(tick), Stroke.solid(Palette.AXIS, 1));
            canvas.text(
                    NumberText.compact(tick),
                    plot.x() - 8,
                    y.at(tick) + TextStyle.TICK.centring(),
                    TextStyle.TICK.end());
        }
        canvas.text("↓ " + map.queryAxis().label(), body.x(), plot.y() - 11, TextStyle.AXIS);
        canvas.text("→ " + map.kvAxis().label(), plot.x(), plot.bottom() + 36, TextStyle.AXIS);
    }

    /** Multiples of the group, as many as there is room for. */
    private static List<Double> ticks(TileAxis axis, int count, double wanted) {
        double groups = (double) count / axis.groupSize();
        return Ticks.linear(0, Math.max(groups, 1e-9), (int) Math.max(2, wanted), true).stream()
                .map(tick -> tick * axis.groupSize())
                .toList();
    }

    private static double legendHeight(TileMap map, TileSampling sampling, double width) {
        return legend(new BlankCanvas(), map, sampling.factor(), new Box(0, 0, width, 0));
    }

    /**
     * Draws the legend from the top of the place, in its width.
     *
     * @return the height taken
     */
    private static double legend(Canvas canvas, TileMap map, int factor, Box place) {
        long total = (long) map.grid().queryTileCount() * map.grid().kvTileCount();
        double y = place.y();
        for (TileKind kind : TileKind.values()) {
            long count = map.grid().count(kind);
            if (count == 0 && kind == TileKind.PAD_ONLY) {
                continue;
            }
            canvas.rect(new Box(place.x(), y, 14, 14), kind.ink(), "");
            String text = String.format(
                    Locale.ROOT, "%s: %,d tile pairs (%.1f %%)", kind.word(), count, 100.0 * count / total);
            canvas.text(text, place.x() + 22, y + 11.5, TextStyle.STRONG);
            canvas.text(kind.meaning(), place.x() + 22, y + 27, TextStyle.NOTE);
            y += 42;
        }
        long visited = total - map.grid().count(TileKind.SKIPPED);
        String sum = String.format(Locale.ROOT, "%,d of %,d tile pairs are visited", visited, total)
                + (visited == 0 ? "." : ": " + NumberText.compact((double) total / visited) + "× fewer than dense.");
        y = canvas.paragraph(sum, place.x(), y + 8, place.width(), TextStyle.LABEL) + 2;
        for (String note : notes(map, factor)) {
            y = canvas.paragraph(note, place.x(), y, place.width(), TextStyle.NOTE) + 1;
        }
        return y - place.y();
    }

    private static List<String> notes(TileMap map, int factor) {
        List<String> notes = new ArrayList<>();
        notes.add(
                factor == 1
                        ? "One cell is one tile pair."
                        : "One cell stands for " + factor + " x " + factor
                                + " tile pairs and mixes their colours by share; the counts above are exact.");
        if (map.queryAxis().groupSize() > 1) {
            notes.add(map.queryAxis().groupSize() + " query tiles = "
                    + map.queryAxis().groupName());
        }
        if (map.kvAxis().groupSize() > 1) {
            notes.add(map.kvAxis().groupSize() + " KV tiles = " + map.kvAxis().groupName());
        }
        return notes;
    }
}
