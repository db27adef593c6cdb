package tessera.sim.spatten;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import tessera.models.energy.ActionCounts;
import tessera.models.golden.AttentionRow;
import tessera.models.machine.SpAttenParams;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.Phase;
import tessera.models.spatten.Flops;
import tessera.models.spatten.LayerWork;
import tessera.models.spatten.TraceWork;
import tessera.sim.kernel.Clock;
import tessera.sim.kernel.Driver;
import tessera.sim.stat.Timeline;
import tessera.traces.trace.AttentionTrace;

/**
 * A whole trace with a plan on the machine, layer after layer (what a layer fetches is decided at the end of the one
 * before), importances carried along; every answer compared with the golden functions.
 *
 * @param trace its name
 * @param traceSha256 its checksum
 * @param pattern the plan's
 * @param machine its name
 * @param phase how it was executed
 * @param denseFlops of the whole trace with nothing pruned
 * @param layers in order
 */
public record CascadeRun(
        String trace,
        String traceSha256,
        String pattern,
        String machine,
        Phase phase,
        long denseFlops,
        List<CascadeLayer> layers) {
    public CascadeRun {
        layers = List.copyOf(layers);
    }

    /** Simulates; an InputException when the machine cannot execute the plan. */
    public static CascadeRun of(AttentionTrace trace, AttentionPlan plan, SpAttenParams machine, long seed) {
        return of(trace, plan, machine, seed, Timeline.NONE);
    }

    /** As above; what the units do goes to the timeline, layer after layer. */
    public static CascadeRun of(
            AttentionTrace trace, AttentionPlan plan, SpAttenParams machine, long seed, Timeline timeline) {
        long periodFs = Clock.ofHz("core", machine.clockHz()).periodFs();
        long start = 0;
        DenseRanking reference = new DenseRanking(trace);
        TraceWork works = new TraceWork(trace, plan, machine, seed);
        LayerState state = LayerState.zero(trace.keyCount(), trace.headCount());
        List<CascadeLayer> layers = new ArrayList<>();
        for (int layer = 0; layer < plan.layerCount(); layer++) {
            Timeline shifted = timeline == Timeline.NONE ? timeline : new ShiftedTimeline(timeline, start * periodFs);
            LayerWork work = works.layer(layer);
            double overlap = reference.overlap(work.tokens());
            CascadeLayer done = runLayer(trace, layer, work, machine, seed, state, overlap, shifted);
            if (layer + 1 < plan.layerCount()) {
                reference.add(layer);
            }
            start += done.cycles();
            layers.add(done);
        }
        return new CascadeRun(
                trace.name(), trace.sha256(), plan.pattern(), machine.name(), plan.phase(), Flops.dense(trace), layers);
    }

    private static CascadeLayer runLayer(
            AttentionTrace trace,
            int layer,
            LayerWork work,
            SpAttenParams machine,
            long seed,
            LayerState state,
            double overlap,
            Timeline timeline) {
        TensorDatapath datapath = new TensorDatapath(work, layer, machine.topK(), seed, state);
        SpAttenMachine parts = new SpAttenMachine(machine, work.work(), datapath);
        SpAttenRun run = (timeline == Timeline.NONE ? parts : parts.attached(timeline)).run(Driver.SKIP_AHEAD);
        RowQuality quality = RowQuality.of(trace, layer, work, datapath);
        return new CascadeLayer(
                layer,
                work.tokens().length,
                work.heads().length,
                work.tasks().size(),
                refetchedRows(work, datapath),
                run.cycles(),
                run.bounds().lowerBoundCycles(),
                run.bounds().serialCycles(),
                run.bounds().bottleneck(),
                run.dramRequests(),
                run.dramReadBytes(),
                run.energyPj(),
                quality.keptMass(),
                quality.outputError(),
                overlap,
                run.executedFlops(),
                run.actions(),
                isGolden(work, datapath),
                run.stalls());
    }

    private static int refetchedRows(LayerWork work, TensorDatapath datapath) {
        int count = 0;
        for (int row = 0; row < work.tasks().size(); row++) {
            count += datapath.isRefetched(row) ? 1 : 0;
        }
        return count;
    }

    /** Every decision, probability and output of every row, and the survivors, against the golden functions. */
    static boolean isGolden(LayerWork work, TensorDatapath datapath) {
        boolean isEqual = Arrays.equals(work.nextTokens(), datapath.nextTokens())
                && Arrays.equals(work.nextHeads(), datapath.nextHeads());
        for (int row = 0; row < work.tasks().size(); row++) {
            AttentionRow expected = work.tasks().get(row).expected();
            isEqual &= expected.isRefetched() == datapath.isRefetched(row)
                    && Arrays.equals(expected.probabilities(), datapath.probabilities(row))
                    && Arrays.equals(expected.keptPositions(), datapath.keptPositions(row))
                    && Arrays.equals(expected.output(), datapath.outputOf(row));
        }
        return isEqual;
    }

    /** Whether every layer's answers equal the golden functions'. */
    public boolean isGolden() {
        return layers.stream().allMatch(CascadeLayer::isGolden);
    }

    public long cycles() {
        return sum(CascadeLayer::cycles);
    }

    /** Sum over the layers, which cannot overlap. */
    public long lowerBoundCycles() {
        return sum(CascadeLayer::lowerBoundCycles);
    }

    public long serialCycles() {
        return sum(CascadeLayer::serialCycles);
    }

    public long dramRequests() {
        return sum(CascadeLayer::dramRequests);
    }

    public long dramReadBytes() {
        return sum(CascadeLayer::dramReadBytes);
    }

    public long rows() {
        return sum(CascadeLayer::rows);
    }

    /** Operations executed, and those of the trace with nothing pruned. */
    public Flops flops() {
        return new Flops(sum(CascadeLayer::executedFlops), denseFlops);
    }

    /** Everything that was done, to be priced. */
    public ActionCounts actions() {
        ActionCounts total = ActionCounts.NONE;
        for (CascadeLayer layer : layers) {
            total = total.plus(layer.actions());
        }
        return total;
    }

    /** Mean over all rows executed. */
    public double keptMass() {
        return layers.stream()
                        .mapToDouble(layer -> layer.keptMass() * layer.rows())
                        .sum()
                / rows();
    }

    /** Mean over the layers. */
    public double outputError() {
        return layers.stream().mapToDouble(CascadeLayer::outputError).average().orElse(0);
    }

    public double energyPj() {
        return layers.stream().mapToDouble(CascadeLayer::energyPj).sum();
    }

    /** Cycles of every unit by what it was doing, over all layers. */
    public Map<String, Long> stalls() {
        Map<String, Long> stalls = new LinkedHashMap<>();
        for (CascadeLayer layer : layers) {
            layer.stalls().forEach((cause, cycles) -> stalls.merge(cause, cycles, Long::sum));
        }
        return stalls;
    }

    private long sum(ToLongFunction<CascadeLayer> field) {
        return layers.stream().mapToLong(field).sum();
    }
}
