package tessera.sim.block;

import java.util.List;
import tessera.models.block.TopKBlockParams;
import tessera.models.machine.TopKParams;

/** The interface that every top-k engine has, whatever is inside. */
public final class TopKPorts {
    private TopKPorts() {}

    /**
     * Ports: {@code in} (last, scores, mask, k; k counts with the first beat), {@code out} (threshold, greater,
     * keep_equal), {@code keep} (last, index, count; the lowest {@code keep_count} lanes of the index mean something).
     */
    public static BlockPorts of(TopKParams params) {
        int countBits = TopKBlockParams.countBits(params);
        return new BlockPorts(
                List.of(new StreamPorts(
                        "in",
                        List.of(
                                new Port("in_last", 1),
                                new Port("in_scores", params.lanes() * params.scoreBits()),
                                new Port("in_mask", params.lanes()),
                                new Port("k", countBits)))),
                List.of(
                        new StreamPorts(
                                "out",
                                List.of(
                                        new Port("out_threshold", params.scoreBits()),
                                        new Port("out_greater", countBits),
                                        new Port("out_keep_equal", countBits))),
                        new StreamPorts(
                                "keep",
                                List.of(
                                        new Port("keep_last", 1),
                                        new Port("keep_index", params.lanes() * TopKBlockParams.indexBits(params)),
                                        new Port("keep_count", TopKBlockParams.laneBits(params) + 1)))));
    }
}
