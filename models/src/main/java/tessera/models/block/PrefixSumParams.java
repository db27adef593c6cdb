package tessera.models.block;

import java.util.List;

/**
 * A prefix sum over the lanes of a beat: lane i of the result is the sum of lanes 0 to i. log2(lanes) rows of adders
 * (Kogge-Stone), a register after every so many.
 *
 * <p><b>Source:</b> SpAtten (Wang et al., HPCA 2021): the prefix sum inside the zero eliminator, here with words of any
 * width.
 *
 * @param lanes lanes of a beat, a power of two
 * @param laneBits width of one lane's unsigned word in bits
 * @param layersPerStage rows of adders between two registers
 */
public record PrefixSumParams(int lanes, int laneBits, int layersPerStage) {
    /** The block's name on the command line. */
    public static final String BLOCK = "prefix-sum";

    public static final BlockParameter LANES = BlockParameter.power(
            "lanes", "lanes of a beat", 16, 2, 64, "each row of adders doubles the reach of a sum");
    public static final BlockParameter LANE_BITS =
            BlockParameter.number("lane_bits", "width of one lane in bits", 8, 1, 48, "a sum must fit in 64 bits");
    public static final BlockParameter LAYERS_PER_STAGE = BlockParameter.number(
            "layers_per_stage", "rows of adders between registers", 2, 1, 6, "64 lanes, the most, have 6 rows");

    /** In the order of the record's components. */
    public static final List<BlockParameter> PARAMETERS = List.of(LANES, LANE_BITS, LAYERS_PER_STAGE);

    public PrefixSumParams {
        BlockParameter.checkAll(BLOCK, PARAMETERS, lanes, laneBits, layersPerStage);
    }

    /** log2(lanes): rows of adders. */
    public int layers() {
        return Integer.numberOfTrailingZeros(lanes);
    }

    /** Width of one sum: laneBits + log2(lanes). */
    public int sumBits() {
        return laneBits + layers();
    }

    /** Cycles from an accepted beat to its sums, when nothing stalls: ceil(log2(lanes) / layersPerStage). */
    public int latencyCycles() {
        return (layers() + layersPerStage - 1) / layersPerStage;
    }
}
