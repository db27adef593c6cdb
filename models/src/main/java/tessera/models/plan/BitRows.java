package tessera.models.plan;

import java.util.Arrays;
import java.util.BitSet;

/** One bit a block. */
final class BitRows implements BlockRows {
    private final int rows;
    private final int columns;
    private final long[] words;

    /** @param set bit row · columns + column */
    BitRows(BitSet set, int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        long bits = (long) rows * columns;
        if (set.length() > bits) {
            throw new IllegalArgumentException("block mask of " + rows + " x " + columns + " blocks: bits beyond it");
        }
        this.words = Arrays.copyOf(set.toLongArray(), Math.toIntExact((bits + 63) >> 6));
    }

    boolean isWithin(BitRows other) {
        for (int w = 0; w < words.length; w++) {
            if ((words[w] & ~other.words[w]) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean isSet(int row, int column) {
        long bit = (long) row * columns + column;
        return (words[(int) (bit >> 6)] >>> bit & 1) != 0;
    }

    @Override
    public int count(int row) {
        long from = (long) row * columns;
        long to = from + columns;
        int count = 0;
        for (long at = from; at < to; ) {
            long end = Math.min(to, (at | 63) + 1);
            count += Long.bitCount(words[(int) (at >> 6)] & (-1L >>> (64 - (end - at))) << at);
            at = end;
        }
        return count;
    }

    @Override
    public int next(int row, int from) {
        long start = (long) row * columns;
        long end = start + columns;
        for (long at = start + from; at < end; at = (at | 63) + 1) {
            long rest = words[(int) (at >> 6)] >>> at;
            if (rest != 0) {
                long found = at + Long.numberOfTrailingZeros(rest);
                return found < end ? (int) (found - start) : -1;
            }
        }
        return -1;
    }

    @Override
    public BitSet columns() {
        long[] all = new long[(columns + 63) >> 6];
        long bits = (long) rows * columns;
        for (long start = 0; start < bits; start += columns) {
            for (int w = 0; w < all.length; w++) {
                all[w] |= word(start + 64L * w);
            }
        }
        // The last word holds the next row's first bits too.
        BitSet any = BitSet.valueOf(all);
        any.clear(columns, 64 * all.length);
        return any;
    }

    /** 64 bits from one on, across two words. */
    private long word(long bit) {
        int at = (int) (bit >> 6);
        int shift = (int) (bit & 63);
        long low = words[at] >>> shift;
        return shift == 0 || at + 1 == words.length ? low : low | words[at + 1] << (64 - shift);
    }
}
