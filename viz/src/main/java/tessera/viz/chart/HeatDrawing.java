package tessera.viz.chart;

import java.util.List;
import tessera.viz.draw.Box;
import tessera.viz.draw.Canvas;
import tessera.viz.draw.Ink;
import tessera.viz.draw.NumberText;
import tessera.viz.draw.Palette;
import tessera.viz.draw.Scale;
import tessera.viz.draw.TextStyle;

/** Draws one {@link HeatMap} with its colour bar. */
final class HeatDrawing {
    private static final double BAR_ROOM = 96;
    private static final int BAR_STEPS = 64;

    private final HeatMap map;
    private final Canvas canvas;
    private final Box body;
    private final Box plot;
    private final Scale scale;

    HeatDrawing(HeatMap map, Canvas canvas, Box body) {
        this.map = map;
        this.canvas = canvas;
        this.body = body;
        double nameWidth = Math.max(Rows.nameWidth(map.rows().names(), body.width()), 20);
        double top = body.y() + Frame.TOP;
        plot = Box.between(
                body.x() + nameWidth + 10,
                top,
                body.right() - BAR_ROOM,
                top + cellHeight(map) * map.values().size());
        double[] present = map.values().stream()
                .flatMap(List::stream)
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        double lowest = present.length == 0 ? 0 : present[0];
        double highest = present.length == 0 ? 1 : present[present.length - 1];
        scale = map.measure().scale(lowest, highest, 0, 1);
    }

    private static double cellHeight(HeatMap map) {
        return Math.max(5, Math.min(28, 480.0 / map.values().size()));
    }

    static double height(HeatMap map) {
        return Math.max(Frame.TOP + cellHeight(map) * map.values().size() + Frame.BOTTOM, 190);
    }

    void draw() {
        double most = body.width() / 2 - 8;
        canvas.text(TextStyle.AXIS.shorten(map.rows().label(), most), body.x(), plot.y() - 10, TextStyle.AXIS);
        double width = plot.width() / map.columns().names().size();
        double height = cellHeight(map);
        for (int row = 0; row < map.values().size(); row++) {
            for (int column = 0; column < map.columns().names().size(); column++) {
                cell(row, column, new Box(plot.x() + column * width, plot.y() + row * height, width, height));
            }
        }
        rowNames(height);
        columnNames(width);
        bar();
    }

    private void cell(int row, int column, Box box) {
        double value = map.values().get(row).get(column);
        boolean isPresent = Double.isFinite(value);
        Ink ink = isPresent ? HeatColours.at(scale.at(value)) : Palette.NOTHING;
        double gap = Math.min(box.width(), box.height()) > 8 ? 1 : 0;
        String tooltip = map.rows().described(row) + ", " + map.columns().described(column) + ": "
                + (isPresent ? map.measure().valueText(value) : "none");
        canvas.rect(new Box(box.x(), box.y(), box.width() - gap, box.height() - gap), ink, tooltip);
        String text = isPresent ? NumberText.compact(value) : "";
        if (!text.isEmpty() && box.height() >= 15 && TextStyle.NOTE.width(text) <= box.width() - 6) {
            canvas.text(
                    text,
                    box.centreX(),
                    box.centreY() + TextStyle.NOTE.centring(),
                    TextStyle.NOTE.in(ink.readableOnTop()).middle());
        }
    }

    private void rowNames(double height) {
        int every = (int) Math.ceil(15 / height);
        for (int row = 0; row < map.values().size(); row += every) {
            canvas.text(
                    TextStyle.TICK.shorten(map.rows().names().get(row), plot.x() - 8 - body.x()),
                    plot.x() - 8,
                    plot.y() + (row + 0.5) * height + TextStyle.TICK.centring(),
                    TextStyle.TICK.end());
        }
    }

    private void columnNames(double width) {
        double widest = map.columns().names().stream()
                .mapToDouble(TextStyle.TICK::width)
                .max()
                .orElseThrow();
        int every = map.columns().areNumbers() ? (int) Math.ceil((widest + 6) / width) : 1;
        for (int column = 0; column < map.columns().names().size(); column += every) {
            double x = plot.x() + (column + 0.5) * width;
            String name = TextStyle.TICK.shorten(map.columns().names().get(column), every * width - 2);
            canvas.text(name, x, plot.bottom() + 16, TextStyle.TICK.middle());
        }
        Frame.title(canvas, plot, body, map.columns().label());
    }

    private void bar() {
        int[] colours = new int[BAR_STEPS];
        for (int i = 0; i < BAR_STEPS; i++) {
            colours[i] = HeatColours.at(1 - (i + 0.5) / BAR_STEPS).rgb();
        }
        double height = Math.max(80, Math.min(plot.height(), 180));
        Box bar = new Box(plot.right() + 22, plot.y(), 14, height);
        canvas.raster(bar, 1, colours);
        Scale pixels = new Scale(false, scale.min(), scale.max(), bar.bottom(), bar.y());
        for (double tick : map.measure().ticks(pixels, 36)) {
            canvas.text(
                    NumberText.compact(tick),
                    bar.right() + 6,
                    pixels.at(tick) + TextStyle.TICK.centring(),
                    TextStyle.TICK);
        }
        String measure = TextStyle.AXIS.shorten(map.measure().title(), body.width() / 2 - 8);
        canvas.text(measure, body.right(), plot.y() - 10, TextStyle.AXIS.end());
    }
}
