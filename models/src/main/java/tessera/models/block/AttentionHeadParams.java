package tessera.models.block;

import java.util.List;
import tessera.models.golden.FixedSoftmax;
import tessera.models.machine.TopKParams;

/**
 * The whole pipeline of one attention head: keys and values come through a memory port, one vector an answer; the output
 * and the importance of tokens and head come out. It is composed of the other blocks, one key a cycle, as in the eighth-size
 * SpAtten.
 *
 * <p><b>Source:</b> SpAtten (Wang et al., HPCA 2021), figure 6 and section IV-A; two-entry queues between the blocks and the
 * control are ours.
 *
 * @param capacity most keys of a row, a multiple of 4
 * @param headDim elements of a vector
 * @param msbBits upper slice of a key, even; with the lower one 12 bits
 * @param tokenBits width of a token's index
 * @param heads heads with an importance each
 */
public record AttentionHeadParams(int capacity, int headDim, int msbBits, int tokenBits, int heads) {
    /** The block's name on the command line. */
    public static final String BLOCK = "attention-head";

    /** Width of queries, keys and values on the chip. */
    public static final int ELEMENT_BITS = 12;

    /** Lanes of the top-k engine. */
    public static final int SELECT_LANES = 4;

    private static final int DIGIT_BITS = 4;
    private static final int ADDER_LEVELS_PER_STAGE = 2;
    private static final int TOTAL_BITS = 56;

    public static final BlockParameter CAPACITY =
            BlockParameter.number("capacity", "most keys of a row, a multiple of 4", 64, 8, 1024, "sizes the memories");
    public static final BlockParameter HEAD_DIM =
            BlockParameter.number("head_dim", "elements of a vector", 64, 2, 128, "one key a cycle");
    public static final BlockParameter MSB_BITS = BlockParameter.number(
            "msb_bits", "upper slice of a key, even", 8, 4, 10, "some bits are left to the lower one");
    public static final BlockParameter TOKEN_BITS =
            BlockParameter.number("token_bits", "width of a token's index", 16, 1, 24, "an index into memory");
    public static final BlockParameter HEADS =
            BlockParameter.number("heads", "heads with an importance each", 16, 2, 256, "a register file of totals");

    /** In the order of the record's components. */
    public static final List<BlockParameter> PARAMETERS = List.of(CAPACITY, HEAD_DIM, MSB_BITS, TOKEN_BITS, HEADS);

    public AttentionHeadParams {
        BlockParameter.checkAll(BLOCK, PARAMETERS, capacity, headDim, msbBits, tokenBits, heads);
        BlockParameter.require(
                BLOCK,
                capacity % SELECT_LANES == 0,
                "capacity = " + capacity + ", must be a multiple of " + SELECT_LANES + " (the top-k engine's lanes)");
        BlockParameter.require(
                BLOCK, msbBits % 2 == 0, "msb_bits = " + msbBits + ", must be even (slices are 4, 6, 8, … bits wide)");
    }

    /** Width of a lower slice. */
    public int lsbBits() {
        return ELEMENT_BITS - msbBits;
    }

    /** Width of a count of keys. */
    public int countBits() {
        return Integer.SIZE - Integer.numberOfLeadingZeros(capacity);
    }

    public BitWidthConverterParams converter() {
        return new BitWidthConverterParams(headDim, ELEMENT_BITS, lsbBits());
    }

    public DotProductParams dotProduct() {
        return new DotProductParams(headDim, 1, ELEMENT_BITS, ELEMENT_BITS, ADDER_LEVELS_PER_STAGE);
    }

    public SoftmaxUnitParams softmax() {
        return new SoftmaxUnitParams(capacity, 1, dotProduct().scoreBits());
    }

    /** Its buffer holds the longest row. */
    public QuantisationDecisionParams decision() {
        int beats = Integer.highestOneBit(2 * capacity - 1);
        return new QuantisationDecisionParams(1, FixedSoftmax.FRACTION_BITS + 1, beats);
    }

    public TopKParams select() {
        return TopKBlockParams.radix(capacity, SELECT_LANES, FixedSoftmax.FRACTION_BITS, DIGIT_BITS);
    }

    public ProbValueParams probValue() {
        return new ProbValueParams(headDim, 1, FixedSoftmax.FRACTION_BITS, ELEMENT_BITS, capacity);
    }

    public HeadImportanceParams headImportance() {
        return new HeadImportanceParams(heads, headDim, probValue().sumBits(), TOTAL_BITS);
    }

    /**
     * Cycles from an accepted row to its output, when the memory answers in the cycle of the request and nothing stalls,
     * the first probability decides and the kept keys come first: 3 keys + 2 ceil(keys / 4) + kept + ceil(kept / 4) + 52 + L; a second
     * pass takes 3 keys + 36 + L more. L is the latency of the dot product.
     */
    public int rowCycles(int keys, int kept, boolean isRefetched) {
        return rowCycles(keys, kept, groups(kept), isRefetched);
    }

    /**
     * The same at most, wherever the kept keys lie and whenever the decision falls: every group of four keys may cost a
     * cycle, and what waits for the first probability at the threshold may wait for keys - 1 cycles.
     */
    public int mostRowCycles(int keys, int kept, boolean isRefetched) {
        int waits = isRefetched ? 0 : keys - 1;
        return rowCycles(keys, kept, groups(keys), isRefetched) + waits;
    }

    private int rowCycles(int keys, int kept, int keptGroups, boolean isRefetched) {
        int latency = dotProduct().latencyCycles();
        int first = 3 * keys + 2 * groups(keys) + kept + keptGroups + 52 + latency;
        return isRefetched ? first + 3 * keys + 36 + latency : first;
    }

    private static int groups(int count) {
        return (count + SELECT_LANES - 1) / SELECT_LANES;
    }
}
