package tessera.sim.block;

import java.util.List;
import tessera.models.block.DotProductParams;

/**
 * The dot-product array cycle by cycle. The query is taken before the first key of a row and given up with the last one,
 * so a row of r beats takes r + 1 cycles.
 */
public final class DotProductModel extends PipelineModel {
    private final DotProductParams params;
    private final long[] query;
    private boolean hasQuery;
    private final int queryValid = driven("query_valid");
    private final int queryData = driven("query_data");
    private final int queryReady;
    private final int keyLast = driven("key_last");
    private final int keyMask = driven("key_mask");
    private final int keyData = driven("key_data");
    private final int scoreLast = out("score_last");
    private final int scoreMask = out("score_mask");
    private final int scoreData = out("score_data");

    public DotProductModel(DotProductParams params) {
        super(ports(params), params.latencyCycles(), 1);
        this.params = params;
        this.query = new long[params.headDim()];
        this.queryReady = ports().read().word("query_ready");
    }

    /** Ports: {@code query} (data), {@code key} (last, mask, data) and {@code score} (last, mask, data), element 0 lowest. */
    public static BlockPorts ports(DotProductParams params) {
        return new BlockPorts(
                List.of(
                        new StreamPorts(
                                "query", List.of(new Port("query_data", params.headDim() * params.queryBits()))),
                        new StreamPorts(
                                "key",
                                List.of(
                                        new Port("key_last", 1),
                                        new Port("key_mask", params.keys()),
                                        new Port("key_data", params.keys() * params.headDim() * params.keyBits())))),
                List.of(new StreamPorts(
                        "score",
                        List.of(
                                new Port("score_last", 1),
                                new Port("score_mask", params.keys()),
                                new Port("score_data", params.keys() * params.scoreBits())))));
    }

    @Override
    protected boolean isOpen() {
        return hasQuery;
    }

    @Override
    protected boolean take(int[] driven, int[] value, int[] care) {
        value[scoreLast] = driven[keyLast];
        value[scoreMask] = driven[keyMask];
        for (int key = 0; key < params.keys(); key++) {
            long sum = 0;
            for (int d = 0; d < query.length; d++) {
                int bit = (key * query.length + d) * params.keyBits();
                sum += query[d] * PortBits.getSigned(driven, keyData, bit, params.keyBits());
            }
            PortBits.put(value, scoreData, key * params.scoreBits(), params.scoreBits(), sum);
        }
        return true;
    }

    @Override
    protected void side(int[] driven, int[] read, int[] care, boolean isTaken) {
        PortBits.show(read, care, queryReady, !hasQuery);
        if (hasQuery) {
            hasQuery = !(isTaken && driven[keyLast] != 0);
        } else if (driven[queryValid] != 0) {
            hasQuery = true;
            for (int d = 0; d < query.length; d++) {
                query[d] = PortBits.getSigned(driven, queryData, d * params.queryBits(), params.queryBits());
            }
        }
    }

    @Override
    protected void clear() {
        hasQuery = false;
    }

    @Override
    protected boolean isHolding() {
        return hasQuery;
    }
}
