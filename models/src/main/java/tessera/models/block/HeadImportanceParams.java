package tessera.models.block;

import java.util.List;

/**
 * The head importance accumulator: the sum of the absolute values of a head's outputs, row by row, one total per head.
 *
 * <p><b>Source:</b> SpAtten (Wang et al., HPCA 2021), section III-B: s_h[m] += Σ |attention_out element| of head m.
 *
 * @param heads heads with a total each
 * @param lanes output elements of a beat
 * @param elementBits width of an output element, two's complement
 * @param totalBits width of a total, unsigned; it saturates
 */
public record HeadImportanceParams(int heads, int lanes, int elementBits, int totalBits) {
    /** The block's name on the command line. */
    public static final String BLOCK = "head-importance";

    public static final BlockParameter HEADS =
            BlockParameter.number("heads", "heads with a total each", 16, 2, 256, "a register file of totals");
    public static final BlockParameter LANES =
            BlockParameter.number("lanes", "output elements of a beat", 8, 1, 512, "up to a whole head at once");
    public static final BlockParameter ELEMENT_BITS = BlockParameter.number(
            "element_bits", "width of an output element, two's complement", 34, 2, 48, "a probability-weighted sum");
    public static final BlockParameter TOTAL_BITS =
            BlockParameter.number("total_bits", "width of a total", 56, 2, 60, "it saturates");

    /** In the order of the record's components. */
    public static final List<BlockParameter> PARAMETERS = List.of(HEADS, LANES, ELEMENT_BITS, TOTAL_BITS);

    public HeadImportanceParams {
        BlockParameter.checkAll(BLOCK, PARAMETERS, heads, lanes, elementBits, totalBits);
        int beatBits = elementBits + levels(lanes);
        BlockParameter.require(
                BLOCK,
                totalBits > beatBits,
                "total_bits = " + totalBits + ", must be above " + beatBits
                        + " (element_bits + ceil(log2(lanes)): the sum of one beat)");
    }

    private static int levels(int lanes) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(lanes - 1);
    }

    /** Levels of adders over the lanes of a beat. */
    public int levels() {
        return levels(lanes);
    }

    /** Width of a head's index. */
    public int headBits() {
        return Integer.SIZE - Integer.numberOfLeadingZeros(heads - 1);
    }

    /** Cycles from the accepted last beat of a row to its head's total: absolute values, adders, row sum, total. */
    public int latencyCycles() {
        return 4;
    }
}
