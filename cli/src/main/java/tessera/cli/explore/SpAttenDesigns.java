package tessera.cli.explore;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.store.Level;
import tessera.models.bound.LowerBound;
import tessera.models.bound.ProfileBound;
import tessera.models.energy.Action;
import tessera.models.machine.SpAttenParams;
import tessera.models.machine.SpAttenVariants;
import tessera.models.machine.TopKParams;
import tessera.models.spatten.RecordedTrace;
import tessera.models.spatten.WorkProfile;
import tessera.sim.spatten.SpAttenRun;
import tessera.traces.check.InputException;

/**
 * Designs that start from a SpAtten-style machine and prune by a cascade. Closed form: the lower bound of the machine, its
 * actions in the least case, its area. Cycle model: the machine itself, on the decisions that the golden functions made.
 */
final class SpAttenDesigns extends CheckedDesigns {
    private final DesignMachines machines;
    private final List<DesignWorkload> workloads;
    private final boolean wantsSpeedup;
    private final GeneratedUnits units = new GeneratedUnits();
    private final boolean hasAllBlocks;
    private final int longestHeadDim;
    private final Map<SpAttenParams, double[]> denseCycles = new ConcurrentHashMap<>();

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
        DesignMachines machines = DesignCheck.machines(space);
        return new SpAttenDesigns(space, machines, DesignCheck.workloads(space));
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
            WorkProfile profile = profile(workload, choice, machine);
            ProfileBound own = ProfileBound.of(machine, bound, profile);
            double dense = workload.dense().fits(machine)
                    ? ProfileBound.of(machine, bound, workload.dense()).cycles()
                    : Double.NaN;
            totals.add(
                    workload.weight(),
                    new DesignTotals.Cost(
                            own.cycles(), dense, energyPj(machine, profile, prices), profile.dramBytes(machine)),
                    work(profile, own));
        }
        return totals.figures(machine, machines.area(machine), Double.NaN, Double.NaN);
    }

    private static WorkProfile profile(DesignWorkload workload, Choice choice, SpAttenParams machine) {
        WorkProfile profile = workload.profile(choice);
        if (!profile.fits(machine)) {
            // Says what is in the way, or that it was wrong to think so.
            workload.recorded(choice).check(machine);
            throw new IllegalStateException("profile and recorded trace disagree on machine " + machine);
        }
        return profile;
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

    private static DesignTotals.Work work(WorkProfile profile, ProfileBound bound) {
        return new DesignTotals.Work(
                profile.executedFlops(),
                profile.outputError(),
                profile.keptMass(),
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
                hasAllBlocks
                        ? units.transistors(generated, longestHeadDim).values().stream()
                                .mapToDouble(Double::doubleValue)
                                .sum()
                        : Double.NaN);
    }

    private double[] cycle(Choice choice, SpAttenParams machine, double topKTransistors, double rtlTransistors) {
        LowerBound bound = new LowerBound(machine);
        DesignTotals totals = new DesignTotals();
        for (int i = 0; i < workloads.size(); i++) {
            DesignWorkload workload = workloads.get(i);
            WorkProfile profile = profile(workload, choice, machine);
            RecordedTrace recorded = workload.recorded(choice);
            long cycles = 0;
            double energyPj = 0;
            long dramBytes = 0;
            for (int layer = 0; layer < recorded.layerCount(); layer++) {
                SpAttenRun run = SpAttenRun.of(machine, recorded.work(layer, machine), recorded.valueIndices(layer));
                cycles += run.cycles();
                energyPj += run.energyPj();
                dramBytes += run.dramReadBytes();
            }
            double dense = wantsSpeedup && workload.dense().fits(machine) ? denseCycles(machine)[i] : Double.NaN;
            totals.add(
                    workload.weight(),
                    new DesignTotals.Cost(cycles, dense, energyPj, dramBytes),
                    work(profile, ProfileBound.of(machine, bound, profile)));
        }
        return totals.figures(machine, machines.area(machine), topKTransistors, rtlTransistors);
    }

    /** Simulated only where the space asks for the speedup: it costs more than the design itself. */
    private double[] denseCycles(SpAttenParams machine) {
        double[] known = denseCycles.get(machine);
        if (known == null) {
            known = workloads.stream()
                    .mapToDouble(workload ->
                            workload.dense().fits(machine) ? simulated(workload.denseTrace(), machine) : Double.NaN)
                    .toArray();
            denseCycles.put(machine, known);
        }
        return known;
    }

    private static double simulated(RecordedTrace recorded, SpAttenParams machine) {
        long cycles = 0;
        for (int layer = 0; layer < recorded.layerCount(); layer++) {
            cycles += SpAttenRun.of(machine, recorded.work(layer, machine), recorded.valueIndices(layer))
                    .cycles();
        }
        return cycles;
    }

    @Override
    public Map<String, Long> stalls(long point) {
        Choice choice = choice(point);
        Map<String, Long> stalls = new LinkedHashMap<>();
        try {
            SpAttenParams machine = machines.machine(choice);
            for (DesignWorkload workload : workloads) {
                profile(workload, choice, machine);
                RecordedTrace recorded = workload.recorded(choice);
                for (int layer = 0; layer < recorded.layerCount(); layer++) {
                    SpAttenRun.of(machine, recorded.work(layer, machine), recorded.valueIndices(layer))
                            .stalls()
                            .forEach((cause, cycles) -> stalls.merge(cause, cycles, Long::sum));
                }
            }
            return stalls;
        } catch (InputException e) {
            return Map.of();
        }
    }

    @Override
    void check(Choice choice) {
        SpAttenParams machine = machines.machine(choice);
        for (DesignWorkload workload : workloads) {
            profile(workload, choice, machine);
        }
    }
}
