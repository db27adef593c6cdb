package tessera.cli.explore;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.store.Level;
import tessera.models.bound.LowerBound;
import tessera.models.bound.ProfileBound;
import tessera.models.cost.SpattenBeside;
import tessera.models.energy.Action;
import tessera.models.machine.SpAttenParams;
import tessera.models.machine.SpAttenVariants;
import tessera.models.machine.TopKParams;
import tessera.models.spatten.RecordedWork;
import tessera.models.spatten.WorkProfile;
import tessera.sim.spatten.SpAttenRun;

/**
 * Designs that start from a SpAtten-style machine. Closed form: the lower bound of the machine, its actions in the least case,
 * its area. Cycle model: the machine itself, on the decisions that the golden functions made. What a pattern does beside
 * attention, in closed form at both levels.
 */
final class SpAttenDesigns extends CheckedDesigns {
    private final DesignMachines machines;
    private final List<DesignWorkload> workloads;
    private final boolean wantsSpeedup;
    private final GeneratedUnits units = new GeneratedUnits();
    private final boolean hasAllBlocks;
    private final int longestHeadDim;
    private final Map<SpAttenParams, List<Optional<DesignTotals.Cost>>> denseCosts = new ConcurrentHashMap<>();

    private SpAttenDesigns(Space space, DesignMachines machines, List<DesignWorkload> workloads) {
        super(space);
        this.machines = machines;
        this.workloads = workloads;
        this.hasAllBlocks = space.hasAllRtlBlocks();
        this.longestHeadDim =
                workloads.stream().mapToInt(DesignWorkload::headDim).max().orElseThrow();
        this.wantsSpeedup = asks(space, "speedup");
    }

    static SpAttenDesigns of(Space space) {
        DesignCheck.pattern(space);
        WorkloadCheck.kinds(space);
        DesignMachines machines = DesignCheck.machines(space);
        List<DesignWorkload> workloads = DesignCheck.workloads(space);
        WorkloadCheck.figures(space, workloads);
        WorkloadCheck.plans(space, workloads);
        return new SpAttenDesigns(space, machines, workloads);
    }

    /** Shares the traces and what they cost with nothing pruned. */
    @Override
    public DesignModel over(Space other) {
        DesignCheck.pattern(other);
        return new SpAttenDesigns(
                other,
                DesignCheck.machines(other),
                workloads.stream().map(workload -> workload.over(other)).toList());
    }

    @Override
    double[] figures(Choice choice, Level level) {
        SpAttenParams machine = machines.machine(choice);
        return switch (level) {
            case BOUND -> bound(choice, machine);
            case CYCLE -> cycle(choice, machine, Double.NaN, Double.NaN);
            case RTL -> rtl(choice, machine);
        };
    }

    private double[] bound(Choice choice, SpAttenParams machine) {
        LowerBound bound = new LowerBound(machine);
        double[] prices = machines.prices(choice, machine);
        DesignTotals totals = new DesignTotals();
        for (DesignWorkload workload : workloads) {
            DesignWorkload.Profile profile = workload.profile(choice, machine);
            ProfileBound own = ProfileBound.of(machine, bound, profile.work());
            Optional<WorkProfile> dense = workload.dense(machine);
            double denseCycles = dense.isPresent()
                    ? ProfileBound.of(machine, bound, dense.get()).cycles()
                    : Double.NaN;
            DesignTotals.Cost cost = cost(own.cycles(), denseCycles, profile.work(), machine, prices);
            if (!profile.beside().isNone()) {
                cost = whole(
                        cost,
                        dense.map(other -> cost(denseCycles, Double.NaN, other, machine, prices)),
                        profile.beside(),
                        machine,
                        prices);
            }
            totals.add(workload.weight(), cost, work(workload, profile, machine, bound, own));
        }
        return totals.figures(machine, machines.area(machine), Double.NaN, Double.NaN);
    }

    private static DesignTotals.Cost cost(
            double cycles, double denseCycles, WorkProfile profile, SpAttenParams machine, double[] prices) {
        return new DesignTotals.Cost(
                cycles, denseCycles, energyPj(machine, profile, prices), profile.dramBytes(machine));
    }

    /** With what the pattern does beside attention, and with the steps that attend densely. */
    private static DesignTotals.Cost whole(
            DesignTotals.Cost sparse,
            Optional<DesignTotals.Cost> dense,
            SpattenBeside beside,
            SpAttenParams machine,
            double[] prices) {
        double share = beside.denseShare();
        DesignTotals.Cost other = share > 0 ? dense.orElseThrow() : sparse;
        return new DesignTotals.Cost(
                (1 - share) * sparse.cycles()
                        + share * other.cycles()
                        + beside.cycles(machine).all(),
                sparse.denseCycles(),
                (1 - share) * sparse.energyPj() + share * other.energyPj() + beside.energyPj(machine, prices),
                (1 - share) * sparse.dramBytes() + share * other.dramBytes() + beside.dramBytes());
    }

    private static double energyPj(SpAttenParams machine, WorkProfile profile, double[] prices) {
        long[] counts = new long[Action.values().length];
        profile.actions(machine, counts);
        double total = 0;
        for (int action = 0; action < counts.length; action++) {
            total += counts[action] * prices[action];
        }
        return total;
    }

    private static DesignTotals.Work work(
            DesignWorkload workload,
            DesignWorkload.Profile profile,
            SpAttenParams machine,
            LowerBound bound,
            ProfileBound own) {
        DesignTotals.Work sparse = work(profile.work(), own);
        SpattenBeside beside = profile.beside();
        if (beside.isNone()) {
            return sparse;
        }
        double share = beside.denseShare();
        WorkProfile other = share > 0 ? workload.dense(machine).orElseThrow() : profile.work();
        DesignTotals.Work dense = share > 0 ? work(other, ProfileBound.of(machine, bound, other)) : sparse;
        SpattenBeside.Cycles more = beside.cycles(machine);
        return new DesignTotals.Work(
                (1 - share) * sparse.executedFlops() + share * dense.executedFlops(),
                sparse.outputError(),
                sparse.keptMass(),
                sparse.attendedShare(),
                (1 - share) * sparse.memoryCycles() + share * dense.memoryCycles() + more.memory(),
                (1 - share) * sparse.computeCycles() + share * dense.computeCycles() + more.compute(),
                (1 - share) * sparse.topKCycles() + share * dense.topKCycles() + more.topK());
    }

    private static DesignTotals.Work work(WorkProfile profile, ProfileBound bound) {
        return new DesignTotals.Work(
                profile.executedFlops(),
                profile.outputError(),
                profile.keptMass(),
                profile.attendedShare(),
                bound.memoryCycles(),
                bound.computeCycles(),
                bound.topKCycles());
    }

    /** The cycle model with the top-k engine as it is generated, and the sizes of what is generated. */
    private double[] rtl(Choice choice, SpAttenParams machine) {
        TopKParams engine = GeneratedUnits.generated(machine.topK());
        SpAttenParams generated =
                SpAttenVariants.assemble(machine, machine.softmax(), engine, machine.fetch(), machine.memory());
        return cycle(
                choice,
                generated,
                units.transistors(GeneratedUnits.topK(engine)),
                hasAllBlocks ? units.transistors(generated, longestHeadDim) : Double.NaN);
    }

    private double[] cycle(Choice choice, SpAttenParams machine, double topKTransistors, double rtlTransistors) {
        LowerBound bound = new LowerBound(machine);
        double[] prices = machines.prices(choice, machine);
        DesignTotals totals = new DesignTotals();
        for (int i = 0; i < workloads.size(); i++) {
            DesignWorkload workload = workloads.get(i);
            DesignWorkload.Profile profile = workload.profile(choice, machine);
            boolean needsDense = wantsSpeedup || profile.beside().denseShare() > 0;
            Optional<DesignTotals.Cost> dense = needsDense ? denseCosts(machine).get(i) : Optional.empty();
            double denseCycles =
                    wantsSpeedup ? dense.map(DesignTotals.Cost::cycles).orElse(Double.NaN) : Double.NaN;
            DesignTotals.Cost cost = simulated(workload.recorded(choice), machine, denseCycles);
            if (!profile.beside().isNone()) {
                cost = whole(cost, dense, profile.beside(), machine, prices);
            }
            totals.add(
                    workload.weight(),
                    cost,
                    work(workload, profile, machine, bound, ProfileBound.of(machine, bound, profile.work())));
        }
        return totals.figures(machine, machines.area(machine), topKTransistors, rtlTransistors);
    }

    /** Simulated only where the speedup or a pattern's dense steps ask for it: it costs more than the design itself. */
    private List<Optional<DesignTotals.Cost>> denseCosts(SpAttenParams machine) {
        List<Optional<DesignTotals.Cost>> known = denseCosts.get(machine);
        if (known == null) {
            known = workloads.stream()
                    .map(workload -> workload.dense(machine)
                            .map(profile -> simulated(workload.denseWork(), machine, Double.NaN)))
                    .toList();
            denseCosts.put(machine, known);
        }
        return known;
    }

    private static DesignTotals.Cost simulated(RecordedWork recorded, SpAttenParams machine, double denseCycles) {
        long cycles = 0;
        double energyPj = 0;
        long dramBytes = 0;
        for (int layer = 0; layer < recorded.layerCount(); layer++) {
            SpAttenRun run = SpAttenRun.of(machine, recorded.work(layer, machine), recorded.valueIndices(layer));
            cycles += run.cycles();
            energyPj += run.energyPj();
            dramBytes += run.dramReadBytes();
        }
        return new DesignTotals.Cost(cycles, denseCycles, energyPj, dramBytes);
    }

    @Override
    void addStalls(Choice choice, Map<String, Long> stalls) {
        SpAttenParams machine = machines.machine(choice);
        for (DesignWorkload workload : workloads) {
            workload.profile(choice, machine);
            RecordedWork recorded = workload.recorded(choice);
            for (int layer = 0; layer < recorded.layerCount(); layer++) {
                SpAttenRun.of(machine, recorded.work(layer, machine), recorded.valueIndices(layer))
                        .stalls()
                        .forEach((cause, cycles) -> stalls.merge(cause, cycles, Long::sum));
            }
        }
    }

    @Override
    void check(Choice choice) {
        SpAttenParams machine = machines.machine(choice);
        for (DesignWorkload workload : workloads) {
            workload.profile(choice, machine);
        }
    }
}
