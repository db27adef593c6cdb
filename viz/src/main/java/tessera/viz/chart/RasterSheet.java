package tessera.viz.chart;

import java.util.List;
import tessera.viz.draw.Box;
import tessera.viz.draw.Canvas;

/**
 * Small pictures in rows and columns, each a grid of shares drawn as colours, such as the attention maps of all heads.
 * The numbers of a picture start at its top left.
 *
 * @param rows,columns names of both directions of the sheet
 * @param across,down what the two directions inside a picture are, printed once
 * @param panels one list a row, one picture a column
 */
public record RasterSheet(
        Heading heading, Categories rows, Categories columns, String across, String down, List<List<Panel>> panels)
        implements Chart {
    private static final double NAME_ROOM = 30;
    private static final double TOP = 40;
    private static final double GAP = 6;
    private static final double TALLEST = 480;

    /**
     * One picture.
     *
     * @param columnCount numbers in a row
     * @param shares 0 to 1, row by row from the top; NaN is drawn as nothing
     */
    public record Panel(int columnCount, List<Float> shares) {
        public Panel {
            shares = List.copyOf(shares);
            if (columnCount < 1 || shares.isEmpty() || shares.size() % columnCount != 0) {
                throw new IllegalArgumentException(shares.size() + " shares do not fill rows of " + columnCount);
            }
        }

        private int[] colours() {
            int[] colours = new int[shares.size()];
            for (int i = 0; i < colours.length; i++) {
                float share = shares.get(i);
                colours[i] = (Float.isNaN(share) ? tessera.viz.draw.Palette.NOTHING : HeatColours.at(share)).rgb();
            }
            return colours;
        }

        private double heightOverWidth() {
            return (double) (shares.size() / columnCount) / columnCount;
        }
    }

    public RasterSheet {
        panels = panels.stream().map(List::copyOf).toList();
        int columnCount = columns.names().size();
        if (panels.size() != rows.names().size() || panels.stream().anyMatch(row -> row.size() != columnCount)) {
            throw new IllegalArgumentException("chart " + heading.name() + ": expected "
                    + rows.names().size() + " rows of " + columnCount + " pictures");
        }
    }

    private double panelWidth() {
        double room = heading.width().pixels() - NAME_ROOM;
        return Math.min(TALLEST, room / columns.names().size() - GAP);
    }

    private double panelHeight() {
        double tallest = panels.stream()
                .flatMap(List::stream)
                .mapToDouble(Panel::heightOverWidth)
                .max()
                .orElse(1);
        return Math.max(4, Math.min(TALLEST, panelWidth() * Math.min(1.5, tallest)));
    }

    @Override
    public double bodyHeight() {
        return TOP + rows.names().size() * (panelHeight() + GAP) + 4;
    }

    @Override
    public void draw(Canvas canvas, Box body) {
        SheetNames names = new SheetNames(canvas, body, panelWidth(), panelHeight(), GAP);
        names.directions(rows.label(), columns.label(), "in each: " + across + " across, " + down + " down");
        for (int column = 0; column < columns.names().size(); column++) {
            names.column(columns, column, body.x() + NAME_ROOM, body.y() + TOP);
        }
        for (int row = 0; row < rows.names().size(); row++) {
            double y = body.y() + TOP + row * (panelHeight() + GAP);
            names.row(rows, row, body.x() + NAME_ROOM, y);
            for (int column = 0; column < columns.names().size(); column++) {
                Panel panel = panels.get(row).get(column);
                double x = body.x() + NAME_ROOM + column * (panelWidth() + GAP);
                canvas.raster(new Box(x, y, panelWidth(), panelHeight()), panel.columnCount(), panel.colours());
            }
        }
    }
}
