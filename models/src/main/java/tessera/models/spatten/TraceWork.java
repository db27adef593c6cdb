package tessera.models.spatten;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import tessera.models.golden.AttentionRow;
import tessera.models.golden.CascadeReplay;
import tessera.models.golden.Importance;
import tessera.models.golden.QuantisedHead;
import tessera.models.golden.TopK;
import tessera.models.machine.SpAttenParams;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.HeadPlan;
import tessera.models.plan.KeyList;
import tessera.models.plan.Phase;
import tessera.models.spatten.LayerPlans.LayerPlan;
import tessera.models.spatten.RecordedLayer.KeyFetch;
import tessera.traces.check.InputException;
import tessera.traces.trace.AttentionTrace;

/**
 * A trace with a plan as work, layer after layer. Everything that depends on data (which values, which rows refetch, how
 * many selection rounds) comes from the golden functions. Importances are carried from layer to layer, so layers must be
 * asked for in order.
 */
public final class TraceWork {
    private final AttentionTrace trace;
    private final AttentionPlan plan;
    private final SpAttenParams machine;
    private final long seed;
    private final TraceAddresses addresses;
    private final long[] tokenImportance;
    private final double[] headImportance;
    private final ListPlans plans;
    private RowMaker maker;
    private int nextLayer;

    /** @throws InputException if the machine cannot execute the plan */
    public TraceWork(AttentionTrace trace, AttentionPlan plan, SpAttenParams machine, long seed) {
        this.trace = trace;
        this.plan = plan;
        this.machine = machine;
        this.seed = seed;
        this.maker = new RowMaker(machine, trace.headDim());
        this.addresses = new TraceAddresses(trace, machine);
        this.tokenImportance = new long[trace.keyCount()];
        this.headImportance = new double[trace.headCount()];
        TraceFit.checkHeadDim(machine, "trace " + trace.name(), trace.headDim());
        this.plans = new ListPlans(trace, plan);
    }

    /** The work of the next layer, which must be {@code layer}. */
    public LayerWork layer(int layer) {
        if (layer != nextLayer++) {
            throw new IllegalStateException("layer " + layer + " asked for after layer " + (nextLayer - 2));
        }
        maker = new RowMaker(machine, trace.headDim());
        List<Load> loads = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        List<RowTask> tasks = new ArrayList<>();
        LayerPlan own = plans.layer(layer);
        for (int i = 0; i < own.heads().length; i++) {
            addHead(layer, own.heads()[i], own.plans().get(i), loads, rows, tasks);
        }
        LayerPlan next = plans.isRanked() && layer + 1 < plan.layerCount() ? plans.layer(layer + 1) : own;
        SpAttenWork work = new SpAttenWork(trace.headDim(), loads, rows, cascade(layer, own, next));
        return new LayerWork(work, tasks, own.tokens(), own.heads(), next.tokens(), next.heads());
    }

    private void addHead(
            int layer, int head, HeadPlan headPlan, List<Load> loads, List<Row> rows, List<RowTask> tasks) {
        QuantisedHead tensors = CascadeReplay.quantised(trace, layer, head, headPlan.precision());
        KeyList list = (KeyList) headPlan.mask();
        VectorBits bits = VectorBits.of(headPlan.precision());
        for (KeyList.Group group : list.groups()) {
            int[] keys = group.keys();
            TraceFit.check(
                    machine,
                    "trace " + trace.name() + ", layer " + layer + ", head " + head,
                    trace.headDim(),
                    new KeyFetch(head, keys, keys.length, headPlan.precision(), headPlan.valueKeepRatio()));
            Load resident = addresses.load(layer, head, keys, keys.length, bits, true);
            if (plan.phase() == Phase.PREFILL) {
                loads.add(resident);
            }
            boolean isFirst = true;
            for (int query : group.queries()) {
                int[] visible = Arrays.copyOf(keys, list.visibleCount(group, query));
                if (visible.length == 0) {
                    continue;
                }
                if (plan.phase() == Phase.DECODE) {
                    loads.add(addresses.load(layer, head, visible, visible.length, bits, false));
                }
                AttentionRow answer =
                        AttentionRow.attend(tensors, query, visible, headPlan.precision(), headPlan.valueKeepRatio());
                long ordinal = ((long) layer * trace.headCount() + head) * trace.queryCount() + query;
                rows.add(row(loads.size() - 1, loads.get(loads.size() - 1), answer, isFirst, ordinal));
                tasks.add(new RowTask(
                        head, query, tensors, headPlan.precision(), headPlan.valueKeepRatio(), ordinal, answer));
                Importance.addTokens(tokenImportance, visible, answer.probabilities());
                headImportance[head] += Importance.headTerm(answer.output(), tensors.outputScale());
                isFirst = false;
            }
        }
    }

    private Row row(int loadIndex, Load load, AttentionRow answer, boolean isFirst, long ordinal) {
        return maker.row(
                loadIndex,
                load,
                isFirst || !load.isResident(),
                answer.keys().length,
                keptTokens(answer),
                answer.keptPositions().length,
                answer.isRefetched(),
                selectionCycles(answer, ordinal));
    }

    private long selectionCycles(AttentionRow answer, long ordinal) {
        long[] scores = IntStream.of(answer.probabilities()).asLongStream().toArray();
        return Selections.cycles(machine.topK(), scores, answer.keptPositions().length, seed, ordinal);
    }

    private static int[] keptTokens(AttentionRow answer) {
        return IntStream.of(answer.keptPositions()).map(i -> answer.keys()[i]).toArray();
    }

    private CascadeStep cascade(int layer, LayerPlan own, LayerPlan next) {
        boolean cutsTokens = next.tokens().length < own.tokens().length;
        boolean cutsHeads = next.heads().length < own.heads().length;
        long ordinal = -1L - 2L * layer;
        long[] tokenScores =
                IntStream.of(own.tokens()).mapToLong(i -> tokenImportance[i]).toArray();
        long[] all = TopK.ordered(headImportance);
        long[] headScores = IntStream.of(own.heads()).mapToLong(i -> all[i]).toArray();
        return new CascadeStep(
                cutsTokens ? own.tokens().length : 0,
                cutsTokens ? Selections.cycles(machine.topK(), tokenScores, next.tokens().length, seed, ordinal) : 0,
                cutsHeads ? own.heads().length : 0,
                cutsHeads ? Selections.cycles(machine.topK(), headScores, next.heads().length, seed, ordinal - 1) : 0);
    }
}
