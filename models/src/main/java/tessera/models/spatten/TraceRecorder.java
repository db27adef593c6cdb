package tessera.models.spatten;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tessera.models.golden.FixedSoftmax;
import tessera.models.golden.Importance;
import tessera.models.golden.KeepSchedule;
import tessera.models.golden.LocalValuePruning;
import tessera.models.golden.ProgressiveQuantisation;
import tessera.models.golden.QuantisedHead;
import tessera.models.golden.TopK;
import tessera.models.plan.HeadPlan;
import tessera.models.plan.KeyList;
import tessera.models.plan.Phase;
import tessera.models.spatten.LayerPlans.LayerPlan;
import tessera.models.spatten.RecordedLayer.KeyFetch;
import tessera.models.spatten.RecordedLayer.Ranking;
import tessera.models.spatten.RecordedLayer.RecordedRow;
import tessera.traces.trace.AttentionTrace;

/**
 * Runs a trace under a pattern once and writes down every decision. The same decisions as {@link
 * tessera.models.golden.CascadeReplay} and {@link TraceWork} (tested), in one pass over tables that all plans of a trace share.
 */
final class TraceRecorder {
    /** Longest list whose outputs are sure to stay within 32 bits: Σp < 2^13 there, |value| ≤ 2^15. */
    private static final int NARROW_KEYS = 8192;

    private final TraceTables tables;
    private final AttentionTrace trace;
    private final LayerPlans plans;
    private final boolean isResident;
    private final long seed;
    /** Keys of a layer's groups; heads of one list share them. */
    private final Map<KeyList.Group, int[]> shared = new IdentityHashMap<>();

    private final long[] tokenImportance;
    private final double[] headImportance;
    private final int[] output;
    private double keptMass;
    private double errorSquares;
    private double outputSquares;

    TraceRecorder(TraceTables tables, LayerPlans plans, Phase phase, long seed) {
        this.tables = tables;
        this.trace = tables.trace();
        this.plans = plans;
        this.isResident = phase == Phase.PREFILL;
        this.seed = seed;
        this.tokenImportance = new long[trace.keyCount()];
        this.headImportance = new double[trace.headCount()];
        this.output = new int[trace.headDim()];
    }

    List<RecordedLayer> run() {
        List<RecordedLayer> layers = new ArrayList<>();
        int layerCount = trace.layerCount();
        LayerPlan plan = plans.layer(0, tokenImportance, TopK.ordered(headImportance));
        for (int layer = 0; layer < layerCount; layer++) {
            List<KeyFetch> lists = new ArrayList<>();
            List<RecordedRow> rows = new ArrayList<>();
            keptMass = 0;
            errorSquares = 0;
            outputSquares = 0;
            shared.clear();
            for (int i = 0; i < plan.heads().length; i++) {
                addHead(layer, plan.heads()[i], plan.plans().get(i), lists, rows);
            }
            boolean isLast = layer + 1 == layerCount;
            long[] headScores = TopK.ordered(headImportance);
            LayerPlan next = isLast ? plan : plans.layer(layer + 1, tokenImportance, headScores);
            LayerPlan ranked = plans.isRanked() ? next : plan;
            long ordinal = -1L - 2L * layer;
            layers.add(new RecordedLayer(
                    lists,
                    rows,
                    Ranking.of(picked(tokenImportance, plan.tokens()), ranked.tokens().length, seed, ordinal),
                    Ranking.of(picked(headScores, plan.heads()), ranked.heads().length, seed, ordinal - 1),
                    keptMass,
                    outputSquares == 0 ? 0 : Math.sqrt(errorSquares / outputSquares)));
            plan = next;
        }
        return layers;
    }

    private static long[] picked(long[] scores, int[] indices) {
        return IntStream.of(indices).mapToLong(i -> scores[i]).toArray();
    }

    private void addHead(int layer, int head, HeadPlan plan, List<KeyFetch> lists, List<RecordedRow> rows) {
        TraceTables.Head table = tables.head(layer, head, plan.precision());
        TraceTables.Dense dense = tables.dense(layer, head);
        KeyList list = (KeyList) plan.mask();
        for (KeyList.Group group : list.groups()) {
            int[] keys = shared.computeIfAbsent(group, KeyList.Group::keys);
            boolean isFirst = true;
            for (int query : group.queries()) {
                int visible = list.visibleCount(group, query);
                if (visible == 0) {
                    continue;
                }
                if (isFirst || !isResident) {
                    int count = isResident ? keys.length : visible;
                    lists.add(new KeyFetch(head, keys, count, plan.precision(), plan.valueKeepRatio()));
                }
                long ordinal = ((long) layer * trace.headCount() + head) * trace.queryCount() + query;
                boolean isBringing = isFirst || !isResident;
                rows.add(row(table, dense, plan, head, query, keys, visible, isBringing, lists.size() - 1, ordinal));
                isFirst = false;
            }
        }
    }

    private RecordedRow row(
            TraceTables.Head table,
            TraceTables.Dense dense,
            HeadPlan plan,
            int head,
            int query,
            int[] tokens,
            int visible,
            boolean isFirst,
            int list,
            long ordinal) {
        QuantisedHead tensors = table.tensors();
        int[] probabilities = probabilities(table.scores(), query, tokens, visible, tensors.scoreScale());
        boolean isRefetched = ProgressiveQuantisation.needsLowBits(
                probabilities, plan.precision().maxProbabilityThreshold());
        if (isRefetched) {
            probabilities = probabilities(table.wholeScores(), query, tokens, visible, tensors.scoreScale());
        }
        int kept = KeepSchedule.keptCount(visible, plan.valueKeepRatio());
        int[] values = tokens;
        Ranking ranking = Ranking.NONE;
        if (kept < visible) {
            ranking = Ranking.of(LocalValuePruning.scores(probabilities), kept, seed, ordinal);
            int[] positions = LocalValuePruning.keptPositions(probabilities, plan.valueKeepRatio());
            values = new int[positions.length];
            int[] used = new int[positions.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = tokens[positions[i]];
                used[i] = probabilities[positions[i]];
            }
            measure(tensors, dense, head, query, values, used, kept);
        } else {
            measure(tensors, dense, head, query, tokens, probabilities, visible);
        }
        for (int i = 0; i < visible; i++) {
            tokenImportance[tokens[i]] += probabilities[i];
        }
        return new RecordedRow(
                list, isFirst, visible, isResident ? tokens : values, Math.min(kept, visible), isRefetched, ranking);
    }

    private int[] probabilities(long[] scores, int query, int[] tokens, int visible, double scale) {
        long[] own = new long[visible];
        int from = query * trace.keyCount();
        for (int i = 0; i < visible; i++) {
            own[i] = scores[from + tokens[i]];
        }
        return FixedSoftmax.probabilities(own, scale);
    }

    /** The row's output, its head's importance, and what it lost against dense attention. */
    private void measure(
            QuantisedHead tensors,
            TraceTables.Dense dense,
            int head,
            int query,
            int[] values,
            int[] probabilities,
            int count) {
        int d = trace.headDim();
        double scale = tensors.outputScale();
        long sum = 0;
        if (count <= NARROW_KEYS) {
            narrowOutput(tensors.values(), values, probabilities, count, d);
            for (int i = 0; i < d; i++) {
                sum += Math.abs(output[i]);
                addError(dense.outputs()[query * d + i], output[i] * scale);
            }
        } else {
            int[] all = IntStream.range(0, count).toArray();
            long[] wide = tensors.output(values, probabilities, all);
            sum = Importance.headSum(wide);
            for (int i = 0; i < d; i++) {
                addError(dense.outputs()[query * d + i], wide[i] * scale);
            }
        }
        headImportance[head] += sum * scale;
        int from = query * trace.keyCount();
        for (int i = 0; i < count; i++) {
            keptMass += dense.probabilities()[from + values[i]];
        }
    }

    private void addError(double wanted, double got) {
        double difference = wanted - got;
        errorSquares += difference * difference;
        outputSquares += wanted * wanted;
    }

    /** In 32 bits, which the compiler turns into vector instructions. */
    private void narrowOutput(int[] tensor, int[] values, int[] probabilities, int count, int d) {
        int[] sums = output;
        Arrays.fill(sums, 0);
        for (int i = 0; i < count; i++) {
            int p = probabilities[i];
            int row = values[i] * d;
            for (int c = 0; c < d; c++) {
                sums[c] += p * tensor[row + c];
            }
        }
    }
}
