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
    private final long[] visited;
    private final long[] full;
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
        this.queryBounds = checkedBounds("query", queryBounds);
        this.keyBounds = checkedBounds("key", keyBounds);
        long bits = (long) queryBlockCount() * keyBlockCount();
        int words = Math.toIntExact((bits + 63) >> 6);
        this.visited = words(visited, words, bits);
        this.full = words(full, words, bits);
        for (int w = 0; w < words; w++) {
            if ((this.full[w] & ~this.visited[w]) != 0) {
                throw new IllegalArgumentException("block mask: a full block is not visited");
            }
        }
        this.visitedInRow = new int[queryBlockCount()];
        for (int row = 0; row < visitedInRow.length; row++) {
            visitedInRow[row] = count(this.visited, row);
        }
        this.pairCount = pairCount == Long.MAX_VALUE ? pairsOfVisitedBlocks() : pairCount;
    }

    private long[] words(BitSet set, int words, long bits) {
        if (set.length() > bits) {
            throw new IllegalArgumentException(
                    "block mask of " + queryBlockCount() + " x " + keyBlockCount() + " blocks: bits beyond it");
        }
        return Arrays.copyOf(set.toLongArray(), words);
    }

    /** Bits of a row. */
    private int count(long[] words, int row) {
        long from = (long) row * keyBlockCount();
        long to = from + keyBlockCount();
        int count = 0;
        for (long at = from; at < to; ) {
            long end = Math.min(to, (at | 63) + 1);
            count += Long.bitCount(words[(int) (at >> 6)] & (-1L >>> (64 - (end - at))) << at);
            at = end;
        }
        return count;
    }

    private boolean isSet(long[] words, int queryBlock, int keyBlock) {
        long bit = (long) queryBlock * keyBlockCount() + keyBlock;
        return (words[(int) (bit >> 6)] >>> bit & 1) != 0;
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
        return isSet(visited, queryBlock, keyBlock);
    }

    /** Key blocks that any row visits. */
    public BitSet visitedColumns() {
        long[] columns = new long[(keyBlockCount() + 63) >> 6];
        for (int row = 0; row < queryBlockCount(); row++) {
            long start = (long) row * keyBlockCount();
            for (int w = 0; w < columns.length; w++) {
                columns[w] |= word(start + 64L * w);
            }
        }
        BitSet all = BitSet.valueOf(columns);
        all.clear(keyBlockCount(), 64 * columns.length);
        return all;
    }

    /** 64 bits from one on, across two words. */
    private long word(long bit) {
        int at = (int) (bit >> 6);
        int shift = (int) (bit & 63);
        long low = visited[at] >>> shift;
        return shift == 0 || at + 1 == visited.length ? low : low | visited[at + 1] << (64 - shift);
    }

    /** How many key blocks a row visits. */
    public int visitedCount(int queryBlock) {
        return visitedInRow[queryBlock];
    }

    /** Of those, the ones that need no mask inside. */
    public int fullCount(int queryBlock) {
        return count(full, queryBlock);
    }

    /** The first visited key block of a row from {@code from} on; −1 if there is none. */
    public int nextVisited(int queryBlock, int from) {
        long start = (long) queryBlock * keyBlockCount();
        long end = start + keyBlockCount();
        for (long at = start + from; at < end; at = (at | 63) + 1) {
            long rest = visited[(int) (at >> 6)] >>> at;
            if (rest != 0) {
                long found = at + Long.numberOfTrailingZeros(rest);
                return found < end ? (int) (found - start) : -1;
            }
        }
        return -1;
    }

    public boolean isFull(int queryBlock, int keyBlock) {
        return isSet(full, queryBlock, keyBlock);
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
        return Arrays.stream(full).map(Long::bitCount).sum();
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
        int lastColumn = keyBlockCount() - 1;
        long pairs = 0;
        for (int row = 0; row < queryBlockCount(); row++) {
            long keys = 0;
            if (uniform > 0) {
                keys = (long) visitedInRow[row] * uniform
                        - (isVisited(row, lastColumn) ? uniform - keyBlockSize(lastColumn) : 0);
            } else {
                for (int column = nextVisited(row, 0); column >= 0; column = nextVisited(row, column + 1)) {
                    keys += keyBlockSize(column);
                }
            }
            pairs += keys * queryBlockSize(row);
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
