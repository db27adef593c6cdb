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
    private final BitSet visited;
    private final BitSet full;
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
     * @param pairCount attended pairs, those of partial blocks counted one by one; cut to all pairs of visited blocks
     */
    public BlockMask(int[] queryBounds, int[] keyBounds, BitSet visited, BitSet full, long pairCount) {
        this.queryBounds = checkedBounds("query", queryBounds);
        this.keyBounds = checkedBounds("key", keyBounds);
        this.visited = (BitSet) visited.clone();
        this.full = (BitSet) full.clone();
        this.pairCount = pairCount;
        BitSet stray = (BitSet) full.clone();
        stray.andNot(visited);
        if (!stray.isEmpty() || visited.length() > (long) queryBlockCount() * keyBlockCount()) {
            throw new IllegalArgumentException("block mask of " + queryBlockCount() + " x " + keyBlockCount()
                    + " blocks: bits beyond it, or a full block that is not visited");
        }
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
        return visited.get(queryBlock * keyBlockCount() + keyBlock);
    }

    /** Key blocks that a row visits: a copy. */
    public BitSet visitedOf(int queryBlock) {
        return visited.get(queryBlock * keyBlockCount(), (queryBlock + 1) * keyBlockCount());
    }

    /** The first visited key block of a row from {@code from} on; −1 if there is none. */
    public int nextVisited(int queryBlock, int from) {
        int row = queryBlock * keyBlockCount();
        int found = visited.nextSetBit(row + from);
        return found < 0 || found >= row + keyBlockCount() ? -1 : found - row;
    }

    public boolean isFull(int queryBlock, int keyBlock) {
        return full.get(queryBlock * keyBlockCount() + keyBlock);
    }

    @Override
    public long pairCountAtMost() {
        return Math.min(pairCount, pairsOfVisitedBlocks());
    }

    /** Visited pairs of blocks. */
    public long visitedCount() {
        return visited.cardinality();
    }

    /** Of those, the ones that need no mask inside. */
    public long fullCount() {
        return full.cardinality();
    }

    /** Queries × keys, summed over the visited pairs of blocks. */
    public long pairsOfVisitedBlocks() {
        long pairs = 0;
        for (int bit = visited.nextSetBit(0); bit >= 0; bit = visited.nextSetBit(bit + 1)) {
            pairs += (long) queryBlockSize(bit / keyBlockCount()) * keyBlockSize(bit % keyBlockCount());
        }
        return pairs;
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
