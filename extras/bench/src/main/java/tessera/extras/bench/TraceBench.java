package tessera.extras.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tessera.cli.bench.BenchmarkResult;
import tessera.traces.stat.TraceStatistics;
import tessera.traces.synthetic.HeadRecipe;
import tessera.traces.synthetic.SyntheticModel;
import tessera.traces.synthetic.SyntheticTrace;
import tessera.traces.tensor.StoredPrecision;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.TraceDescription;
import tessera.traces.trace.TraceFiles;
import tessera.traces.trace.TraceShape;

/**
 * What {@code trace info} does with a synthetic trace of 100 MB (6 layers x 4 heads x 4,068 tokens x 85, fp32): opening it,
 * with all its checks, and the figures of evenly spread queries. Seconds of CPU time of all threads, best of three
 * rounds, because other programs on the machine can only make a round slower; the start of Java is not part of it.
 */
final class TraceBench {
    private static final int ROUNDS = 3;
    private static final double TARGET_SECONDS = 3;
    private static final double NANOS_PER_SECOND = 1e9;

    private TraceBench() {}

    /** The one figure. */
    static List<BenchmarkResult> measure() {
        Path file = null;
        try {
            file = Files.createTempFile("tessera-bench-", ".npz");
            TraceShape shape = TraceShape.selfAttention(6, 4, 4068, 85);
            SyntheticModel model = SyntheticModel.of(shape, HeadRecipe.PLAIN, 0.5, 1);
            new SyntheticTrace(shape, model, StoredPrecision.FP32, 1).write(TraceDescription.named("bench"), file);
            double best = Double.POSITIVE_INFINITY;
            for (int round = 0; round < ROUNDS; round++) {
                long start = cpuNanos();
                AttentionTrace trace = TraceFiles.open(file);
                TraceStatistics.of(trace, TraceStatistics.USUAL_PAIR_COUNT);
                best = Math.min(best, (cpuNanos() - start) / NANOS_PER_SECOND);
            }
            return List.of(new BenchmarkResult("trace info, 100 MB, CPU time", best, "s", TARGET_SECONDS, false));
        } catch (IOException e) {
            throw new UncheckedIOException("no room for 200 MB of temporary files", e);
        } finally {
            delete(file);
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + file, e);
        }
    }
}
