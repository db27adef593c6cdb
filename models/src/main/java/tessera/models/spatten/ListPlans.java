package tessera.models.spatten;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.Geometric;
import tessera.models.plan.HeadPlan;
import tessera.models.plan.KeyList;
import tessera.models.plan.MaskForm;
import tessera.traces.check.InputException;
import tessera.traces.trace.AttentionTrace;

/** A plan that was made beforehand, its masks as key lists: these, or dense. */
final class ListPlans implements LayerPlans {
    private final AttentionTrace trace;
    private final AttentionPlan plan;
    private final KeyList dense;
    private final boolean isRanked;

    ListPlans(AttentionTrace trace, AttentionPlan plan) {
        this.trace = trace;
        this.plan = plan;
        int[] queries = IntStream.range(0, trace.queryCount()).toArray();
        int[] keys = IntStream.range(0, trace.keyCount()).toArray();
        this.dense = new KeyList(
                List.of(new KeyList.Group(queries, keys)), trace.isCausal(), trace.keyCount() - trace.queryCount());
        this.isRanked = IntStream.range(0, plan.layerCount()).allMatch(this::keepsTokens);
    }

    /** Where each layer's heads all attend among one set of tokens: what layers prune by, ranking after each. */
    @Override
    public boolean isRanked() {
        return isRanked;
    }

    @Override
    public LayerPlan layer(int layer, long[] tokenImportance, long[] headScores) {
        return layer(layer);
    }

    LayerPlan layer(int layer) {
        int[] heads = plan.keptHeads(layer);
        if (heads.length == 0) {
            throw new InputException(
                    "pattern " + plan.pattern() + " on trace " + trace.name() + ": layer " + layer
                            + " attends to nothing, and the machine has no unit for what is done instead; take another pattern");
        }
        List<HeadPlan> plans =
                IntStream.of(heads).mapToObj(head -> listed(layer, head)).toList();
        return new LayerPlan(tokens(layer), heads, plans);
    }

    private HeadPlan listed(int layer, int head) {
        HeadPlan own = plan.head(layer, head);
        return own.mask() instanceof KeyList
                ? own
                : new HeadPlan(list(own.mask()), own.precision(), own.valueKeepRatio(), own.selection(), own.reuse());
    }

    private boolean keepsTokens(int layer) {
        int[] tokens = tokens(layer);
        return IntStream.of(plan.keptHeads(layer)).allMatch(head -> {
            List<KeyList.Group> groups = list(plan.head(layer, head).mask()).groups();
            return groups.size() == 1
                    && Arrays.equals(groups.get(0).keys(), tokens)
                    && Arrays.equals(groups.get(0).queries(), tokens);
        });
    }

    /** All tokens that a head of the layer attends to. */
    private int[] tokens(int layer) {
        return IntStream.of(plan.keptHeads(layer))
                .mapToObj(head -> list(plan.head(layer, head).mask()))
                .flatMap(list -> list.groups().stream())
                .flatMapToInt(group -> IntStream.of(group.keys()))
                .distinct()
                .sorted()
                .toArray();
    }

    private KeyList list(MaskForm mask) {
        if (mask instanceof KeyList list) {
            return list;
        }
        if (mask instanceof Geometric geometric && geometric.isDense()) {
            return dense;
        }
        throw new IllegalArgumentException("pattern " + plan.pattern() + ": the machine fetches lists of keys, got "
                + mask.getClass().getSimpleName());
    }
}
