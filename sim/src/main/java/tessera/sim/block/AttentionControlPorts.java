package tessera.sim.block;

import java.util.ArrayList;
import java.util.List;
import tessera.models.block.AttentionHeadParams;
import tessera.models.block.TopKBlockParams;
import tessera.models.golden.FixedSoftmax;

/** The ports of the head pipeline's control, one for all: cycle model and Verilog. */
public final class AttentionControlPorts {
    private static final int PROBABILITY_BITS = FixedSoftmax.FRACTION_BITS;

    private AttentionControlPorts() {}

    /** Ports: see the header of the Verilog. */
    public static BlockPorts of(AttentionHeadParams params) {
        int vector = params.headDim() * AttentionHeadParams.ELEMENT_BITS;
        int count = params.countBits();
        int head = params.headImportance().headBits();
        int sums = params.headDim() * params.probValue().sumBits();
        int score = params.decision().scoreBits();
        int select = AttentionHeadParams.SELECT_LANES;
        int index = TopKBlockParams.indexBits(params.select());
        return new BlockPorts(
                List.of(
                        stream(
                                "row",
                                "query",
                                vector,
                                "keys",
                                count,
                                "keep",
                                count,
                                "scale",
                                16,
                                "shift",
                                6,
                                "threshold",
                                score,
                                "head",
                                head,
                                "clear",
                                1),
                        stream("key", "token", params.tokenBits()),
                        stream("response", "data", vector),
                        stream("probability", "value", PROBABILITY_BITS, "last", 1),
                        stream("decision", "fetch", 1),
                        stream("passed", "value", PROBABILITY_BITS, "last", 1),
                        stream("keep", "index", select * index, "count", TopKBlockParams.laneBits(params.select()) + 1),
                        stream("sums", "data", sums),
                        stream(
                                "total",
                                "head",
                                head,
                                "value",
                                params.headImportance().totalBits())),
                List.of(
                        stream("request", "kind", 2, "token", params.tokenBits()),
                        stream("query", "data", vector),
                        stream("scale", "factor", 16, "shift", 6),
                        stream(
                                "slices",
                                "last",
                                1,
                                "merge",
                                1,
                                "msb",
                                params.headDim() * params.msbBits(),
                                "lsb",
                                params.headDim() * params.lsbBits()),
                        stream("judge", "final", 1, "threshold", score, "last", 1, "score", score),
                        stream("select", "last", 1, "scores", select * PROBABILITY_BITS, "mask", select, "k", count),
                        stream("weighted", "last", 1, "probability", PROBABILITY_BITS, "value", vector),
                        stream("importance", "last", 1, "token", params.tokenBits(), "amount", PROBABILITY_BITS),
                        stream("summed", "clear", 1, "head", head, "data", sums),
                        stream("output", "data", sums),
                        stream(
                                "head",
                                "index",
                                head,
                                "total",
                                params.headImportance().totalBits())));
    }

    private static StreamPorts stream(String name, Object... payload) {
        List<Port> ports = new ArrayList<>();
        for (int i = 0; i < payload.length; i += 2) {
            ports.add(new Port(name + "_" + payload[i], (Integer) payload[i + 1]));
        }
        return new StreamPorts(name, ports);
    }
}
