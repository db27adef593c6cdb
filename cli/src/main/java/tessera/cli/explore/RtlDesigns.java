package tessera.cli.explore;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.store.Level;
import tessera.models.block.TopKBlockParams;
import tessera.models.bound.RtlBounds;
import tessera.models.energy.ActionCounts;
import tessera.models.energy.EnergyTable;
import tessera.models.machine.MachineVariants;
import tessera.models.machine.SpAttenRtlParams;
import tessera.models.machine.TopKParams;
import tessera.models.rtl.FetchTable;
import tessera.models.rtl.ReleasedDriver;
import tessera.models.rtl.RtlActions;
import tessera.models.rtl.RtlWorkload;
import tessera.sim.spatten.rtl.RtlRun;
import tessera.traces.check.InputException;

/**
 * Designs that start from the released RTL of SpAtten, on workload files. Closed form: the lower bound of the run, the least
 * that it does. Cycle model: the cycle-exact machine. RTL: the same with the rounds of our generated quick-select engine, and
 * that engine's size.
 */
final class RtlDesigns extends CheckedDesigns {
    private static final String UNPRICED = "the area table has no units of the released RTL";
    private static final String TOO_LATE =
            "it is counted for the rtl_points designs at the end alone, too late to choose by; take topk_parallelism as a"
                    + " parameter";
    private static final String NO_DATA = "rows of a workload file have no data";

    private static final String GPUS_ALONE = "only GPUs have it";

    /** What this kind of machine cannot tell at any level, and why. */
    private static final Map<String, String> MISSING = Map.ofEntries(
            Map.entry("area_mm2", UNPRICED),
            Map.entry("top_k_area_mm2", UNPRICED),
            Map.entry("output_error", NO_DATA),
            Map.entry("kept_mass", NO_DATA),
            Map.entry("speedup", "rows of a workload file are pruned already, what they were before is not in it"),
            Map.entry("executed_tflops", "the released RTL is measured in reads and cycles; take latency_us"),
            Map.entry("attended_share", GPUS_ALONE),
            Map.entry("tensor_cycles", GPUS_ALONE),
            Map.entry("softmax_cycles", GPUS_ALONE),
            Map.entry("top_k_transistors", TOO_LATE),
            Map.entry("rtl_transistors", "the top-k engine alone exists as a block"));

    private final MachineVariants variants;
    private final ParameterGroup<SpAttenRtlParams> machines;
    private final List<RowWorkload> workloads;
    private final Map<FetchTable.Shape, FetchTable> fetchTables = new ConcurrentHashMap<>();
    private final GeneratedUnits units = new GeneratedUnits();

    private RtlDesigns(Space space, MachineVariants variants, List<RowWorkload> workloads) {
        super(space);
        this.variants = variants;
        this.machines = new ParameterGroup<>(space.grid(), target -> true, this::machine);
        this.workloads = workloads;
    }

    static RtlDesigns of(Space space) {
        DesignCheck.figures(space, MISSING);
        if (space.hasAllRtlBlocks()) {
            throw new InputException(space.place("funnel") + ".rtl_blocks: expected top-k, the one unit of the released"
                    + " RTL that our generator has; leave it out");
        }
        MachineVariants variants = MachineVariants.of(space.machine());
        check(space, variants);
        return new RtlDesigns(space, variants, RowWorkload.of(space));
    }

    private static void check(Space space, MachineVariants variants) {
        DesignCheck.noPattern(space, "the rows of a workload file are pruned already");
        DesignCheck.machineValues(space, variants::with);
    }

    /** Shares the workloads. */
    @Override
    public DesignModel over(Space other) {
        check(other, variants);
        return new RtlDesigns(other, variants, workloads);
    }

    private SpAttenRtlParams machine(List<String> overrides) {
        return variants.with(overrides).as(SpAttenRtlParams.class, "spatten-rtl");
    }

    /** The engine whose delays the release injects, as our generator makes it: room for all that the key buffer holds. */
    private static TopKParams engine(SpAttenRtlParams machine) {
        return TopKBlockParams.quick(machine.maxKeys(), machine.topKParallelism(), SpAttenRtlParams.ELEMENT_BITS);
    }

    @Override
    double[] figures(Choice choice, Level level) {
        SpAttenRtlParams machine = machines.of(choice);
        return switch (level) {
            case BOUND -> bound(machine);
            case CYCLE -> cycle(machine, Double.NaN);
            case RTL -> {
                TopKParams engine = engine(machine);
                yield cycle(
                        machine.withTopKRoundOverhead(engine.roundOverheadCycles()),
                        units.transistors(GeneratedUnits.topK(engine)));
            }
        };
    }

    private double[] bound(SpAttenRtlParams machine) {
        RtlTotals totals = new RtlTotals();
        for (RowWorkload workload : workloads) {
            RtlWorkload rows = ReleasedDriver.drive(workload.rows(), machine, workload.delays());
            FetchTable fetches =
                    fetchTables.computeIfAbsent(FetchTable.Shape.of(machine), shape -> new FetchTable(machine));
            RtlBounds bounds = RtlBounds.of(machine, rows, fetches);
            totals.add(
                    workload.weight(),
                    bounds.lowerBoundCycles(),
                    RtlActions.least(machine, rows),
                    rows.reads(),
                    bounds);
        }
        return totals.figures(machine, Double.NaN);
    }

    private double[] cycle(SpAttenRtlParams machine, double topKTransistors) {
        RtlTotals totals = new RtlTotals();
        for (RowWorkload workload : workloads) {
            RtlRun run = RtlRun.of(machine, workload.rows(), WorkSource.SEED);
            totals.add(
                    workload.weight(),
                    run.result().cycles(),
                    run.actions(),
                    run.result().dramReads(),
                    run.bounds());
        }
        return totals.figures(machine, topKTransistors);
    }

    @Override
    void addStalls(Choice choice, Map<String, Long> stalls) {
        SpAttenRtlParams machine = machines.of(choice);
        for (RowWorkload workload : workloads) {
            RtlRun.of(machine, workload.rows(), WorkSource.SEED)
                    .stalls()
                    .forEach((cause, cycles) -> stalls.merge(cause, cycles, Long::sum));
        }
    }

    /** Some rows are known never to end only once they have been run. */
    @Override
    void check(Choice choice) {
        figures(choice, Level.CYCLE);
    }

    /** Sums over the workloads, each with its weight. */
    private static final class RtlTotals {
        private static final double US = 1e6;
        private static final double PJ = 1e-12;

        private double cycles;
        private double energyPj;
        private double reads;
        private double memoryCycles;
        private double computeCycles;
        private double topKCycles;

        void add(double weight, long runCycles, ActionCounts actions, long dramReads, RtlBounds bounds) {
            cycles += weight * runCycles;
            energyPj += weight * EnergyTable.HBM2_45NM.totalPj(actions);
            reads += weight * dramReads;
            Map<String, Long> units = bounds.unitCycles();
            memoryCycles += weight * units.get("memory");
            computeCycles += weight * Math.max(units.get("dot_product"), units.get("prob_value"));
            topKCycles += weight * units.get("top_k");
        }

        double[] figures(SpAttenRtlParams machine, double topKTransistors) {
            double seconds = cycles / machine.clockHz();
            return DesignModels.figures(Map.of(
                    "latency_cycles", cycles,
                    "latency_us", seconds * US,
                    "energy_pj", energyPj,
                    "dram_bytes", reads * SpAttenRtlParams.READ_BYTES,
                    "sram_bytes", (double) machine.sramBytes(),
                    "power_w", energyPj * PJ / seconds,
                    "memory_cycles", memoryCycles,
                    "compute_cycles", computeCycles,
                    "top_k_cycles", topKCycles,
                    "top_k_transistors", topKTransistors));
        }
    }
}
