package tessera.models.block;

import java.util.List;

/**
 * A zero eliminator: packs the kept lanes of a beat towards lane 0, in order. It has 2 log2(lanes) layers of logic,
 * log2(lanes) of them a prefix count of the empty lanes and log2(lanes) conditional shifts by 1, 2, 4, … lanes.
 *
 * <p><b>Source:</b> SpAtten (Wang et al., HPCA 2021), the zero eliminator inside the top-k engine. Its released RTL puts
 * registers after every layer or at two points; after any number of layers is ours.
 *
 * @param lanes lanes of a beat, a power of two
 * @param laneBits width of one lane's word in bits
 * @param layersPerStage layers of logic between two registers: 1 gives the shortest clock period, a large number the
 *     fewest cycles
 */
public record ZeroEliminatorParams(int lanes, int laneBits, int layersPerStage) {
    /** The block's name on the command line. */
    public static final String BLOCK = "zero-eliminator";

    public static final BlockParameter LANES = new BlockParameter(
            "lanes", "lanes of a beat", 16, 2, 64, true, "each shift layer moves a lane by a power of two");
    public static final BlockParameter LANE_BITS =
            new BlockParameter("lane_bits", "width of one lane in bits", 12, 1, 64, false, "a lane holds one word");
    public static final BlockParameter LAYERS_PER_STAGE = new BlockParameter(
            "layers_per_stage",
            "layers of logic between registers",
            4,
            1,
            12,
            false,
            "64 lanes, the most, have 12 layers");

    /** In the order of the record's components. */
    public static final List<BlockParameter> PARAMETERS = List.of(LANES, LANE_BITS, LAYERS_PER_STAGE);

    public static final ZeroEliminatorParams DEFAULT =
            new ZeroEliminatorParams(LANES.defaultValue(), LANE_BITS.defaultValue(), LAYERS_PER_STAGE.defaultValue());

    public ZeroEliminatorParams {
        BlockParameter.checkAll(BLOCK, PARAMETERS, lanes, laneBits, layersPerStage);
    }

    /** log2(lanes): layers of the prefix count, and as many of the shift network. */
    public int shiftLayers() {
        return Integer.numberOfTrailingZeros(lanes);
    }

    /** Layers of logic in all. */
    public int layers() {
        return 2 * shiftLayers();
    }

    /** Cycles from an accepted beat to the packed one, when nothing stalls: ceil(layers / layersPerStage). */
    public int latencyCycles() {
        return (layers() + layersPerStage - 1) / layersPerStage;
    }
}
