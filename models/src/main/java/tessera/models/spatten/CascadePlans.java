package tessera.models.spatten;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import tessera.models.golden.CascadeParams;
import tessera.models.golden.CascadeReplay;
import tessera.models.plan.HeadPlan;
import tessera.models.plan.KeyList;
import tessera.models.plan.Reuse;
import tessera.models.plan.SelectionCost;
import tessera.traces.trace.AttentionTrace;

/** Cascade pruning: every layer keeps the most important tokens and heads of the layer before. */
final class CascadePlans implements LayerPlans {
    private final AttentionTrace trace;
    private final CascadeParams params;
    private int[] tokens;
    private int[] heads;

    CascadePlans(AttentionTrace trace, CascadeParams params) {
        this.trace = trace;
        this.params = params;
        this.tokens = IntStream.range(0, trace.keyCount()).toArray();
        this.heads = IntStream.range(0, trace.headCount()).toArray();
    }

    /** Not where queries are of another sequence than keys: {@link TraceWork} ranks what queries and keys share. */
    @Override
    public boolean isRanked() {
        return trace.queryCount() == trace.keyCount();
    }

    @Override
    public LayerPlan layer(int layer, long[] tokenImportance, long[] headScores) {
        int layers = trace.layerCount();
        tokens = CascadeReplay.cut(tokens, tokenImportance, params.tokens().keptCount(trace.keyCount(), layer, layers));
        heads = CascadeReplay.cut(heads, headScores, params.heads().keptCount(trace.headCount(), layer, layers));
        HeadPlan plan =
                new HeadPlan(list(), params.precision(), params.valueKeepRatio(), SelectionCost.NONE, Reuse.NONE);
        return new LayerPlan(tokens, heads, Collections.nCopies(heads.length, plan));
    }

    private KeyList list() {
        int[] queries = CascadeReplay.survivingQueries(trace, tokens);
        return new KeyList(
                List.of(new KeyList.Group(queries, tokens)), trace.isCausal(), trace.keyCount() - trace.queryCount());
    }
}
