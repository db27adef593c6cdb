package tessera.cli.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tessera.cli.explore.DesignProbe.figure;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tessera.cli.CommandLineRun;
import tessera.cli.SmallTrace;
import tessera.cli.bound.BoundQuestion;
import tessera.cli.bound.BoundResult;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.space.SpaceReader;
import tessera.cli.explore.store.Level;
import tessera.cli.explore.store.Outcome;
import tessera.models.gpu.GpuParams;
import tessera.models.layer.LayerModel;
import tessera.models.machine.Machines;
import tessera.models.pattern.Patterns;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.input.PlanInput;
import tessera.traces.check.InputException;
import tessera.traces.json.Json;
import tessera.traces.trace.TraceFiles;

/**
 * The fast path (values read once, plans and tiles counted once, then arithmetic) against the slow one: the GPU read whole
 * for every point, the plan made anew, the simulation of {@code tessera bound}; and chosen kernels against {@code tessera gna}.
 */
class GpuDesignsTest {
    private static final String MACHINE = """
              - {name: sms, set: sm_count, values: [7, 100, 148]}
              - {name: clock, set: clock, values: [900, 1850], unit: MHz}
              - {name: fp16, set: fp16_flops_per_cycle, values: [2048, 8192]}
              - {name: mma, set: mma_sync_share, values: [0.31, 1]}
              - {name: exp, set: exp_per_cycle, values: [4, 16, 64]}
              - {name: lanes, set: fp32_lanes, values: [64, 128]}
              - {name: smem_rate, set: shared_memory_bytes_per_cycle, values: [32, 128]}
              - {name: smem, set: shared_memory, values: [60, 100, 227], unit: KiB}
              - {name: l2, set: l2, values: [1, 126], unit: MiB}
              - {name: l2_rate, set: l2_bytes_per_cycle, values: [1000, 10240]}
              - {name: hbm, set: hbm_bandwidth, values: [100, 8000], unit: GB/s}
              - {name: latency, set: memory_latency_cycles, values: [100, 900]}
              - {name: launch, set: launch_overhead, values: [1, 3], unit: us}
              - {name: steps, set: copy_steps_per_cycle, values: [1, 6.5]}
              - {name: copies, set: copy_bandwidth_share, values: [0.5, 0.85]}
              - {name: sustained, set: sustained_tflops, values: [200, 1156]}
              - {name: onset, set: power_onset, values: [10, 8000], unit: us}
              - {name: architecture, set: architecture, values: [ampere, hopper, blackwell]}
            """;

    @TempDir
    private static Path folder;

    private static Path trace;

    @BeforeAll
    static void makeTrace() {
        trace = SmallTrace.in(folder, "tiny", 150, 4, 2, 32, "--causal");
    }

    private static Space space(String pattern, String workload, String parameters) {
        return SpaceReader.of(
                "space.yaml",
                """
                name: gpus
                machine: b200
                pattern: %s
                workloads:
                  - {trace: "%s"}
                parameters:
                %s
                objectives: [latency_us, speedup]
                """.formatted(pattern, workload.replace("TRACE", trace.toString()), parameters),
                DesignModels.FIGURES);
    }

    private static BoundResult asked(Space space, long point) {
        List<String> machine = new ArrayList<>();
        List<String> pattern = new ArrayList<>();
        space.grid()
                .assignments(point)
                .forEach(set ->
                        (set.startsWith("pattern.") ? pattern : machine).add(set.replaceFirst("^pattern[.]", "")));
        String workload = space.workloads().get(0).trace();
        PlanInput input = workload.startsWith("layout:")
                ? PlanInput.of(AttentionShape.parse(workload))
                : workload.startsWith("model:")
                        ? PlanInput.of(LayerModel.parse(workload).shape())
                        : PlanInput.of(TraceFiles.open(workload));
        GpuParams gpu = Machines.load("b200", machine).as(GpuParams.class, "gpu");
        return new BoundQuestion(
                        input,
                        "b200",
                        Optional.of(gpu),
                        Optional.empty(),
                        space.workloads().get(0).phase(),
                        "1",
                        pattern,
                        false,
                        Optional.empty(),
                        1)
                .answer(Patterns.load(space.pattern()), "authors");
    }

    // A pattern, a workload, one of the pattern's keys and values of it; all GPU keys vary beside it.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gna | layout:12x20x24,heads=6,head_dim=128 | window | 4x8x8, 6x10x12, 12x20x24",
                "gna | layout:48x64,heads=3,head_dim=64 | stride | 1, 2, 8",
                "fna | layout:1000,heads=2,head_dim=100,causal=yes | window | 30, 256",
                "dense | layout:700,heads=4,kv_heads=2,head_dim=128,causal=yes | key_bits | 8, 16",
                "xattention | TRACE | recipes.0.choose.0.select.mass | 0.5, 0.9",
                "spatten-cascade | TRACE | token_average_keep | 0.5, 0.8",
                "quest | TRACE | noise | 0, 1",
                "nsa | layout:4096,heads=16,kv_heads=1,head_dim=128,causal=yes | noise | 0, 1",
                "fsa | layout:4096,heads=16,kv_heads=2,head_dim=128,causal=yes | noise | 0, 1",
                "power-attention | layout:2048,heads=4,head_dim=64,causal=yes | noise | 0, 1",
                "adaspa | model:flux | noise | 0, 1",
            })
    void equalsTheQuestionOfOneDesignOnRandomGpus(String pattern, String workload, String key, String values) {
        Space space = space(
                pattern, workload, MACHINE + "  - {name: setting, set: pattern." + key + ", values: [" + values + "]}");
        DesignModel designs = DesignModels.of(space);
        for (int seed = 0; seed < 25; seed++) {
            long point = Math.floorMod(new Random(seed).nextLong(), space.grid().size());
            String where = "seed " + seed + ": " + space.grid().assignments(point);
            Outcome bound = designs.evaluate(point, Level.BOUND);
            Outcome cycle = designs.evaluate(point, Level.CYCLE);
            assertEquals(bound.constraint(), cycle.constraint(), where);
            if (bound.constraint() == Outcome.REFUSED) {
                assertTrue(designs.refusal(point).contains("shared memory"), where);
                assertThrows(InputException.class, () -> asked(space, point), where);
                continue;
            }
            BoundResult result = asked(space, point);
            assertEquals(result.simulated().us(), figure(cycle, "latency_us"), where);
            assertEquals(result.simulated().lowerBoundUs(), figure(bound, "latency_us"), where);
            assertEquals(result.speedup(), figure(cycle, "speedup"), where);
            assertEquals(result.quality().keptMass(), figure(cycle, "kept_mass"), where);
            assertEquals(result.quality().outputError(), figure(bound, "output_error"), where);
            assertTrue(figure(bound, "latency_us") <= figure(cycle, "latency_us"), where);
            assertTrue(
                    Math.max(figure(bound, "memory_cycles"), figure(bound, "compute_cycles"))
                            <= figure(cycle, "latency_cycles") * (1 + 1e-9),
                    where);
            double share = figure(bound, "attended_share");
            assertTrue(share >= 0 && share <= 1, where + " attends to " + share);
        }
    }

    @Test
    void countsTheAttendedShareOfWindows() {
        Space space = space(
                "gna",
                "layout:10x20,heads=2,head_dim=64",
                "  - {name: window, set: pattern.window, values: [5x4, 10x20, 3x20]}");
        DesignModel designs = DesignModels.of(space);
        // Windows are moved inside the layout at its ends, so every query sees a whole one.
        double[] shares = {5 * 4 / 200.0, 1, 3 * 20 / 200.0};
        for (int point = 0; point < shares.length; point++) {
            assertEquals(shares[point], figure(designs.evaluate(point, Level.BOUND), "attended_share"), 1e-12);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "h100-sxm | gna | 12x20x24 | 4x8x8 | 4x8x8",
                "b200 | fna | 48x64 | 16x24 | 1x1",
                "a100 | gna | 3000 | 400 | 64",
            })
    void chosenKernelsTakeTheTimeOfTheAnalysis(
            String gpu, String pattern, String layout, String window, String stride) {
        int rank = layout.split("x").length;
        String[] query = {"16x8", "8x8", "64", "128", "4x4x8", "2x8x8", "4x4x4"};
        String[] kv = {"16x8", "8x8", "64", "128", "2x8x8", "4x4x8", "4x4x4"};
        String text = """
                name: kernels
                machine: %s
                pattern: %s
                workloads:
                  - {trace: "layout:%s,heads=5,head_dim=128"}
                parameters:
                  - {name: kernel, set: kernel.name, values: [hopper-fna, blackwell-fna, cutlass-fna, flex]}
                  - {name: schedule, set: kernel.schedule, values: [coop, ping-pong, non-persistent, persistent]}
                  - {name: q, set: kernel.query_tile, values: [%s]}
                  - {name: kv, set: kernel.kv_tile, values: [%s]}
                  - {name: dtype, set: kernel.dtype, values: [fp16, fp8]}
                  - {name: window, set: pattern.window, values: [%s]}
                  - {name: stride, set: pattern.stride, values: [%s]}
                objectives: [latency_us]
                """.formatted(gpu, pattern, layout, ranked(query, rank), ranked(kv, rank), window, stride);
        Space space = SpaceReader.of("kernels.yaml", text, DesignModels.FIGURES);
        DesignModel designs = DesignModels.of(space);
        int built = 0;
        for (long point = 0; point < space.grid().size(); point++) {
            List<String> set = space.grid().assignments(point);
            Outcome cycle = designs.evaluate(point, Level.CYCLE);
            boolean isBuilt = cycle.constraint() != Outcome.REFUSED;
            if (!isBuilt && point % 47 != 0) {
                continue;
            }
            List<String> arguments = new ArrayList<>(
                    List.of("gna", "--layout", layout, "--heads", "5", "--gpu", gpu, "--format", "json"));
            set.stream()
                    .filter(one -> !one.startsWith("pattern.stride=") || !pattern.equals("fna"))
                    .forEach(one -> arguments.addAll(List.of(
                            "--"
                                    + one.substring(one.indexOf('.') + 1, one.indexOf('='))
                                            .replace("_", "-")
                                            .replace("name", "kernel"),
                            one.substring(one.indexOf('=') + 1))));
            CommandLineRun run = CommandLineRun.of(arguments.toArray(new String[0]));
            assertEquals(isBuilt ? 0 : 2, run.exitCode(), set + ": " + run.err() + designs.refusal(point));
            if (isBuilt) {
                JsonNode answer = Json.parse(run.out()).get("gpu");
                double totalUs = answer.get("total_us").asDouble();
                assertEquals(totalUs, figure(cycle, "latency_us"), 1e-9 * totalUs, set.toString());
                assertEquals(
                        answer.get("speedup_with_permute").asDouble(),
                        figure(cycle, "speedup"),
                        1e-9 * figure(cycle, "speedup"),
                        set.toString());
                assertTrue(
                        figure(designs.evaluate(point, Level.BOUND), "latency_us") <= figure(cycle, "latency_us"),
                        set.toString());
                built++;
            }
        }
        assertTrue(built > 1, built + " kernels could be built");
    }

    private static String ranked(String[] tiles, int rank) {
        List<String> fitting = new ArrayList<>();
        for (String tile : tiles) {
            if (tile.split("x").length == rank) {
                fitting.add(tile);
            }
        }
        return String.join(", ", fitting);
    }

    @Test
    void addsUpWorkloadsByWeight() {
        String one = "layout:1000,heads=2,head_dim=64";
        String other = "layout:2000,heads=4,head_dim=64";
        String parameters = "  - {name: window, set: pattern.window, values: [100, 200]}";
        Space both = SpaceReader.of("both.yaml", """
                name: both
                machine: h100-sxm
                pattern: gna
                workloads:
                  - {trace: "%s", weight: 3}
                  - {trace: "%s"}
                parameters:
                %s
                objectives: [latency_us]
                """.formatted(one, other, parameters), DesignModels.FIGURES);
        double first = latency(one, parameters);
        double second = latency(other, parameters);
        Outcome sum = DesignModels.of(both).evaluate(1, Level.CYCLE);
        assertEquals(3 * first + second, figure(sum, "latency_us"), 1e-9 * second);
        assertEquals((3 * 0.2 + 0.1) / 4, figure(sum, "attended_share"), 1e-12);
    }

    private static double latency(String workload, String parameters) {
        Space alone = SpaceReader.of(
                "one.yaml",
                space("gna", workload, parameters).text().replace("b200", "h100-sxm"),
                DesignModels.FIGURES);
        return figure(DesignModels.of(alone).evaluate(1, Level.CYCLE), "latency_us");
    }
}
