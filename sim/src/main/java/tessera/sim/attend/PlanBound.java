package tessera.sim.attend;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import tessera.models.bound.GpuBounds;
import tessera.models.cost.BesideWork;
import tessera.models.cost.GpuRates;
import tessera.models.cost.PlanTiles;
import tessera.models.gpu.GpuParams;
import tessera.models.gpu.LaunchTotals;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.Phase;

/**
 * A plan in closed form: its kernels are counted once, for one architecture; what they need on a GPU of it is arithmetic.
 * Equal to the lower bound of {@link GpuPlanRun}, without a simulation. Immutable.
 */
public final class PlanBound {
    private static final double US_PER_SECOND = 1e6;

    private final PlannedKernel[] kernels;
    private final int[][] layers;
    private final int[] dense;
    private final double layerShare;
    private final double denseShare;
    private final int steps;
    private final BesideWork beside;
    private final double besideFlops;
    private final double besideBytes;
    private final double attendedShare;

    /**
     * What a plan needs on a GPU, one use of it, mean over the steps of its schedule; in decode of one query.
     *
     * @param lowerBoundUs no kernel of these tiles and units is faster
     * @param denseLowerBoundUs the same of dense attention
     * @param memoryUs what the HBM needs alone
     * @param computeUs what the busiest unit of the SMs needs alone, kernel after kernel, with the FLOPs of selection and
     *     side work
     * @param tensorUs what the tensor cores need alone for attention
     * @param softmaxUs what exponentials, FP32 work and masks of attention need alone
     * @param hbmBytes over the HBM
     * @param executedFlops of whole visited tiles, selection and side work
     */
    public record Cost(
            double lowerBoundUs,
            double denseLowerBoundUs,
            double memoryUs,
            double computeUs,
            double tensorUs,
            double softmaxUs,
            double hbmBytes,
            double executedFlops) {}

    private PlanBound(PlanKernels<PlannedKernel> planned, PlanTiles tiles) {
        AttentionPlan plan = tiles.plan();
        Map<PlannedKernel, Integer> numbers = new IdentityHashMap<>();
        List<PlannedKernel> all = new ArrayList<>();
        this.layers = planned.layers().stream()
                .map(layer -> numbered(layer, numbers, all))
                .toArray(int[][]::new);
        this.dense = numbered(planned.dense(), numbers, all);
        this.kernels = all.toArray(new PlannedKernel[0]);
        this.layerShare = planned.layerShare();
        this.denseShare = plan.schedule().denseShare();
        this.beside = BesideWork.of(tiles.shape(), plan);
        this.steps = beside.steps();
        this.besideFlops = beside.flops();
        this.besideBytes = beside.hbmBytes();
        this.attendedShare = attendedShare(tiles.shape(), plan.phase());
    }

    /** Counts a plan's kernels. */
    public static PlanBound of(GpuParams gpu, PlanTiles tiles, KernelChoice choice) {
        return new PlanBound(PlanKernels.counted(gpu, tiles, choice), tiles);
    }

    private static int[] numbered(
            List<PlannedKernel> kernels, Map<PlannedKernel, Integer> numbers, List<PlannedKernel> all) {
        return kernels.stream()
                .filter(kernel -> !(kernel instanceof DecodeStep step && step.isNothing()))
                .mapToInt(kernel -> numbers.computeIfAbsent(kernel, added -> {
                    all.add(added);
                    return all.size() - 1;
                }))
                .toArray();
    }

    private double attendedShare(AttentionShape shape, Phase phase) {
        long[] pairs = new long[kernels.length];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = kernels[i].attendedPairs();
        }
        double attended = 0;
        for (int[] layer : layers) {
            attended += sum(layer, pairs);
        }
        double visible = phase == Phase.DECODE ? sum(dense, pairs) : (double) shape.headCount() * shape.densePairs();
        return attended / (visible * layers.length);
    }

    private static double sum(int[] layer, long[] values) {
        double sum = 0;
        for (int kernel : layer) {
            sum += values[kernel];
        }
        return sum;
    }

    /** Share of the visible pairs that are attended to in a sparse step. */
    public double attendedShare() {
        return attendedShare;
    }

    /** Selection and side work with their launches: what a simulation adds to its kernels. */
    public double besideUs(GpuRates rates) {
        return beside.on(rates).all() / steps;
    }

    /** On a GPU of the architecture; an {@link tessera.traces.check.InputException} where a kernel's tiles do not fit. */
    public Cost on(GpuParams gpu, GpuRates rates) {
        int count = kernels.length;
        double[] lower = new double[count];
        double[] memory = new double[count];
        double[] compute = new double[count];
        double[] tensor = new double[count];
        double[] softmax = new double[count];
        double[] bytes = new double[count];
        double[] flops = new double[count];
        for (int i = 0; i < count; i++) {
            LaunchTotals totals = kernels[i].totals(gpu);
            GpuBounds.UnitTimes times = GpuBounds.UnitTimes.of(totals);
            PlannedKernel.Beside own = kernels[i].beside(totals);
            lower[i] = times.lowerBoundUs() + own.us();
            memory[i] = times.memoryUs() + own.hbmBytes() / gpu.hbmBytesPerSecond() * US_PER_SECOND;
            compute[i] = times.computeUs();
            tensor[i] = times.tensorUs();
            softmax[i] = times.softmaxUs();
            bytes[i] = totals.hbmBytes() + own.hbmBytes();
            flops[i] = totals.executedFlops();
        }
        double besideMemory = besideBytes / rates.hbmBytesPerSecond() * US_PER_SECOND;
        return new Cost(
                mean(lower) + besideUs(rates),
                dense(lower),
                mean(memory) + besideMemory / steps,
                mean(compute) + beside.flopUs(rates) / steps,
                mean(tensor),
                mean(softmax),
                mean(bytes) + besideBytes / steps,
                mean(flops) + besideFlops / steps);
    }

    /** Over all layers and the steps of the schedule. */
    private double mean(double[] values) {
        double sparse = 0;
        for (int[] layer : layers) {
            sparse += layer(layer, values);
        }
        return sparse * (1 - denseShare) + dense(values) * denseShare;
    }

    private double dense(double[] values) {
        return layer(dense, values) * layers.length;
    }

    private double layer(int[] layer, double[] values) {
        double sum = 0;
        for (int kernel : layer) {
            sum += values[kernel];
        }
        return sum * layerShare;
    }
}
