package tessera.cli.explore;

import java.util.Arrays;
import java.util.List;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.store.Level;
import tessera.models.cost.GpuRates;
import tessera.models.gpu.GpuParams;
import tessera.models.gpu.GpuVariants.Family;
import tessera.models.quality.Quality;
import tessera.sim.attend.GpuPlanRun;
import tessera.sim.attend.PlanBound;
import tessera.traces.check.InputException;

/**
 * Designs that start from a GPU and run any pattern. Closed form: the lower bound of the kernels that the tile simulator
 * would run. Cycle model: the tile simulator, as in {@code tessera bound} and {@code tessera gna --gpu}.
 */
final class GpuDesigns extends CheckedDesigns {
    private final GpuMachines machines;
    private final List<GpuWorkload> workloads;

    private GpuDesigns(Space space, List<GpuWorkload> workloads) {
        super(space);
        this.machines = new GpuMachines(space);
        this.workloads = workloads;
    }

    static GpuDesigns of(Space space) {
        List<GpuWorkload> workloads = GpuCheck.workloads(space);
        GpuDesigns designs = new GpuDesigns(space, workloads);
        GpuCheck.first(space, workloads, designs.machines.base());
        return designs;
    }

    /** Shares traces and plans. */
    @Override
    public DesignModel over(Space other) {
        GpuCheck.parameters(other, workloads);
        return new GpuDesigns(
                other, workloads.stream().map(workload -> workload.over(other)).toList());
    }

    @Override
    double[] figures(Choice choice, Level level) {
        if (level == Level.RTL) {
            throw new InputException("a GPU has no generated Verilog");
        }
        GpuParams gpu = machines.gpu(choice);
        GpuRates rates = GpuRates.of(gpu);
        Family family = Family.of(gpu);
        Totals totals = new Totals();
        for (GpuWorkload workload : workloads) {
            GpuWorkload.Planned planned = workload.planned(choice);
            GpuWorkload.Bound bound = planned.bound(family, gpu);
            PlanBound.Cost cost = bound.kernels().on(gpu, rates);
            double us = cost.lowerBoundUs();
            double dense = cost.denseLowerBoundUs();
            if (level == Level.CYCLE) {
                GpuPlanRun run = simulated(planned, bound, gpu, rates);
                us = run.plan().us();
                dense = run.dense().us();
            }
            totals.add(workload.weight(), us, dense, cost, bound);
        }
        return totals.figures(gpu.clockHz());
    }

    private static GpuPlanRun simulated(
            GpuWorkload.Planned planned, GpuWorkload.Bound bound, GpuParams gpu, GpuRates rates) {
        double beside = bound.kernels().besideUs(rates);
        GpuWorkload.Plan plan = planned.plan();
        synchronized (plan) {
            return GpuPlanRun.of(gpu, plan.tiles(), beside, planned.choice());
        }
    }

    /** What all workloads come to, each with its weight. */
    private static final class Totals {
        private static final double US_PER_SECOND = 1e6;
        private static final double FLOPS_PER_TFLOP_US = 1e6;

        private double weights;
        private double us;
        private double denseUs;
        private double memoryUs;
        private double computeUs;
        private double tensorUs;
        private double softmaxUs;
        private double dramBytes;
        private double flops;
        private double keptMass;
        private double outputError;
        private double attendedShare;

        void add(double weight, double ownUs, double ownDenseUs, PlanBound.Cost cost, GpuWorkload.Bound bound) {
            Quality quality = bound.quality();
            weights += weight;
            us += weight * ownUs;
            denseUs += weight * ownDenseUs;
            memoryUs += weight * cost.memoryUs();
            computeUs += weight * cost.computeUs();
            tensorUs += weight * cost.tensorUs();
            softmaxUs += weight * cost.softmaxUs();
            dramBytes += weight * cost.hbmBytes();
            flops += weight * cost.executedFlops();
            keptMass += weight * quality.keptMass();
            outputError += weight * quality.outputError();
            attendedShare += weight * bound.kernels().attendedShare();
        }

        double[] figures(double clockHz) {
            double cyclesPerUs = clockHz / US_PER_SECOND;
            double[] figures = new double[DesignModels.FIGURES.size()];
            Arrays.fill(figures, Double.NaN);
            figures[Column.LATENCY_CYCLES] = us * cyclesPerUs;
            figures[Column.LATENCY_US] = us;
            figures[Column.DRAM_BYTES] = dramBytes;
            figures[Column.OUTPUT_ERROR] = outputError / weights;
            figures[Column.KEPT_MASS] = keptMass / weights;
            figures[Column.SPEEDUP] = denseUs / us;
            figures[Column.EXECUTED_TFLOPS] = flops / us / FLOPS_PER_TFLOP_US;
            figures[Column.MEMORY_CYCLES] = memoryUs * cyclesPerUs;
            figures[Column.COMPUTE_CYCLES] = computeUs * cyclesPerUs;
            figures[Column.TENSOR_CYCLES] = tensorUs * cyclesPerUs;
            figures[Column.SOFTMAX_CYCLES] = softmaxUs * cyclesPerUs;
            figures[Column.ATTENDED_SHARE] = attendedShare / weights;
            return figures;
        }
    }

    /** Where the figures that a GPU has stand. */
    private static final class Column {
        static final int LATENCY_CYCLES = DesignModels.FIGURES.indexOf("latency_cycles");
        static final int LATENCY_US = DesignModels.FIGURES.indexOf("latency_us");
        static final int DRAM_BYTES = DesignModels.FIGURES.indexOf("dram_bytes");
        static final int OUTPUT_ERROR = DesignModels.FIGURES.indexOf("output_error");
        static final int KEPT_MASS = DesignModels.FIGURES.indexOf("kept_mass");
        static final int SPEEDUP = DesignModels.FIGURES.indexOf("speedup");
        static final int EXECUTED_TFLOPS = DesignModels.FIGURES.indexOf("executed_tflops");
        static final int MEMORY_CYCLES = DesignModels.FIGURES.indexOf("memory_cycles");
        static final int COMPUTE_CYCLES = DesignModels.FIGURES.indexOf("compute_cycles");
        static final int TENSOR_CYCLES = DesignModels.FIGURES.indexOf("tensor_cycles");
        static final int SOFTMAX_CYCLES = DesignModels.FIGURES.indexOf("softmax_cycles");
        static final int ATTENDED_SHARE = DesignModels.FIGURES.indexOf("attended_share");

        private Column() {}
    }

    @Override
    void check(Choice choice) {
        figures(choice, Level.BOUND);
    }
}
