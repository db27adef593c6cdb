package tessera.models.pattern.mask;

import tessera.models.pattern.input.AttentionShape;

/**
 * Every step-th place of the own row and the own column of a grid, wrapped: of the own row places c + i · step modulo the width,
 * of the own column rows r + i · step modulo the rows. So places before the own one are those that leave the remainder of
 * c − width, later ones that of c; rows alike.
 */
final class AxialStrideMask implements StaticMask, WholeRows {
    /** With a step of two or more, no query attends to so many keys in a row on a grid at least this wide. */
    private static final int NEVER_WHOLE = 8;

    private final AttentionShape shape;
    private final int step;
    private final int width;
    private final int rows;

    AxialStrideMask(AttentionShape shape, int step) {
        this.shape = shape;
        this.step = step;
        this.width = GridMasks.gridWidth(shape);
        this.rows = (shape.keyCount() + width - 1) / width;
    }

    @Override
    public void spans(int query, Spans out) {
        int at = shape.position(query);
        int row = at / width;
        int column = at % width;
        for (int shift = 0; shift < width; shift += step) {
            long place = (long) row * width + (column + shift) % width;
            out.add(place, place + 1);
        }
        for (int shift = step; shift < rows; shift += step) {
            long place = (long) ((row + shift) % rows) * width + column;
            out.add(place, place + 1);
        }
    }

    @Override
    public boolean countsRows() {
        return shape.isCausal() || shape.queryCount() == shape.keyCount();
    }

    @Override
    public long count(int from, int to, int keyBlock, BlockRow out) {
        int end = shape.position(to - 1) + 1;
        long pairs = 0;
        for (int at = shape.position(from); at < end; ) {
            int row = at / width;
            int next = (int) Math.min(end, (row + 1L) * width);
            pairs += segment(row, at - row * width, next - row * width, keyBlock, out);
            at = next;
        }
        fill(from, to, keyBlock, out);
        return pairs;
    }

    /** Places of a row of the grid that are keys. */
    private int placesOf(int row) {
        return Math.min(width, shape.keyCount() - row * width);
    }

    /** The first number from {@code least} on with a remainder. */
    private int next(int least, int remainder) {
        return least + Math.floorMod(remainder - least, step);
    }

    /** Numbers below {@code end} with the remainder of {@code of}. */
    private int countBelow(int end, int of) {
        int first = Math.floorMod(of, step);
        return first < end ? (end - 1 - first) / step + 1 : 0;
    }

    /** Queries at columns from … to − 1 of a row of the grid. */
    private long segment(int row, int from, int to, int keyBlock, BlockRow out) {
        for (int other = Math.floorMod(row - rows, step); other < row; other += step) {
            visitColumns(other, from, to, keyBlock, out);
        }
        visitOwnRow(row, from, to, keyBlock, out);
        int earlier = countBelow(row, row - rows);
        int later = shape.isCausal() ? 0 : (rows - 1 - row) / step;
        for (int i = 1; i <= later; i++) {
            visitColumns(row + i * step, from, to, keyBlock, out);
        }
        int lastPlaces = later > 0 && row + later * step == rows - 1 ? placesOf(rows - 1) : width;
        int places = placesOf(row);
        long pairs = 0;
        for (int column = from; column < to; column++) {
            int before = countBelow(column, column - width);
            int behind = shape.isCausal() ? 1 : (places - 1 - column) / step + 1;
            pairs += before + behind + earlier + later - (column >= lastPlaces ? 1 : 0);
        }
        return pairs;
    }

    private void visitColumns(int row, int from, int to, int keyBlock, BlockRow out) {
        int first = row * width + from;
        int end = row * width + Math.min(to, placesOf(row));
        if (first < end) {
            out.visit(first / keyBlock, (end - 1) / keyBlock + 1);
        }
    }

    private void visitOwnRow(int row, int from, int to, int keyBlock, BlockRow out) {
        int start = row * width;
        int end = start + placesOf(row);
        for (int block = start / keyBlock; (long) block * keyBlock < end; block++) {
            int first = Math.max(0, block * keyBlock - start);
            int last = (int) Math.min(end, (block + 1L) * keyBlock) - start;
            boolean isVisited = false;
            for (int column = from; column < to && !isVisited; column++) {
                int behind = next(Math.max(column, first), column);
                isVisited = next(first, column - width) < Math.min(column, last)
                        || behind < last && (behind == column || !shape.isCausal());
            }
            if (isVisited) {
                out.visit(block, block + 1);
            }
        }
    }

    private void fill(int from, int to, int keyBlock, BlockRow out) {
        int blocks = (shape.keyCount() + keyBlock - 1) / keyBlock;
        boolean isLastOnly = step > 1 && width >= NEVER_WHOLE && keyBlock >= NEVER_WHOLE;
        for (int block = isLastOnly ? blocks - 1 : 0; block < blocks; block++) {
            int end = (int) Math.min(shape.keyCount(), (block + 1L) * keyBlock);
            boolean isWhole = true;
            for (int query = from; query < to && isWhole; query++) {
                for (int key = block * keyBlock; key < end && isWhole; key++) {
                    isWhole = attends(shape.position(query), key);
                }
            }
            if (isWhole) {
                out.fill(block);
            }
        }
    }

    private boolean attends(int at, int key) {
        if (shape.isCausal() && key > at) {
            return false;
        }
        int down = key / width - at / width;
        int right = key % width - at % width;
        return down == 0
                ? Math.floorMod(right < 0 ? right + width : right, step) == 0
                : right == 0 && Math.floorMod(down < 0 ? down + rows : down, step) == 0;
    }
}
