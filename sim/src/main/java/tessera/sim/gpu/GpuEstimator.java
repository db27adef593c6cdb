package tessera.sim.gpu;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tessera.models.bound.GpuBounds;
import tessera.models.gna.GnaAxis;
import tessera.models.gna.GnaProblem;
import tessera.models.gpu.AttentionLaunch;
import tessera.models.gpu.GpuCatalog;
import tessera.models.gpu.GpuParams;
import tessera.models.gpu.GpuQuery;
import tessera.models.gpu.KernelSpec;
import tessera.models.gpu.Kernels;
import tessera.models.gpu.LaunchPlan;
import tessera.models.gpu.Pass;
import tessera.traces.check.InputException;

/**
 * Answers GPU questions about GNA problems. It remembers the GPUs that it has read and the dense baselines that it has
 * simulated, so one instance should answer a whole sweep. Not thread-safe.
 */
public final class GpuEstimator {
    private static final double FLOPS_PER_TFLOP_US = 1e6;

    private final GpuCatalog catalog = new GpuCatalog();
    private final Map<List<Object>, Double> denseTimes = new HashMap<>();

    /** What queries name. */
    public GpuCatalog catalog() {
        return catalog;
    }

    /** Whether the problem is dense self attention and no kernel is named: the baseline is its answer. */
    public static boolean isDense(GpuQuery query, GnaProblem problem) {
        return query.kernel().isEmpty()
                && problem.axes().stream().allMatch(axis -> axis.window() == axis.length() && !axis.isCausal());
    }

    /** The estimate; an InputException when the query or the problem cannot be served. */
    public GpuEstimate estimate(GpuQuery query, GnaProblem problem) {
        GpuParams gpu = catalog.gpu(query);
        KernelSpec baseline = catalog.denseKernel(query);
        if (isDense(query, problem)) {
            LaunchPlan plan = LaunchPlan.of(AttentionLaunch.dense(gpu, baseline, query, problem.tokens(), false));
            GpuRun run = GpuRun.of(plan);
            return estimate(run, CopyPasses.NONE, 0, baseline, run.microseconds());
        }
        double dense = denseUs(gpu, baseline, query, problem.tokens());
        GpuRun run = GpuRun.of(plan(query, problem));
        double additional = AdditionalPasses.microseconds(gpu, baseline, query, problem);
        return estimate(run, CopyPasses.around(run.plan().launch()), additional, baseline, dense);
    }

    /** The launch of the problem, looked up and checked: what the timeline and the waterfall start from. */
    public LaunchPlan plan(GpuQuery query, GnaProblem problem) {
        GpuParams gpu = catalog.gpu(query);
        KernelSpec kernel = catalog.kernel(query);
        if (kernel.isDense()) {
            GnaAxis axis = problem.axes().get(0);
            boolean isDense = problem.rank() == 1 && axis.window() == axis.length() && axis.dilation() == 1;
            if (!isDense) {
                throw new InputException("kernel " + kernel.name()
                        + " is a dense kernel, the problem has a window; use "
                        + Kernels.defaultFor(gpu).name() + ", or a window as long as the layout (a single axis)");
            }
            return LaunchPlan.of(AttentionLaunch.dense(gpu, kernel, query, problem.tokens(), axis.isCausal()));
        }
        return LaunchPlan.of(AttentionLaunch.of(gpu, kernel, catalog.schedule(query), query, problem));
    }

    /** Time of the baseline over so many tokens. */
    public double denseUs(GpuQuery query, long tokens) {
        GpuParams gpu = catalog.gpu(query);
        return denseUs(gpu, catalog.denseKernel(query), query, tokens);
    }

    private double denseUs(GpuParams gpu, KernelSpec baseline, GpuQuery query, long tokens) {
        List<Object> key = List.of(
                query.gpu(),
                baseline.variant(),
                query.dtype(),
                query.headCount(),
                query.headDim(),
                query.batch(),
                query.pass(),
                tokens);
        return denseTimes.computeIfAbsent(
                key,
                unused -> GpuRun.of(LaunchPlan.of(AttentionLaunch.dense(gpu, baseline, query, tokens, false)))
                        .microseconds());
    }

    private static GpuEstimate estimate(
            GpuRun run, CopyPasses copies, double additionalUs, KernelSpec baseline, double denseUs) {
        LaunchPlan plan = run.plan();
        GpuBounds bounds = GpuBounds.of(plan);
        double time = run.microseconds();
        return new GpuEstimate(
                plan.launch().kernel().name(),
                time,
                copies.permuteUs(),
                copies.padUs(),
                additionalUs,
                baseline.name(),
                denseUs,
                plan.usefulFlops() / time / FLOPS_PER_TFLOP_US,
                plan.executedFlops() / time / FLOPS_PER_TFLOP_US,
                run.waves(),
                run.busyShare(),
                Bottleneck.of(run),
                bounds.lowerBoundUs(),
                bounds.serialUs());
    }

    /** Whether the query asks for the backward pass. */
    static boolean isBackward(GpuQuery query) {
        return query.pass() == Pass.BACKWARD;
    }
}
