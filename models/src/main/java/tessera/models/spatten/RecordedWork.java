package tessera.models.spatten;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import tessera.models.golden.CascadeParams;
import tessera.models.machine.SpAttenParams;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.Phase;
import tessera.models.spatten.RecordedLayer.KeyFetch;
import tessera.models.spatten.RecordedLayer.RecordedRow;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.workload.SpattenWorkload;

/**
 * A trace under a pattern, a shape or a workload file, every decision written down: computed once, then work for any machine.
 * Immutable.
 */
public final class RecordedWork {
    private final int headDim;
    private final boolean isResident;
    private final long denseFlops;
    private final List<RecordedLayer> layers;
    private final Demands demands;
    private final Consumer<SpAttenParams> check;
    private final Placement placement;

    private RecordedWork(
            boolean isResident,
            long denseFlops,
            List<RecordedLayer> layers,
            Demands demands,
            Consumer<SpAttenParams> check,
            Placement placement) {
        this.headDim = demands.headDim();
        this.isResident = isResident;
        this.denseFlops = denseFlops;
        this.layers = List.copyOf(layers);
        this.demands = demands;
        this.check = check;
        this.placement = placement;
    }

    /**
     * Runs cascade pruning on a trace.
     *
     * @param seed of the pivots of quick-select
     */
    public static RecordedWork of(TraceTables tables, CascadeParams params, Phase phase, long seed) {
        return of(tables, new CascadePlans(tables.trace(), params), phase, seed);
    }

    /**
     * Runs a trace under a plan of key lists (and of dense heads); an input error if a layer attends to nothing.
     *
     * @param seed as above
     */
    public static RecordedWork of(TraceTables tables, AttentionPlan plan, long seed) {
        return of(tables, new ListPlans(tables.trace(), plan), plan.phase(), seed);
    }

    private static RecordedWork of(TraceTables tables, LayerPlans plans, Phase phase, long seed) {
        AttentionTrace trace = tables.trace();
        List<RecordedLayer> layers = new TraceRecorder(tables, plans, phase, seed).run();
        return new RecordedWork(
                phase == Phase.PREFILL,
                Flops.dense(trace),
                layers,
                Demands.of(trace.headDim(), layers),
                machine -> TraceFit.check(machine, "trace " + trace.name(), trace.headDim(), layers),
                TraceAddresses.placement(trace));
    }

    /**
     * Draws who survives in a shape: the prompt, or the tokens that are generated after it as one stream of rows.
     *
     * @param seed of everything drawn
     */
    public static RecordedWork of(PromptShape shape, CascadeParams params, Phase phase, long seed) {
        List<RecordedLayer> layers = new ShapeRecorder(shape, params, seed).run(phase);
        boolean isPrefill = phase == Phase.PREFILL;
        return new RecordedWork(
                isPrefill,
                isPrefill ? Flops.densePrefill(shape) : Flops.denseDecode(shape),
                layers,
                Demands.of(shape.headDim(), layers),
                machine -> TraceFit.check(machine, shape.attention().name(), shape.headDim(), layers),
                new PackedArrays(shape.headDim()));
    }

    /** As above for one machine; what it cannot hold is an input error before millions of rows are drawn. */
    public static RecordedWork of(
            PromptShape shape, CascadeParams params, Phase phase, long seed, SpAttenParams machine) {
        String name = shape.attention().name();
        TraceFit.checkHeadDim(machine, name, shape.headDim());
        KeyFetch first = new ShapeRecorder(shape, params, seed).first(phase);
        TraceFit.check(machine, name + ", layer 0, head 0", shape.headDim(), first);
        RecordedWork recorded = of(shape, params, phase, seed);
        recorded.check(machine);
        return recorded;
    }

    /**
     * Takes over the rows of a workload file; an input error if it has vectors of several lengths.
     *
     * @param seed of the scores that are ranked where the file does not say how long that takes
     */
    public static RecordedWork of(SpattenWorkload workload, long seed) {
        RowsRecorder recorder = new RowsRecorder(workload, seed);
        Demands demands = recorder.demands();
        return new RecordedWork(
                false,
                Flops.dense(workload, demands.headDim()),
                recorder.run(),
                demands,
                machine -> RowsFit.check(workload, machine),
                new PackedArrays(demands.headDim()));
    }

    /** Parts that a machine executes one after the other: layers of a trace or of a prompt, otherwise one. */
    public int layerCount() {
        return layers.size();
    }

    RecordedLayer layer(int layer) {
        return layers.get(layer);
    }

    public int headDim() {
        return headDim;
    }

    /** Whether keys and values are fetched once for many rows. */
    boolean isResident() {
        return isResident;
    }

    Demands demands() {
        return demands;
    }

    public long denseFlops() {
        return denseFlops;
    }

    /** Rows executed. */
    public long rows() {
        return layers.stream().mapToLong(layer -> layer.rows().size()).sum();
    }

    /** Share of the dense attention probability on values used; mean over all rows executed. NaN without values. */
    public double keptMass() {
        return layers.stream().mapToDouble(RecordedLayer::keptMass).sum() / rows();
    }

    /** ‖O − O'‖ / ‖O‖ over the rows executed; mean over the layers. NaN without values. */
    public double outputError() {
        return layers.stream().mapToDouble(RecordedLayer::outputError).average().orElse(0);
    }

    /** An input error if a machine cannot execute it. */
    public void check(SpAttenParams machine) {
        check.accept(machine);
    }

    /** One layer as work of a machine that {@link #check} has passed. */
    public SpAttenWork work(int layer, SpAttenParams machine) {
        RecordedLayer recorded = layers.get(layer);
        RowMaker maker = new RowMaker(machine, headDim);
        List<Load> loads = placement.loads(layers, layer, isResident, machine);
        List<Row> rows = new ArrayList<>();
        for (RecordedRow row : recorded.rows()) {
            KeyFetch list = recorded.lists().get(row.list());
            rows.add(maker.row(
                    row.list(),
                    loads.get(row.list()),
                    row.isFirst(),
                    row.keyCount(),
                    row.values(list, isResident),
                    row.valueCount(),
                    row.isRefetched(),
                    row.ranking().cycles(machine.topK())));
        }
        CascadeStep cascade = new CascadeStep(
                recorded.tokenRanking().scoreCount(),
                recorded.tokenRanking().cycles(machine.topK()),
                recorded.headRanking().scoreCount(),
                recorded.headRanking().cycles(machine.topK()));
        return new SpAttenWork(headDim, loads, rows, cascade);
    }

    /** All layers as {@link #work}. */
    public List<SpAttenWork> works(SpAttenParams machine) {
        return IntStream.range(0, layers.size())
                .mapToObj(layer -> work(layer, machine))
                .toList();
    }

    /**
     * Token indices of the values that each row of a layer fetches, in the order of the work's rows; empty where no data say
     * which.
     */
    public List<int[]> valueIndices(int layer) {
        List<RecordedRow> rows = layers.get(layer).rows();
        return rows.stream().allMatch(RecordedRow::isChosen)
                ? rows.stream().map(RecordedRow::chosen).toList()
                : List.of();
    }
}
