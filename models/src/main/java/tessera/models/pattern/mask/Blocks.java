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
     * Blocks of a mask known from sizes. O(spans + blocks), spans of queries that are alike but for moving edges looked at once.
     *
     * @param queryBlock queries per block
     * @param keyBlock keys per block
     */
    public static BlockMask of(StaticMask mask, AttentionShape shape, int queryBlock, int keyBlock) {
        return new RowBlocks(mask, shape, queryBlock, keyBlock).mask();
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
