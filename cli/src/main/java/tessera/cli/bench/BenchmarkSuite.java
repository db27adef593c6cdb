package tessera.cli.bench;

import java.util.List;
import java.util.function.Consumer;

/** All benchmarks of the performance targets; found through {@link java.util.ServiceLoader}. */
public interface BenchmarkSuite {
    /** Names of the benchmarks, in the order in which they run. */
    List<String> names();

    /**
     * Measures the named benchmarks, one after the other on the calling thread.
     *
     * @param progress told the name of each benchmark before it starts
     */
    List<BenchmarkResult> run(List<String> names, Consumer<String> progress);
}
