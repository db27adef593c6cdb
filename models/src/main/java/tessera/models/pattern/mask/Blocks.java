package tessera.models.pattern.mask;

import java.util.BitSet;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.plan.BlockMask;

/** From token masks to block masks, exactly: which pairs of blocks are visited, which are full. */
public final class Blocks {
    private Blocks() {}

    /** Bounds of equal blocks, the last one cut: 0, block, 2·block, …, count. */
    public static int[] uniform(int count, int block) {
        int blocks = (count + block - 1) / block;
        int[] bounds = new int[blocks + 1];
        for (int i = 0; i < blocks; i++) {
            bounds[i] = i * block;
        }
        bounds[blocks] = count;
        return bounds;
    }

    /** Index of the block that holds every position, {@code [position]}. */
    public static int[] blockOf(int[] bounds) {
        int[] blocks = new int[bounds[bounds.length - 1]];
        for (int b = 0; b + 1 < bounds.length; b++) {
            for (int i = bounds[b]; i < bounds[b + 1]; i++) {
                blocks[i] = b;
            }
        }
        return blocks;
    }

    /** Positions 0 … count − 1 in their own order. */
    public static int[] identity(int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        return order;
    }

    /**
     * Blocks of a mask known from sizes. O(spans + blocks): whole blocks are counted at the ends of runs.
     *
     * @param queryBlock queries per block
     * @param keyBlock keys per block
     */
    public static BlockMask of(StaticMask mask, AttentionShape shape, int queryBlock, int keyBlock) {
        int[] queryBounds = uniform(shape.queryCount(), queryBlock);
        int[] keyBounds = uniform(shape.keyCount(), keyBlock);
        int columns = keyBounds.length - 1;
        BitSet visited = new BitSet((queryBounds.length - 1) * columns);
        BitSet full = new BitSet((queryBounds.length - 1) * columns);
        int[] wholeChange = new int[columns + 1];
        boolean[] isTouched = new boolean[columns];
        Spans spans = new Spans();
        long pairs = 0;
        for (int row = 0; row + 1 < queryBounds.length; row++) {
            java.util.Arrays.fill(wholeChange, 0);
            java.util.Arrays.fill(isTouched, false);
            for (int i = queryBounds[row]; i < queryBounds[row + 1]; i++) {
                mask.spans(i, spans.clear(shape.visibleKeys(i)));
                spans.merge();
                pairs += spans.keyCount();
                for (int s = 0; s < spans.count(); s++) {
                    markSpan(spans.from(s), spans.to(s), keyBlock, shape.keyCount(), wholeChange, isTouched);
                }
            }
            int whole = 0;
            int queries = queryBounds[row + 1] - queryBounds[row];
            for (int column = 0; column < columns; column++) {
                whole += wholeChange[column];
                if (whole > 0 || isTouched[column]) {
                    visited.set(row * columns + column);
                    full.set(row * columns + column, whole == queries);
                }
            }
        }
        return new BlockMask(queryBounds, keyBounds, visited, full, pairs);
    }

    private static void markSpan(int from, int to, int block, int keys, int[] wholeChange, boolean[] isTouched) {
        int firstWhole = (from + block - 1) / block;
        int endWhole = to == keys ? (keys + block - 1) / block : to / block;
        if (firstWhole < endWhole) {
            wholeChange[firstWhole]++;
            wholeChange[endWhole]--;
        }
        if (from % block != 0) {
            isTouched[from / block] = true;
        }
        if (to % block != 0 && to != keys) {
            isTouched[to / block] = true;
        }
    }

    /**
     * Blocks of a token mask whose tokens have been put into another order.
     *
     * @param queryOrder token at each position
     * @param keyOrder token at each position
     */
    public static BlockMask of(TokenMask mask, int[] queryBounds, int[] keyBounds, int[] queryOrder, int[] keyOrder) {
        int columns = keyBounds.length - 1;
        int rows = queryBounds.length - 1;
        int[] columnOf = new int[keyOrder.length];
        for (int column = 0; column < columns; column++) {
            for (int at = keyBounds[column]; at < keyBounds[column + 1]; at++) {
                columnOf[keyOrder[at]] = column;
            }
        }
        BitSet visited = new BitSet(rows * columns);
        BitSet full = new BitSet(rows * columns);
        long pairs = 0;
        for (int row = 0; row < rows; row++) {
            long[] counts = new long[columns];
            for (int at = queryBounds[row]; at < queryBounds[row + 1]; at++) {
                for (int key : mask.keys(queryOrder[at])) {
                    counts[columnOf[key]]++;
                }
            }
            for (int column = 0; column < columns; column++) {
                long all =
                        (long) (queryBounds[row + 1] - queryBounds[row]) * (keyBounds[column + 1] - keyBounds[column]);
                visited.set(row * columns + column, counts[column] > 0);
                full.set(row * columns + column, counts[column] == all);
                pairs += counts[column];
            }
        }
        return new BlockMask(queryBounds, keyBounds, visited, full, pairs);
    }
}
