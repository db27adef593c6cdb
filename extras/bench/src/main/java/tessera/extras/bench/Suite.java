package tessera.extras.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tessera.cli.bench.BenchmarkResult;
import tessera.cli.bench.BenchmarkSuite;

/** Every benchmark, in one list. Adding one: a class with a method that returns results, one line here. */
public final class Suite implements BenchmarkSuite {
    private record Benchmark(String name, Supplier<List<BenchmarkResult>> measure) {}

    /** The kernel first: what other benchmarks leave in the compiler's profiles would slow it. */
    private static final List<Benchmark> ALL = List.of(
            new Benchmark("kernel", KernelBench::measure),
            new Benchmark("gna", GnaBench::measure),
            new Benchmark("dram", DramBench::measure),
            new Benchmark("spatten", SpattenBench::measure),
            new Benchmark("spatten-rtl", SpattenRtlBench::measure),
            new Benchmark("explore", ExploreBench::measure),
            new Benchmark("gpu", GpuBench::measure),
            new Benchmark("trace", TraceBench::measure));

    @Override
    public List<String> names() {
        return ALL.stream().map(Benchmark::name).toList();
    }

    @Override
    public List<BenchmarkResult> run(List<String> names, Consumer<String> progress) {
        List<BenchmarkResult> results = new ArrayList<>();
        for (Benchmark benchmark : ALL) {
            if (names.contains(benchmark.name())) {
                progress.accept(benchmark.name());
                results.addAll(benchmark.measure().get());
            }
        }
        return results;
    }
}
