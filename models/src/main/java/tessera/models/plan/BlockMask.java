package tessera.models.plan;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Query blocks × key blocks: which pairs of blocks are attended, and which of those need no mask inside. Immutable. Where a
 * method reorders tokens, blocks are runs of the new order.
 */
public final class BlockMask implements MaskForm {
    private final int[] queryBounds;
    private final int[] keyBounds;
    private final BlockRows visited;
    private final BlockRows full;
    private final int[] visitedInRow;
    private final long pairCount;

    /** A mask whose partial blocks are not known inside: every pair of a visited block counts. */
    public BlockMask(int[] queryBounds, int[] keyBounds, BitSet visited, BitSet full) {
        this(queryBounds, keyBounds, visited, full, Long.MAX_VALUE);
    }

    /**
     * @param queryBounds first query of every block, then the query count; strictly ascending from 0
     * @param keyBounds first key of every block, then the key count; strictly ascending from 0
     * @param visited bit queryBlock · keyBlockCount + keyBlock: at least one pair is attended
     * @param full same bits: every pair is attended; a subset of {@code visited}
     * @param pairCount attended pairs, those of partial blocks counted one by one
     */
    public BlockMask(int[] queryBounds, int[] keyBounds, BitSet visited, BitSet full, long pairCount) {
        this(
                queryBounds,
                keyBounds,
                bits(queryBounds, keyBounds, visited),
                bits(queryBounds, keyBounds, full),
                pairCount);
        if (!((BitRows) this.full).isWithin((BitRows) this.visited)) {
            throw new IllegalArgumentException("block mask: a full block is not visited");
        }
    }

    /** Rows as they are, full blocks a subset of the visited ones. */
    BlockMask(int[] queryBounds, int[] keyBounds, BlockRows visited, BlockRows full, long pairCount) {
        this.queryBounds = checkedBounds("query", queryBounds);
        this.keyBounds = checkedBounds("key", keyBounds);
        this.visited = visited;
        this.full = full;
        this.visitedInRow = new int[queryBlockCount()];
        for (int row = 0; row < visitedInRow.length; row++) {
            visitedInRow[row] = visited.count(row);
        }
        this.pairCount = pairCount == Long.MAX_VALUE ? pairsOfVisitedBlocks() : pairCount;
    }

    private static BitRows bits(int[] queryBounds, int[] keyBounds, BitSet set) {
        return new BitRows(
                set, checkedBounds("query", queryBounds).length - 1, checkedBounds("key", keyBounds).length - 1);
    }

    public int queryBlockCount() {
        return queryBounds.length - 1;
    }

    public int keyBlockCount() {
        return keyBounds.length - 1;
    }

    /** Queries in a block. */
    public int queryBlockSize(int block) {
        return queryBounds[block + 1] - queryBounds[block];
    }

    /** Keys in a block. */
    public int keyBlockSize(int block) {
        return keyBounds[block + 1] - keyBounds[block];
    }

    public boolean isVisited(int queryBlock, int keyBlock) {
        return visited.isSet(queryBlock, keyBlock);
    }

    /** Key blocks that any row visits. */
    public BitSet visitedColumns() {
        return visited.columns();
    }

    /** How many key blocks a row visits. */
    public int visitedCount(int queryBlock) {
        return visitedInRow[queryBlock];
    }

    /** Of those, the ones that need no mask inside. */
    public int fullCount(int queryBlock) {
        return full.count(queryBlock);
    }

    /** The first visited key block of a row from {@code from} on; −1 if there is none. */
    public int nextVisited(int queryBlock, int from) {
        return visited.next(queryBlock, from);
    }

    public boolean isFull(int queryBlock, int keyBlock) {
        return full.isSet(queryBlock, keyBlock);
    }

    @Override
    public long pairCountAtMost() {
        return pairCount;
    }

    /** Visited pairs of blocks. */
    public long visitedCount() {
        return Arrays.stream(visitedInRow).asLongStream().sum();
    }

    /** Of those, the ones that need no mask inside. */
    public long fullCount() {
        long count = 0;
        for (int row = 0; row < queryBlockCount(); row++) {
            count += full.count(row);
        }
        return count;
    }

    /** Keys of all key blocks but the last, where they have equally many; 0 where they do not. */
    public int uniformKeyBlock() {
        for (int column = 1; column + 1 < keyBlockCount(); column++) {
            if (keyBlockSize(column) != keyBlockSize(0)) {
                return 0;
            }
        }
        return keyBlockSize(0);
    }

    /** Queries × keys, summed over the visited pairs of blocks. */
    public long pairsOfVisitedBlocks() {
        int uniform = uniformKeyBlock();
        long pairs = 0;
        for (int row = 0; row < queryBlockCount(); row++) {
            pairs += visitedKeys(row, uniform) * queryBlockSize(row);
        }
        return pairs;
    }

    /**
     * Keys of the key blocks that a row visits.
     *
     * @param uniform as {@link #uniformKeyBlock} says
     */
    public long visitedKeys(int queryBlock, int uniform) {
        if (uniform > 0) {
            int last = keyBlockCount() - 1;
            int missing = isVisited(queryBlock, last) ? uniform - keyBlockSize(last) : 0;
            return (long) visitedInRow[queryBlock] * uniform - missing;
        }
        long keys = 0;
        for (int column = nextVisited(queryBlock, 0); column >= 0; column = nextVisited(queryBlock, column + 1)) {
            keys += keyBlockSize(column);
        }
        return keys;
    }

    private static int[] checkedBounds(String what, int[] bounds) {
        boolean isAscending = bounds.length >= 2 && bounds[0] == 0;
        for (int i = 1; i < bounds.length; i++) {
            isAscending &= bounds[i] > bounds[i - 1];
        }
        if (!isAscending) {
            throw new IllegalArgumentException(what + " block bounds " + Arrays.toString(bounds)
                    + " must ascend from 0 to the " + what + " count");
        }
        return bounds.clone();
    }
}
