package tessera.extras.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tessera.cli.bench.BenchmarkResult;
import tessera.sim.kernel.Simulation;

/**
 * Simulated cycles per second of CPU time of the kernel, on {@link KernelPipeline}s of 20 components with statistics on,
 * skipping ahead: dense (every component moves a word in every cycle; stages of one class, and of three) and sparse (200
 * cycles from stage to stage, a word every 500 cycles: a word moves in 1 cycle of 26).
 *
 * <p>Each pipeline runs many times for some milliseconds in one thread, after warming up. The figure is the 98th
 * percentile: other programs on the machine can only make a run slower, and on a busy one most runs are.
 */
public final class KernelBench {
    private static final int WARM_UP_RUNS = 50;
    private static final int RUNS = 200;
    private static final double NANOS_PER_SECOND = 1e9;

    private record Case(String name, KernelPipeline pipeline, double target) {}

    private KernelBench() {}

    public static List<BenchmarkResult> measure() {
        List<Case> cases = List.of(
                new Case("kernel, dense, stages of one class", new KernelPipeline(1, 2, 1, 30_000), 5e6),
                new Case("kernel, dense, stages of three classes", new KernelPipeline(3, 2, 1, 30_000), 5e6),
                new Case("kernel, sparse", new KernelPipeline(3, 200, 500, 2_000), 100e6));
        // All pipelines first, so that no measured run profits from code compiled for it alone.
        for (Case each : cases) {
            for (int i = 0; i < WARM_UP_RUNS; i++) {
                cyclesPerSecond(each.pipeline);
            }
        }
        List<BenchmarkResult> results = new ArrayList<>();
        for (Case each : cases) {
            double[] rates = new double[RUNS];
            for (int i = 0; i < RUNS; i++) {
                rates[i] = cyclesPerSecond(each.pipeline);
            }
            Arrays.sort(rates);
            results.add(new BenchmarkResult(each.name, rates[RUNS * 98 / 100], "cycles/s", each.target, true));
        }
        return results;
    }

    private static double cyclesPerSecond(KernelPipeline pipeline) {
        Simulation simulation = pipeline.build();
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long cycles = simulation.run(Long.MAX_VALUE);
        long spentNs = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
        return cycles * NANOS_PER_SECOND / spentNs;
    }
}
