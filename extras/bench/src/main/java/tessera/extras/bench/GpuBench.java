package tessera.extras.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import tessera.cli.bench.BenchmarkResult;
import tessera.models.gna.GnaAxis;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.Tiling;
import tessera.models.gpu.AttentionLaunch;
import tessera.models.gpu.GpuParams;
import tessera.models.gpu.GpuQuery;
import tessera.models.gpu.KernelSpec;
import tessera.models.gpu.LaunchPlan;
import tessera.models.gpu.TilePair;
import tessera.sim.gpu.GpuEstimator;
import tessera.sim.gpu.GpuRun;

/**
 * Times of the GPU model on one thread: one large problem, warm, with its dense baseline simulated anew; and a sweep of
 * 10,000 seeded problems of video, image and text layouts over three GPUs with any window and stride.
 */
public final class GpuBench {
    private static final long SEED = 1;
    private static final int ROUNDS = 20;
    private static final int SWEEP = 10_000;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int[][] LAYOUTS = {{30, 48, 80}, {16, 44, 80}, {256, 256}, {128, 128}, {32_768}};
    private static final String[] GPUS = {"b200", "h100-sxm", "a100"};

    private GpuBench() {}

    /** Both figures. */
    public static List<BenchmarkResult> measure() {
        return List.of(
                new BenchmarkResult(
                        "gpu one problem, 24 heads x 115,200 tokens, warm", 1e3 * oneSeconds(), "ms", 50, false),
                new BenchmarkResult("gpu sweep of 10,000 problems", sweepSeconds(), "s", 60, false));
    }

    /** Seconds for one problem with thousands of CTAs; the median of rounds after as many to warm up. */
    static double oneSeconds() {
        GpuQuery query = GpuQuery.on("b200").withHeads(24, 128);
        GpuEstimator estimator = new GpuEstimator();
        GnaProblem problem = problem(query, estimator, new int[] {30, 48, 80}, new int[] {18, 24, 24}, null);
        GpuParams gpu = estimator.catalog().gpu(query);
        KernelSpec baseline = estimator.catalog().denseKernel(query);
        double[] seconds = new double[ROUNDS];
        for (int round = 0; round < 2 * ROUNDS; round++) {
            long start = System.nanoTime();
            estimator.estimate(query, problem);
            GpuRun.of(LaunchPlan.of(AttentionLaunch.dense(gpu, baseline, query, problem.tokens(), false)));
            seconds[round % ROUNDS] = (System.nanoTime() - start) / NANOS_PER_SECOND;
        }
        java.util.Arrays.sort(seconds);
        return seconds[ROUNDS / 2];
    }

    private static double sweepSeconds() {
        SplittableRandom random = new SplittableRandom(SEED);
        GpuEstimator estimator = new GpuEstimator();
        List<GpuQuery> queries = new ArrayList<>();
        List<GnaProblem> problems = new ArrayList<>();
        for (int i = 0; i < SWEEP; i++) {
            GpuQuery query = GpuQuery.on(GPUS[random.nextInt(GPUS.length)]).withHeads(8 * random.nextInt(1, 5), 128);
            int[] layout = LAYOUTS[random.nextInt(LAYOUTS.length)];
            int[] window = new int[layout.length];
            for (int axis = 0; axis < layout.length; axis++) {
                window[axis] = random.nextInt(2, layout[axis] + 1);
            }
            queries.add(query);
            problems.add(problem(query, estimator, layout, window, random));
        }
        long start = System.nanoTime();
        for (int i = 0; i < SWEEP; i++) {
            estimator.estimate(queries.get(i), problems.get(i));
        }
        return (System.nanoTime() - start) / NANOS_PER_SECOND;
    }

    /** With the kernel's default tiles; random strides, or 1 without a source of them. */
    private static GnaProblem problem(
            GpuQuery query, GpuEstimator estimator, int[] layout, int[] window, SplittableRandom random) {
        List<GnaAxis> axes = new ArrayList<>();
        for (int axis = 0; axis < layout.length; axis++) {
            int stride = random == null ? 1 : random.nextInt(1, window[axis] + 1);
            axes.add(GnaAxis.of(layout[axis], window[axis], stride));
        }
        TilePair tiles = estimator.catalog().defaultTiles(query, layout.length);
        return new GnaProblem(axes, tiles.queryTile(), tiles.kvTile(), Tiling.MULTI_DIM);
    }
}
