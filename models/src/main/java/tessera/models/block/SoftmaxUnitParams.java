package tessera.models.block;

import java.util.List;

/**
 * The fixed-point softmax: maximum, powers of two by table and interpolation, sum, one division a row, one multiplication
 * a score.
 *
 * <p><b>Source:</b> SpAtten (Wang et al., HPCA 2021), section IV-D gives the steps (scale, exponential, accumulate, divide,
 * requantise) on floating-point units; the fixed-point design is ours. {@code tessera.models.golden.FixedPointSoftmax} is
 * its arithmetic, with the error bound.
 *
 * @param capacity most scores of a row, a multiple of lanes
 * @param lanes scores of a beat, a power of two
 * @param scoreBits width of a score, two's complement
 */
public record SoftmaxUnitParams(int capacity, int lanes, int scoreBits) {
    /** The block's name on the command line. */
    public static final String BLOCK = "softmax";

    public static final BlockParameter CAPACITY =
            BlockParameter.number("capacity", "most scores of a row", 1024, 2, 65536, "sizes two memories");
    public static final BlockParameter LANES =
            BlockParameter.power("lanes", "scores of a beat", 2, 1, 32, "each level of comparators halves them");
    public static final BlockParameter SCORE_BITS =
            BlockParameter.number("score_bits", "width of a score, two's complement", 30, 2, 40, "a dot product");

    /** In the order of the record's components. */
    public static final List<BlockParameter> PARAMETERS = List.of(CAPACITY, LANES, SCORE_BITS);

    /** Width of the scale's mantissa. */
    public static final int SCALE_BITS = 16;

    /** Width of the scale's shift. */
    public static final int SHIFT_BITS = 6;

    /** Registers from the address of a line of scores to the sum of its powers. */
    public static final int POWER_STAGES = 6;

    /** Registers from the address of a line of powers to its probabilities. */
    public static final int OUTPUT_STAGES = 3;

    /** Steps of the division: one a bit of the quotient. */
    public static final int DIVIDE_CYCLES = 19;

    public SoftmaxUnitParams {
        BlockParameter.checkAll(BLOCK, PARAMETERS, capacity, lanes, scoreBits);
        BlockParameter.require(
                BLOCK,
                capacity % lanes == 0 && capacity >= 2 * lanes,
                "capacity = " + capacity + ", must be a multiple of lanes = " + lanes + ", at least two beats");
    }

    /** Beats of the longest row. */
    public int lines() {
        return capacity / lanes;
    }

    /** Cycles from the accepted last beat of a row of {@code beats} beats to its first probabilities. */
    public int latencyCycles(int beats) {
        return beats + POWER_STAGES + DIVIDE_CYCLES + OUTPUT_STAGES;
    }
}
