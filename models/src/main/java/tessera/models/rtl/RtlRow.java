package tessera.models.rtl;

import java.util.List;

/**
 * One row as the released test driver puts it on the bus.
 *
 * @param keyCount keys fetched, a multiple of 8
 * @param valueCount values fetched, a multiple of 8, from 8 to {@code keyCount}
 * @param keyBits of a key element in the first pass: 4, 6 or 8
 * @param valueBits of a value element: 4, 6 or 8
 * @param isRefetched whether the row comes a second time, with 4 more bits of its keys
 * @param topKCycles that the top-k stand-in holds the row back; rows that keep all values go around it
 */
public record RtlRow(int keyCount, int valueCount, int keyBits, int valueBits, boolean isRefetched, int topKCycles) {
    /** The driver rounds counts up to multiples of this. */
    static final int COUNT_STEP = 8;
    /** Element widths that the fetcher has. */
    static final List<Integer> BITS = List.of(4, 6, 8);

    public RtlRow {
        boolean areStepped = keyCount % COUNT_STEP == 0 && valueCount % COUNT_STEP == 0;
        if (!areStepped || valueCount < COUNT_STEP || valueCount > keyCount) {
            throw new IllegalArgumentException("row of " + keyCount + " keys and " + valueCount
                    + " values, must be multiples of " + COUNT_STEP + ", values at most keys");
        }
        if (!BITS.contains(keyBits) || !BITS.contains(valueBits) || topKCycles < 0) {
            throw new IllegalArgumentException("row of " + keyBits + "-bit keys, " + valueBits + "-bit values and "
                    + topKCycles + " top-k cycles, must be 4, 6 or 8 bits and at least 0 cycles");
        }
    }

    /** The same row, held back by the top-k stand-in. */
    RtlRow delayedBy(int cycles) {
        return new RtlRow(keyCount, valueCount, keyBits, valueBits, isRefetched, cycles);
    }

    /** Matrices that share their vectors: 2 at 6 bits, else 1. */
    static int fused(int bits) {
        return bits == 6 ? 2 : 1;
    }
}
