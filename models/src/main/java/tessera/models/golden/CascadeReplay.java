package tessera.models.golden;

import java.util.Arrays;
import java.util.stream.IntStream;
import tessera.traces.trace.AttentionTrace;

/**
 * Cascade token and head pruning carried through the layers of a trace. A token or head that is out never comes back.
 * The trace holds the queries, keys and values of the unpruned model; they are not recomputed.
 * <b>Source:</b> SpAtten, arXiv 2012.09852 v3, algorithm 2.
 */
public final class CascadeReplay {
    private final AttentionTrace trace;
    private final CascadeParams params;
    private final int[][] tokens;
    private final int[][] heads;
    private final long[] tokenImportance;
    private final double[] headImportance;

    private CascadeReplay(AttentionTrace trace, CascadeParams params) {
        this.trace = trace;
        this.params = params;
        this.tokens = new int[trace.layerCount()][];
        this.heads = new int[trace.layerCount()][];
        this.tokenImportance = new long[trace.keyCount()];
        this.headImportance = new double[trace.headCount()];
    }

    /**
     * Who is left in every layer, ascending indices.
     *
     * @param tokens {@code [layer][]} key tokens
     * @param heads {@code [layer][]}
     */
    @SuppressWarnings("ArrayRecordComponent") // Made once a run; callers read.
    public record Survivors(int[][] tokens, int[][] heads) {}

    /** Runs the cascade. O(layers · heads · queries · keys · headDim). */
    public static Survivors run(AttentionTrace trace, CascadeParams params) {
        return new CascadeReplay(trace, params).run();
    }

    /**
     * Queries that are computed: those of surviving tokens where every token has one; all of them in a trace with another
     * number of queries than keys (newly generated tokens, or another sequence).
     */
    public static int[] survivingQueries(AttentionTrace trace, int[] keptTokens) {
        return trace.queryCount() == trace.keyCount()
                ? keptTokens.clone()
                : IntStream.range(0, trace.queryCount()).toArray();
    }

    private Survivors run() {
        int layerCount = trace.layerCount();
        int[] keptTokens = IntStream.range(0, trace.keyCount()).toArray();
        int[] keptHeads = IntStream.range(0, trace.headCount()).toArray();
        for (int layer = 0; layer < layerCount; layer++) {
            keptTokens =
                    cut(keptTokens, tokenImportance, params.tokens().keptCount(trace.keyCount(), layer, layerCount));
            keptHeads = cut(
                    keptHeads,
                    TopK.ordered(headImportance),
                    params.heads().keptCount(trace.headCount(), layer, layerCount));
            tokens[layer] = keptTokens;
            heads[layer] = keptHeads;
            if (layer + 1 < layerCount) {
                accumulate(layer);
            }
        }
        return new Survivors(tokens, heads);
    }

    private void accumulate(int layer) {
        for (int head : heads[layer]) {
            QuantisedHead quantised = quantised(trace, layer, head, params.precision());
            for (int query : survivingQueries(trace, tokens[layer])) {
                int[] keys = Arrays.copyOf(
                        tokens[layer], visibleCount(tokens[layer], trace.shape().visibleKeys(query)));
                if (keys.length > 0) {
                    AttentionRow row =
                            AttentionRow.attend(quantised, query, keys, params.precision(), params.valueKeepRatio());
                    Importance.addTokens(tokenImportance, keys, row.probabilities());
                    headImportance[head] += Importance.headTerm(row.output(), quantised.outputScale());
                }
            }
        }
    }

    /** Of the survivors, the {@code count} most important; all of them when there are not more. */
    public static int[] cut(int[] survivors, long[] importance, int count) {
        long[] scores = IntStream.of(survivors).mapToLong(i -> importance[i]).toArray();
        return IntStream.of(TopK.keptIndices(scores, count))
                .map(position -> survivors[position])
                .toArray();
    }

    /** One head of a trace as the machine's integers. */
    public static QuantisedHead quantised(AttentionTrace trace, int layer, int head, RowPrecision precision) {
        return QuantisedHead.of(
                trace.query(layer, head), trace.key(layer, head), trace.value(layer, head), trace.headDim(), precision);
    }

    /** Entries of an ascending list that are below {@code limit}. */
    private static int visibleCount(int[] tokens, int limit) {
        int found = Arrays.binarySearch(tokens, limit);
        return found >= 0 ? found : -found - 1;
    }
}
