package tessera.cli.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tessera.cli.explore.DesignProbe.figure;
import static tessera.cli.explore.DesignProbe.machine;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tessera.cli.SmallTrace;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.space.SpaceReader;
import tessera.cli.explore.store.Level;
import tessera.cli.explore.store.Outcome;
import tessera.models.bound.SpAttenBounds;
import tessera.models.energy.ActionCounts;
import tessera.models.machine.Machines;
import tessera.models.machine.SpAttenParams;
import tessera.models.pattern.Patterns;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.Phase;
import tessera.models.spatten.RowActions;
import tessera.models.spatten.SpAttenArea;
import tessera.models.spatten.SpAttenEnergy;
import tessera.models.spatten.SpAttenWork;
import tessera.models.spatten.TraceWork;
import tessera.sim.spatten.CascadeRun;
import tessera.traces.check.InputException;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.TraceFiles;

/**
 * The fast path (parts read once, rows summed up by size, decisions written down once) against the slow one: the whole
 * configuration read for every point, the plan made anew, bounds over the rows, the machine of {@code tessera simulate}.
 */
class SpAttenDesignsTest {
    @TempDir
    private static Path folder;

    private static Path trace;
    private static Space space;
    private static SpAttenDesigns designs;

    @BeforeAll
    static void makeSpace() {
        trace = SmallTrace.in(folder, "tiny", 40, 3, 3, 16, "--causal");
        space = SpaceReader.of("space.yaml", """
                name: everything
                machine: spatten-hpca21
                workloads:
                  - {trace: %s, phase: decode, weight: 2}
                  - {trace: %s, phase: prefill}
                parameters:
                  - {name: multipliers, set: multiplier_count, powers_of_two: [8, 512]}
                  - {name: bits, set: multiplier_bits, values: [12, 16]}
                  - {name: vectors, set: max_vectors_per_cycle, values: [3, 8]}
                  - {name: clock, set: clock, values: [500, 1000], unit: MHz}
                  - {name: key_sram, set: key_sram, values: [800, 2000, 196608], unit: B}
                  - {name: rows, set: rows_in_flight, values: [2, 64]}
                  - {name: softmax_lanes, set: softmax.lanes, values: [1, 3, 8]}
                  - {name: divide, set: softmax.divide_latency_cycles, values: [1, 36]}
                  - {name: engine, set: top_k.engine, values: [quick_select, radix]}
                  - {name: lanes, set: top_k.lanes, powers_of_two: [1, 16]}
                  - {name: digits, set: top_k.digit_bits, values: [2, 5], when: {engine: [radix]}}
                  - {name: outstanding, set: fetch.outstanding_limit, values: [4, 2048]}
                  - {name: dram, set: dram.preset, values: [ideal, r2-hbm2-m, d3-hbm2-a, hbm3]}
                  - {name: channels, set: dram.channels, values: [4, 16]}
                  - {name: keep, set: pattern.token_average_keep, values: [0.5, 0.8, 0.9]}
                  - {name: value_keep, set: pattern.value_keep, values: [0.3, 1]}
                  - {name: prefill_keep, set: pattern.prefill_value_keep, values: [0.5, 1]}
                  - {name: msb, set: pattern.key_msb_bits, values: [6, 8]}
                  - {name: threshold, set: pattern.max_probability_threshold, values: [0, 0.1]}
                objectives: [latency_cycles, area_mm2, speedup]
                """.formatted(trace, trace), DesignModels.FIGURES);
        designs = SpAttenDesigns.of(space);
    }

    private AttentionPlan plan(AttentionTrace read, long point, Phase phase) {
        return Patterns.find("spatten-cascade")
                .make(space.grid().assignments(point).stream()
                        .filter(set -> set.startsWith("pattern."))
                        .toList())
                .plan(read, phase);
    }

    /** Sums over the workloads, from the rows themselves. */
    private record Slow(double cycles, double dense, double energyPj, double dramBytes) {}

    private Slow slow(AttentionTrace read, long point) {
        SpAttenParams machine = machine(space, point);
        double cycles = 0;
        double dense = 0;
        double energy = 0;
        double bytes = 0;
        for (Phase phase : List.of(Phase.DECODE, Phase.PREFILL)) {
            double weight = phase == Phase.DECODE ? 2 : 1;
            TraceWork works = new TraceWork(read, plan(read, point, phase), machine, WorkSource.SEED);
            TraceWork denseWorks = new TraceWork(
                    read, Patterns.find("dense").make(List.of()).plan(read, phase), machine, WorkSource.SEED);
            ActionCounts actions = ActionCounts.NONE;
            for (int layer = 0; layer < read.layerCount(); layer++) {
                SpAttenWork work = works.layer(layer).work();
                cycles += weight * SpAttenBounds.of(machine, work).lowerBoundCycles();
                bytes += weight * work.bursts() * machine.memory().burstBytes();
                actions = actions.plus(RowActions.of(machine, work));
                dense += weight
                        * SpAttenBounds.of(machine, denseWorks.layer(layer).work())
                                .lowerBoundCycles();
            }
            energy += weight * SpAttenEnergy.table(machine).totalPj(actions);
        }
        return new Slow(cycles, dense, energy, bytes);
    }

    @Test
    void closedFormEqualsTheSlowPath() {
        AttentionTrace read = TraceFiles.open(trace.toString());
        long seed = 11;
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            long point = space.grid().canonical(random.nextLong(space.grid().size()));
            String where =
                    "seed " + seed + ", point " + point + " " + space.grid().assignments(point);
            Outcome fast = designs.evaluate(point, Level.BOUND);
            if (fast.constraint() == Outcome.REFUSED) {
                refused++;
                assertRefused(read, point, where);
                continue;
            }
            Slow slow = slow(read, point);
            assertEquals(slow.cycles, figure(fast, "latency_cycles"), where);
            assertEquals(slow.dramBytes, figure(fast, "dram_bytes"), where);
            assertEquals(slow.dense / slow.cycles, figure(fast, "speedup"), 1e-12, where);
            assertEquals(slow.energyPj, figure(fast, "energy_pj"), 1e-9 * slow.energyPj, where);
            assertEquals(SpAttenArea.totalMm2(machine(space, point)), figure(fast, "area_mm2"), 1e-12, where);
        }
        assertTrue(refused > 20 && refused < 200, refused + " of 300 refused");
    }

    /** The slow path refuses too, with the sentence that the design model gives. */
    private void assertRefused(AttentionTrace read, long point, String where) {
        String sentence = designs.refusal(point);
        assertFalse(sentence.isEmpty(), where);
        try {
            slow(read, point);
        } catch (InputException e) {
            assertEquals(e.getMessage(), sentence, where);
            return;
        }
        throw new AssertionError("the slow path builds it: " + where);
    }

    @Test
    void cycleModelEqualsTheOneWithData() {
        AttentionTrace read = TraceFiles.open(trace.toString());
        long seed = 12;
        Random random = new Random(seed);
        int compared = 0;
        while (compared < 15) {
            long point = space.grid().canonical(random.nextLong(space.grid().size()));
            String where =
                    "seed " + seed + ", point " + point + " " + space.grid().assignments(point);
            Outcome fast = designs.evaluate(point, Level.CYCLE);
            if (fast.constraint() == Outcome.REFUSED) {
                continue;
            }
            compared++;
            CascadeRun decode =
                    CascadeRun.of(read, plan(read, point, Phase.DECODE), machine(space, point), WorkSource.SEED);
            CascadeRun prefill =
                    CascadeRun.of(read, plan(read, point, Phase.PREFILL), machine(space, point), WorkSource.SEED);
            assertTrue(decode.isGolden() && prefill.isGolden(), where);
            assertEquals(2 * decode.cycles() + prefill.cycles(), figure(fast, "latency_cycles"), where);
            assertEquals(2 * decode.dramReadBytes() + prefill.dramReadBytes(), figure(fast, "dram_bytes"), where);
            double energy = 2 * decode.energyPj() + prefill.energyPj();
            assertEquals(energy, figure(fast, "energy_pj"), 1e-9 * energy, where);
            assertEquals(
                    (2 * decode.outputError() + prefill.outputError()) / 3, figure(fast, "output_error"), 1e-12, where);
            assertEquals((2 * decode.keptMass() + prefill.keptMass()) / 3, figure(fast, "kept_mass"), 1e-12, where);
            Outcome bound = designs.evaluate(point, Level.BOUND);
            assertTrue(figure(bound, "latency_cycles") <= figure(fast, "latency_cycles"), where);
            assertEquals(figure(bound, "output_error"), figure(fast, "output_error"), where);
        }
    }

    @Test
    void attendedShareIsThatOfTheMultiplicationsWhereNoValueIsPruned() {
        // Each attended pair then takes as many for its key as for its value, as every pair of dense attention does.
        Space unpruned = SpaceReader.of("space.yaml", """
                name: unpruned
                machine: spatten-hpca21
                workloads:
                  - {trace: %s, phase: decode}
                parameters:
                  - {name: values, set: pattern.value_keep, values: [1.0]}
                  - {name: keep, set: pattern.token_average_keep, values: [0.5, 0.8]}
                objectives: [latency_cycles, attended_share]
                """.formatted(trace), DesignModels.FIGURES);
        SpAttenDesigns own = SpAttenDesigns.of(unpruned);
        AttentionTrace read = TraceFiles.open(trace.toString());
        for (long point = 0; point < 2; point++) {
            List<String> pattern = unpruned.grid().assignments(point);
            CascadeRun run = CascadeRun.of(
                    read,
                    Patterns.find("spatten-cascade").make(pattern).plan(read, Phase.DECODE),
                    Machines.load("spatten-hpca21", List.of()).spAtten(),
                    1);
            double share = (double) run.flops().executed() / run.flops().dense();
            assertEquals(share, figure(own.evaluate(point, Level.BOUND), "attended_share"), 1e-12);
            assertEquals(share, figure(own.evaluate(point, Level.CYCLE), "attended_share"), 1e-12);
        }
        assertTrue(figure(own.evaluate(0, Level.BOUND), "attended_share") < 1);
    }

    @Test
    void energyOfBothLevelsIsTheSameOnAMemoryWithoutRows() {
        // Same actions, same prices; DRAM rows are the only ones that only the cycle model knows.
        Space ideal = SpaceReader.of("space.yaml", """
                name: ideal
                machine: spatten-hpca21
                workloads:
                  - {trace: %s, phase: decode}
                parameters:
                  - {name: dram, set: dram.preset, values: [ideal]}
                  - {name: lanes, set: top_k.lanes, values: [4, 16]}
                objectives: [energy_pj]
                """.formatted(trace), DesignModels.FIGURES);
        SpAttenDesigns own = SpAttenDesigns.of(ideal);
        double bound = figure(own.evaluate(0, Level.BOUND), "energy_pj");
        assertEquals(bound, figure(own.evaluate(0, Level.CYCLE), "energy_pj"), 1e-9 * bound);
        assertNotEquals(bound, figure(own.evaluate(1, Level.BOUND), "energy_pj"));
    }
}
