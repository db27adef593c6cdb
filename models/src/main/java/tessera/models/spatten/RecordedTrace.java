package tessera.models.spatten;

import java.util.ArrayList;
import java.util.List;
import tessera.models.golden.CascadeParams;
import tessera.models.golden.QuickSelect;
import tessera.models.golden.RowPrecision;
import tessera.models.golden.TopK;
import tessera.models.machine.SpAttenParams;
import tessera.models.plan.Phase;
import tessera.models.spatten.RecordedLayer.KeyFetch;
import tessera.models.spatten.RecordedLayer.Ranking;
import tessera.models.spatten.RecordedLayer.RecordedRow;
import tessera.traces.trace.AttentionTrace;

/**
 * A trace under cascade pruning, every decision written down: computed once, then work for any machine. Immutable.
 */
public final class RecordedTrace {
    private final AttentionTrace trace;
    private final CascadeParams params;
    private final Phase phase;
    private final List<RecordedLayer> layers;

    private RecordedTrace(AttentionTrace trace, CascadeParams params, Phase phase, List<RecordedLayer> layers) {
        this.trace = trace;
        this.params = params;
        this.phase = phase;
        this.layers = List.copyOf(layers);
    }

    /**
     * Runs the cascade.
     *
     * @param seed of the pivots of quick-select
     */
    public static RecordedTrace of(TraceTables tables, CascadeParams params, Phase phase, long seed) {
        return new RecordedTrace(tables.trace(), params, phase, new TraceRecorder(tables, params, phase, seed).run());
    }

    public int layerCount() {
        return layers.size();
    }

    RecordedLayer layer(int layer) {
        return layers.get(layer);
    }

    public int headDim() {
        return trace.headDim();
    }

    boolean isResident() {
        return phase == Phase.PREFILL;
    }

    RowPrecision precision() {
        return params.precision();
    }

    public long denseFlops() {
        return Flops.dense(trace);
    }

    /** Rows executed. */
    public long rows() {
        return layers.stream().mapToLong(layer -> layer.rows().size()).sum();
    }

    /** Share of the dense attention probability on values used; mean over all rows executed. */
    public double keptMass() {
        return layers.stream().mapToDouble(RecordedLayer::keptMass).sum() / rows();
    }

    /** ‖O − O'‖ / ‖O‖ over the rows executed; mean over the layers. */
    public double outputError() {
        return layers.stream().mapToDouble(RecordedLayer::outputError).average().orElse(0);
    }

    /** An input error if a machine cannot execute it. */
    public void check(SpAttenParams machine) {
        TraceFit.checkHeadDim(machine, trace.name(), trace.headDim());
        for (int layer = 0; layer < layers.size(); layer++) {
            for (KeyFetch list : layers.get(layer).lists()) {
                TraceFit.check(
                        machine,
                        "trace " + trace.name() + ", layer " + layer + ", head " + list.head(),
                        trace.headDim(),
                        list.indices().length,
                        list.precision(),
                        list.valueKeepRatio());
            }
        }
    }

    /** One layer as work of a machine that {@link #check} has passed: the same as {@link TraceWork} makes. */
    public SpAttenWork work(int layer, SpAttenParams machine) {
        RecordedLayer recorded = layers.get(layer);
        TraceAddresses addresses = new TraceAddresses(trace, machine);
        RowMaker maker = new RowMaker(machine, trace.headDim());
        List<Load> loads = new ArrayList<>();
        for (KeyFetch list : recorded.lists()) {
            loads.add(addresses.load(layer, list.head(), list.indices(), list.count(), list.precision(), isResident()));
        }
        List<Row> rows = new ArrayList<>();
        for (RecordedRow row : recorded.rows()) {
            rows.add(maker.row(
                    row.list(),
                    loads.get(row.list()),
                    row.isFirst(),
                    row.keyCount(),
                    row.values(),
                    row.valueCount(),
                    row.isRefetched(),
                    cycles(machine, row.ranking())));
        }
        CascadeStep cascade = new CascadeStep(
                recorded.tokenRanking().scoreCount(),
                cycles(machine, recorded.tokenRanking()),
                recorded.headRanking().scoreCount(),
                cycles(machine, recorded.headRanking()));
        return new SpAttenWork(trace.headDim(), loads, rows, cascade);
    }

    private static long cycles(SpAttenParams machine, Ranking ranking) {
        return ranking.scoreCount() == 0
                ? 0
                : Selections.cycles(
                        machine.topK(),
                        ranking.scoreCount(),
                        new QuickSelect.Outcome(new TopK.Answer(0, 0, 0), ranking.rounds()));
    }

    /** Token indices of the values that each row of a layer fetches, in the order of the work's rows. */
    public List<int[]> valueIndices(int layer) {
        return layers.get(layer).rows().stream().map(RecordedRow::values).toList();
    }
}
