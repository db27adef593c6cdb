package tessera.models.block;

import java.util.List;
import tessera.models.machine.TopKParams;
import tessera.models.machine.TopKParams.Engine;
import tessera.traces.check.InputException;

/**
 * What the two top-k blocks accept on the command line, and their widths. The values themselves are a
 * {@link TopKParams}, the record that the machines use too.
 */
public final class TopKBlockParams {
    /** Names on the command line. */
    public static final String RADIX = "top-k-radix";

    public static final String QUICK = "top-k-quick";

    public static final BlockParameter CAPACITY = new BlockParameter(
            "capacity",
            "scores of the longest request, a multiple of lanes",
            1024,
            2,
            1 << 16,
            false,
            "the row memory holds one request");
    public static final BlockParameter LANES =
            new BlockParameter("lanes", "scores of a beat", 16, 2, 64, true, "compaction shifts by powers of two");
    public static final BlockParameter SCORE_BITS =
            new BlockParameter("score_bits", "width of one unsigned score in bits", 12, 1, 32, false, "a lane's score");
    public static final BlockParameter DIGIT_BITS = new BlockParameter(
            "digit_bits",
            "bits decided by one pass over the scores",
            4,
            1,
            8,
            false,
            "a pass keeps one counter for each of the 2^digit_bits - 1 digits above 0");

    public static final List<BlockParameter> RADIX_PARAMETERS = List.of(CAPACITY, LANES, SCORE_BITS, DIGIT_BITS);
    public static final List<BlockParameter> QUICK_PARAMETERS = List.of(CAPACITY, LANES, SCORE_BITS);

    private TopKBlockParams() {}

    /** A radix engine; values that make no hardware are an {@link InputException}. */
    public static TopKParams radix(int capacity, int lanes, int scoreBits, int digitBits) {
        check(RADIX, capacity, lanes, scoreBits);
        DIGIT_BITS.check(RADIX, digitBits);
        return new TopKParams(Engine.RADIX, 1, capacity, lanes, scoreBits, 0, Math.min(digitBits, scoreBits));
    }

    /** A quick-select engine; values that make no hardware are an {@link InputException}. */
    public static TopKParams quick(int capacity, int lanes, int scoreBits) {
        check(QUICK, capacity, lanes, scoreBits);
        return new TopKParams(
                Engine.QUICK_SELECT,
                1,
                capacity,
                lanes,
                scoreBits,
                TopKParams.RTL_ROUND_OVERHEAD_CYCLES,
                DIGIT_BITS.defaultValue());
    }

    private static void check(String block, int capacity, int lanes, int scoreBits) {
        CAPACITY.check(block, capacity);
        LANES.check(block, lanes);
        SCORE_BITS.check(block, scoreBits);
        if (capacity % lanes != 0) {
            int below = capacity / lanes * lanes;
            throw new InputException(block + ": capacity = " + capacity + ", must be a multiple of lanes = " + lanes
                    + " (scores come in whole rows); use " + (below == 0 ? "" : below + " or ") + (below + lanes));
        }
    }

    /** Bits of {@code k} and of the counts: ceil(log2(capacity + 1)). */
    public static int countBits(TopKParams params) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(params.capacity());
    }

    /** Bits of a kept index: ceil(log2(capacity)). */
    public static int indexBits(TopKParams params) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(params.capacity() - 1);
    }

    /** log2(lanes): bits of a lane number. */
    public static int laneBits(TopKParams params) {
        return Integer.numberOfTrailingZeros(params.lanes());
    }

    /** How the filter pass packs lane numbers: a prefix count and a shift, a register behind each. */
    public static ZeroEliminatorParams packing(TopKParams params) {
        int laneBits = laneBits(params);
        return new ZeroEliminatorParams(params.lanes(), laneBits, laneBits);
    }

    /** Cycles from the decision to the first row at the end of the filter pass: read, compare, choose, pack. */
    public static int filterLatencyCycles(TopKParams params) {
        return 4 + packing(params).latencyCycles();
    }
}
