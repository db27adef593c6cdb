package tessera.extras.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tessera.cli.bench.BenchmarkResult;
import tessera.models.dram.DramParams;
import tessera.models.dram.DramPresets;
import tessera.models.dram.stream.AddressStream;
import tessera.models.dram.stream.AddressStreams;
import tessera.sim.dram.DramResult;
import tessera.sim.dram.DramSystem;
import tessera.sim.dram.Injection;

/**
 * Requests and memory clocks per second of CPU time of 16-channel HBM2, both controller families, random and sequential
 * reads, as fast as the memory takes them. Making the stream is part of the time. The figure is the best of five rounds
 * of a million requests after one of warming up, because other programs on the machine can only make a round slower.
 */
public final class DramBench {
    private static final int REQUESTS = 1_000_000;
    private static final int ROUNDS = 5;
    private static final double TARGET_REQUESTS = 1e6;
    private static final double TARGET_CLOCKS = 2e5;
    private static final double NANOS_PER_SECOND = 1e9;

    private DramBench() {}

    /** All figures. */
    public static List<BenchmarkResult> measure() {
        List<BenchmarkResult> results = new ArrayList<>();
        for (String preset : List.of("r2-hbm2-b", "d3-hbm2-b")) {
            for (String stream : List.of("rand:seed=1,foot=1073741824", "seq:seed=1")) {
                results.addAll(measure(preset, stream));
            }
        }
        return results;
    }

    private static List<BenchmarkResult> measure(String preset, String pattern) {
        DramParams params = DramPresets.params(preset);
        double requests = 0;
        double clocks = 0;
        for (int round = 0; round <= ROUNDS; round++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            AddressStream stream = AddressStreams.open(
                    pattern + ",n=" + REQUESTS, params.organisation().transactionBytes(), round + 1L);
            DramResult result = DramSystem.run(params, stream, Injection.parse("sat"));
            double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / NANOS_PER_SECOND;
            if (round > 0) {
                requests = Math.max(requests, result.transactions() / seconds);
                clocks = Math.max(clocks, result.cycles() / seconds);
            }
        }
        String name = String.format(Locale.ROOT, "dram %s %s", preset, pattern.substring(0, pattern.indexOf(':')));
        return List.of(
                new BenchmarkResult(name + ", 16 channels", requests, "requests/s", TARGET_REQUESTS, true),
                new BenchmarkResult(name + ", memory clocks", clocks, "clocks/s", TARGET_CLOCKS, true));
    }
}
