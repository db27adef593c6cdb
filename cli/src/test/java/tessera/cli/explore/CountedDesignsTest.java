package tessera.cli.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tessera.cli.explore.DesignProbe.figure;
import static tessera.cli.explore.DesignProbe.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.space.SpaceReader;
import tessera.cli.explore.store.Level;
import tessera.cli.explore.store.Outcome;
import tessera.models.bound.SpAttenBounds;
import tessera.models.energy.ActionCounts;
import tessera.models.machine.SpAttenParams;
import tessera.models.pattern.CascadeCounts;
import tessera.models.plan.Phase;
import tessera.models.spatten.PromptShape;
import tessera.models.spatten.RowActions;
import tessera.models.spatten.SpAttenEnergy;
import tessera.models.spatten.SpAttenWork;
import tessera.models.spatten.WorkloadWork;
import tessera.sim.spatten.ShapeRun;
import tessera.sim.spatten.SpAttenRun;
import tessera.sim.stat.Timeline;
import tessera.traces.check.InputException;
import tessera.traces.workload.SpattenWorkload;

/**
 * Designs on workloads without values, shapes and files of rows, against {@code tessera simulate} on the machine read as a
 * whole, and the closed form against bounds and actions row by row.
 */
class CountedDesignsTest {
    private static final long SEED = 31;

    private static final String MACHINES = """
              - {name: multipliers, set: multiplier_count, powers_of_two: [8, 512]}
              - {name: bits, set: multiplier_bits, values: [12, 16]}
              - {name: vectors, set: max_vectors_per_cycle, values: [3, 8]}
              - {name: key_sram, set: key_sram, values: [800, 2400, 196608], unit: B}
              - {name: softmax_lanes, set: softmax.lanes, values: [1, 3, 8]}
              - {name: engine, set: top_k.engine, values: [quick_select, radix]}
              - {name: lanes, set: top_k.lanes, powers_of_two: [1, 16]}
              - {name: capacity, set: top_k.capacity, values: [32, 1024]}
              - {name: dram, set: dram.preset, values: [ideal, r2-hbm2-m, d3-hbm2-a, hbm3]}
              - {name: channels, set: dram.channels, values: [4, 16]}
            """;

    @TempDir
    private static Path folder;

    /** What {@code simulate} runs on a design: all parts. */
    private static void assertEqualDesigns(Space space, int count, Function<Long, List<SpAttenRun>> simulated) {
        SpAttenDesigns designs = SpAttenDesigns.of(space);
        Random random = new Random(SEED);
        int refused = 0;
        for (int i = 0; i < count; i++) {
            long point = space.grid().canonical(random.nextLong(space.grid().size()));
            String where =
                    "seed " + SEED + ", point " + point + " " + space.grid().assignments(point);
            Outcome bound = designs.evaluate(point, Level.BOUND);
            Outcome cycle = designs.evaluate(point, Level.CYCLE);
            assertEquals(bound.constraint(), cycle.constraint(), where);
            if (bound.constraint() == Outcome.REFUSED) {
                refused++;
                InputException e = assertThrows(InputException.class, () -> simulated.apply(point), where);
                assertEquals(e.getMessage(), designs.refusal(point), where);
            } else {
                assertEqualDesign(machine(space, point), simulated.apply(point), bound, cycle, where);
            }
        }
        assertTrue(refused > count / 10 && refused < count * 9 / 10, refused + " of " + count + " refused");
    }

    private static void assertEqualDesign(
            SpAttenParams machine, List<SpAttenRun> runs, Outcome bound, Outcome cycle, String where) {
        double energy = runs.stream().mapToDouble(SpAttenRun::energyPj).sum();
        long bytes = runs.stream().mapToLong(SpAttenRun::dramReadBytes).sum();
        assertEquals(runs.stream().mapToLong(SpAttenRun::cycles).sum(), figure(cycle, "latency_cycles"), where);
        assertEquals(bytes, figure(cycle, "dram_bytes"), where);
        assertEquals(energy, figure(cycle, "energy_pj"), 1e-9 * energy, where);
        long lowerBound = 0;
        ActionCounts actions = ActionCounts.NONE;
        for (SpAttenRun run : runs) {
            lowerBound += SpAttenBounds.of(machine, run.work()).lowerBoundCycles();
            actions = actions.plus(RowActions.of(machine, run.work()));
        }
        double least = SpAttenEnergy.table(machine).totalPj(actions);
        assertEquals(lowerBound, figure(bound, "latency_cycles"), where);
        assertEquals(bytes, figure(bound, "dram_bytes"), where);
        assertEquals(least, figure(bound, "energy_pj"), 1e-9 * least, where);
        assertTrue(figure(bound, "latency_cycles") <= figure(cycle, "latency_cycles"), where);
        assertTrue(Double.isNaN(figure(cycle, "output_error")) && Double.isNaN(figure(bound, "kept_mass")), where);
    }

    @Test
    void shapesAreWhatSimulateSays() {
        for (String pattern : List.of("spatten-cascade", "dense")) {
            for (Phase phase : Phase.values()) {
                String shape = "layout:40,layers=3,heads=3,head_dim=24,new_tokens=4"
                        + (phase == Phase.PREFILL ? ",causal=yes" : "");
                String keep = pattern.equals("dense")
                        ? "  - {name: value_bits, set: pattern.value_bits, values: [7, 8, 12]}"
                        : "  - {name: keep, set: pattern.token_average_keep, values: [0.6, 0.8]}\n"
                                + "  - {name: values, set: pattern.prefill_value_keep, values: [0.4, 1]}";
                Space space = SpaceReader.of(
                        "space.yaml",
                        """
                        name: shapes
                        machine: spatten-hpca21
                        pattern: %s
                        workloads:
                          - {trace: "%s", phase: %s}
                        parameters:
                        %s%s
                        objectives: [latency_cycles, area_mm2]
                        """.formatted(pattern, shape, phase.name().toLowerCase(java.util.Locale.ROOT), MACHINES, keep),
                        DesignModels.FIGURES);
                assertEqualDesigns(
                        space,
                        30,
                        point -> ShapeRun.of(
                                        PromptShape.parse(shape),
                                        CascadeCounts.of(
                                                pattern,
                                                space.grid().assignments(point).stream()
                                                        .filter(set -> set.startsWith("pattern."))
                                                        .toList(),
                                                phase),
                                        machine(space, point),
                                        phase,
                                        1,
                                        Timeline.NONE)
                                .parts());
            }
        }
    }

    @Test
    void rowsAreWhatSimulateSays() throws IOException {
        for (String file : List.of("plain", "quantised", "given", "spread")) {
            Path rows = Files.writeString(folder.resolve(file + ".csv"), rows(file));
            Space space = SpaceReader.of("space.yaml", """
                    name: rows
                    machine: spatten-hpca21
                    workloads:
                      - {trace: %s}
                    parameters:
                    %sobjectives: [latency_cycles, area_mm2]
                    """.formatted(rows, MACHINES), DesignModels.FIGURES);
            SpattenWorkload workload = SpattenWorkload.read(rows);
            assertEqualDesigns(space, 40, point -> {
                SpAttenWork work = WorkloadWork.of(workload, machine(space, point), 1);
                return List.of(SpAttenRun.of(machine(space, point), work));
            });
        }
    }

    /** Twenty rows; unquantised vectors are as wide as the machine's multipliers. */
    private static String rows(String kind) {
        Random random = new Random(SEED + kind.hashCode());
        boolean isGiven = kind.equals("given");
        boolean isSpread = kind.equals("spread");
        boolean isQuantised = kind.equals("quantised");
        StringBuilder csv = new StringBuilder((isSpread ? "sentence_length_L," : "")
                + "key_fetch_num,value_fetch_num,quant_key_bit,quant_value_bit,if_requant"
                + (isGiven ? ",top_k_latency_cycles" : "") + "\n");
        for (int i = 0; i < 20; i++) {
            int keys = 1 + random.nextInt(60);
            int values = 1 + random.nextInt(keys);
            boolean isRefetched = isQuantised && random.nextBoolean();
            csv.append(isSpread ? keys + random.nextInt(50) + "," : "")
                    .append(keys)
                    .append(',')
                    .append(values)
                    .append(',')
                    .append(isQuantised ? 8 : -1)
                    .append(',')
                    .append(isQuantised || random.nextBoolean() ? 8 : -1)
                    .append(',')
                    .append(isRefetched ? "True" : "False")
                    .append(isGiven ? "," + random.nextInt(90) : "")
                    .append('\n');
        }
        return csv.toString();
    }

    @Test
    void theSpeedupOfAShapeIsOverItsDenseForm() {
        String text = """
                name: speedup
                machine: spatten-hpca21
                pattern: PATTERN
                workloads:
                  - {trace: "layout:60,layers=4,heads=4,head_dim=32,new_tokens=3", phase: decode}
                parameters:
                  - {name: lanes, set: top_k.lanes, values: [8, 16]}
                objectives: [latency_cycles, speedup]
                """;
        SpAttenDesigns cascade = SpAttenDesigns.of(
                SpaceReader.of("space.yaml", text.replace("PATTERN", "spatten-cascade"), DesignModels.FIGURES));
        SpAttenDesigns dense =
                SpAttenDesigns.of(SpaceReader.of("space.yaml", text.replace("PATTERN", "dense"), DesignModels.FIGURES));
        for (Level level : List.of(Level.BOUND, Level.CYCLE)) {
            Outcome pruned = cascade.evaluate(1, level);
            Outcome whole = dense.evaluate(1, level);
            assertEquals(1, figure(whole, "speedup"));
            assertEquals(
                    figure(whole, "latency_cycles") / figure(pruned, "latency_cycles"),
                    figure(pruned, "speedup"),
                    1e-12);
            assertTrue(figure(pruned, "executed_tflops") > 0);
        }
    }
}
