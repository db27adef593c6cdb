package tessera.viz.chart;

import tessera.traces.check.CeilDiv;

/**
 * A tile grid reduced to cells that a picture can show.
 *
 * @param factor tiles per cell, in each direction; 1 where each tile has its own cell
 * @param columnCount,rowCount cells
 * @param cellWidth,cellHeight pixels
 */
record TileSampling(TileGrid grid, int factor, int columnCount, int rowCount, double cellWidth, double cellHeight) {
    /** A cell is at least two pixels of a screen, four of a PNG. */
    private static final double SMALLEST_CELL = 2;

    private static final double LARGEST_TILE = 40;
    private static final double SMALLEST_SIDE = 110;

    /** The largest map that fits: square tiles unless the grid is so long that its short side would vanish. */
    static TileSampling of(TileGrid grid, double mostWidth, double mostHeight) {
        double tile =
                Math.min(LARGEST_TILE, Math.min(mostWidth / grid.kvTileCount(), mostHeight / grid.queryTileCount()));
        double tileWidth = Math.max(tile, Math.min(LARGEST_TILE, SMALLEST_SIDE / grid.kvTileCount()));
        double tileHeight = Math.max(tile, Math.min(LARGEST_TILE, SMALLEST_SIDE / grid.queryTileCount()));
        int factor = (int) Math.max(1, Math.ceil(SMALLEST_CELL / Math.min(tileWidth, tileHeight) - 1e-9));
        return new TileSampling(
                grid,
                factor,
                CeilDiv.of(grid.kvTileCount(), factor),
                CeilDiv.of(grid.queryTileCount(), factor),
                tileWidth * factor,
                tileHeight * factor);
    }

    double width() {
        return columnCount * cellWidth;
    }

    double height() {
        return rowCount * cellHeight;
    }

    /** Whether cells are large enough to be told apart by a line between them. */
    boolean isSeparable() {
        return factor == 1 && Math.min(cellWidth, cellHeight) >= 6;
    }

    /** 0xRRGGBB of each cell, row by row. */
    int[] colours() {
        int[] colours = new int[columnCount * rowCount];
        for (int row = 0; row < rowCount; row++) {
            for (int column = 0; column < columnCount; column++) {
                colours[row * columnCount + column] = colour(row, column);
            }
        }
        return colours;
    }

    private int colour(int row, int column) {
        if (factor == 1) {
            return grid.at(row, column).ink().rgb();
        }
        int queryFrom = row * factor;
        int kvFrom = column * factor;
        int queryTo = Math.min(queryFrom + factor, grid.queryTileCount());
        int kvTo = Math.min(kvFrom + factor, grid.kvTileCount());
        double tiles = (double) (queryTo - queryFrom) * (kvTo - kvFrom);
        double[] mixed = new double[3];
        for (TileKind kind : TileKind.values()) {
            double share = grid.count(kind, queryFrom, queryTo, kvFrom, kvTo) / tiles;
            for (int i = 0; i < 3; i++) {
                mixed[i] += share * ((kind.ink().rgb() >> (8 * i)) & 0xFF);
            }
        }
        return (int) Math.round(mixed[2]) << 16 | (int) Math.round(mixed[1]) << 8 | (int) Math.round(mixed[0]);
    }
}
