package tessera.extras.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.stream.Stream;
import tessera.cli.Tessera;
import tessera.cli.Version;
import tessera.cli.bench.BenchmarkResult;
import tessera.cli.explore.DesignModel;
import tessera.cli.explore.DesignModels;
import tessera.cli.explore.OutcomeTable;
import tessera.cli.explore.Study;
import tessera.cli.explore.StudyDigest;
import tessera.cli.explore.StudySummary;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.space.SpaceReader;
import tessera.cli.explore.store.Level;
import tessera.cli.explore.store.Outcome;
import tessera.cli.explore.store.PointStore;
import tessera.cli.explore.store.StoreHeader;

/**
 * Exploration of SpAtten designs over a synthetic trace of 12 layers, 12 heads and 128 tokens, prefill, on one thread: rates
 * of the closed form and of the cycle model in processor time, and a store of a million points in elapsed time.
 */
public final class ExploreBench {
    private static final int STORED = 1_000_000;
    private static final int WARM_UP = 200_000;
    private static final int BATCH = 2048;
    private static final int CYCLE_POINTS = 30;
    private static final double NS = 1e9;
    private static final String SPACE = """
            name: bench
            machine: spatten-hpca21
            workloads:
              - {trace: TRACE}
            parameters:
              - {name: multipliers, set: multiplier_count, powers_of_two: [64, 1024]}
              - {name: vectors, set: max_vectors_per_cycle, values: [2, 4, 8, 12, 16]}
              - {name: softmax_lanes, set: softmax.lanes, range: {from: 2, to: 20, step: 2}}
              - {name: key_sram, set: key_sram, range: {from: 48, to: 192, step: 16}, unit: KiB}
              - {name: value_sram, set: value_sram, range: {from: 48, to: 192, step: 16}, unit: KiB}
              - {name: lanes, set: top_k.lanes, powers_of_two: [2, 64]}
              - {name: outstanding, set: fetch.outstanding_limit, powers_of_two: [64, 2048]}
              - {name: channels, set: dram.channels, values: [4, 8, 16]}
              - {name: keep, set: pattern.token_average_keep, values: [0.6, 0.7, 0.8, 0.9]}
            objectives: [latency_cycles, area_mm2, output_error]
            sampler: {method: random, points: 1000000}
            """;

    private static final String GPU_SPACE = """
            name: bench-gpu
            machine: b200
            pattern: PATTERN
            workloads:
              - {trace: "WORKLOAD"}
            parameters:
              - {name: sms, set: sm_count, range: {from: 100, to: 196, step: 4}}
              - {name: clock, set: clock, range: {from: 1200, to: 2200, step: 50}, unit: MHz}
              - {name: exp, set: exp_per_cycle, powers_of_two: [8, 128]}
              - {name: hbm, set: hbm_bandwidth, range: {from: 2, to: 16, step: 1}, unit: TB/s}
              - {name: l2, set: l2, powers_of_two: [16, 256], unit: MiB}
              - SETTING
            objectives: [latency_us, speedup]
            sampler: {method: random, points: 1000000}
            """;

    private ExploreBench() {}

    private static BenchmarkResult gpu(String name, String pattern, String workload, String setting) {
        String text = GPU_SPACE
                .replace("PATTERN", pattern)
                .replace("WORKLOAD", workload)
                .replace("SETTING", setting);
        Space space = SpaceReader.of("bench-gpu.yaml", text, DesignModels.FIGURES);
        DesignModel model = DesignModels.of(space);
        rate(model, points(space), Level.BOUND, WARM_UP);
        return result(
                "explore, GPU, closed form, " + name,
                rate(model, points(space), Level.BOUND, WARM_UP),
                "points/s",
                100_000,
                true);
    }

    private static List<BenchmarkResult> gpus() {
        return List.of(
                gpu(
                        "windows on a video, one thread",
                        "gna",
                        "layout:30x48x80,heads=24,head_dim=128",
                        "{name: window, set: pattern.window, values: [12x16x16, 18x24x24, 24x32x32]}"),
                gpu(
                        "block selection on a trace, one thread",
                        "xattention",
                        "sample:minilm-declaration-214",
                        "{name: budget, set: pattern.budget, values: [0.1, 0.2, 0.4]}"));
    }

    public static List<BenchmarkResult> measure() {
        Path folder = temporary();
        try {
            PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
            Tessera.run(
                    nowhere,
                    nowhere,
                    "trace",
                    "synthesize",
                    "--tokens",
                    "128",
                    "--heads",
                    "12",
                    "--layers",
                    "12",
                    "--precision",
                    "int8",
                    "--name",
                    "bench",
                    "--out",
                    folder.toString());
            String text = SPACE.replace("TRACE", folder.resolve("bench.npz").toString());
            List<BenchmarkResult> results = new ArrayList<>(gpus());
            results.addAll(measure(SpaceReader.of("bench.yaml", text, DesignModels.FIGURES), folder.resolve("store")));
            return results;
        } finally {
            delete(folder);
        }
    }

    private static List<BenchmarkResult> measure(Space space, Path folder) {
        DesignModel model = DesignModels.of(space);
        List<BenchmarkResult> results = new ArrayList<>();
        rate(model, points(space), Level.BOUND, WARM_UP);
        double closedForm = rate(model, points(space), Level.BOUND, WARM_UP);
        results.add(result("explore, closed form, one thread", closedForm, "points/s", 100_000, true));
        rate(model, points(space), Level.CYCLE, CYCLE_POINTS);
        double cycle = rate(model, points(space), Level.CYCLE, CYCLE_POINTS);
        results.add(result("explore, cycle model, one thread", cycle, "points/s", 5, true));
        StoreHeader header =
                new StoreHeader(StudyDigest.of(space, 1), 1, Version.NUMBER, model.figures(), space.text());
        long start = System.nanoTime();
        store(model, points(space), folder, header);
        results.add(
                result("explore, closed form, stored, one thread", STORED / seconds(start), "points/s", 20_000, true));
        start = System.nanoTime();
        OutcomeTable table = new OutcomeTable(model.figures().size());
        PointStore.resume(folder, header, table::add, note -> {}).close();
        results.add(result("explore, resume of 1,000,000 points", seconds(start), "s", 10, false));
        Study study = new Study(space, model.figures(), table, java.util.Map.of(), true);
        start = System.nanoTime();
        int front = new StudySummary(study).front().rows().length;
        results.add(result("explore, front of 1,000,000 points", seconds(start), "s", 5, false));
        if (front < 1 || table.size() != STORED) {
            throw new IllegalStateException(table.size() + " points, " + front + " on the front");
        }
        return results;
    }

    private static BenchmarkResult result(String name, double value, String unit, double target, boolean isRate) {
        return new BenchmarkResult(name, value, unit, target, isRate);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / NS;
    }

    private static PrimitiveIterator.OfLong points(Space space) {
        return space.sampler().points(space.grid(), STORED, 1);
    }

    private static double rate(DesignModel model, PrimitiveIterator.OfLong points, Level level, int count) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int i = 0; i < count; i++) {
            if (model.evaluate(points.nextLong(), level).constraint() == Outcome.REFUSED) {
                throw new IllegalStateException("a design of the benchmark cannot be built");
            }
        }
        return count / ((ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / NS);
    }

    private static void store(DesignModel model, PrimitiveIterator.OfLong points, Path folder, StoreHeader header) {
        try (PointStore store = PointStore.create(folder, header)) {
            while (points.hasNext()) {
                List<Outcome> batch = new ArrayList<>(BATCH);
                while (points.hasNext() && batch.size() < BATCH) {
                    batch.add(model.evaluate(points.nextLong(), Level.BOUND));
                }
                store.append(batch);
            }
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("tessera-explore-bench");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
