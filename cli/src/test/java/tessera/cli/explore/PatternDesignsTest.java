package tessera.cli.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tessera.cli.explore.DesignProbe.figure;
import static tessera.cli.explore.DesignProbe.machine;

import java.nio.file.Path;
import java.util.ArrayList;
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
import tessera.models.cost.Costs;
import tessera.models.cost.SpattenCost;
import tessera.models.machine.SpAttenParams;
import tessera.models.pattern.KeyListPlan;
import tessera.models.pattern.PatternDescription;
import tessera.models.pattern.Patterns;
import tessera.models.pattern.input.PlanInput;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.Phase;
import tessera.models.plan.Schedule;
import tessera.sim.spatten.CascadeRun;
import tessera.traces.check.InputException;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.TraceFiles;

/**
 * Designs under every pattern against what {@code tessera simulate} runs (plan, key lists, the machine with its data) and what
 * {@code tessera bound} adds for selection and side work.
 */
class PatternDesignsTest {
    private static final long SEED = 21;

    @TempDir
    private static Path folder;

    private static Path trace;

    @BeforeAll
    static void makeTrace() {
        trace = SmallTrace.in(folder, "small", 32, 2, 2, 16, "--causal");
    }

    private static Space space(String pattern, String more) {
        return SpaceReader.of(
                "space.yaml",
                """
                name: patterns
                machine: spatten-hpca21
                pattern: %s
                workloads:
                  - {trace: %s%s}
                parameters:
                  - {name: multipliers, set: multiplier_count, powers_of_two: [8, 512]}
                  - {name: clock, set: clock, values: [500, 1000], unit: MHz}
                  - {name: key_sram, set: key_sram, values: [500, 196608], unit: B}
                  - {name: softmax_lanes, set: softmax.lanes, values: [1, 3, 8]}
                  - {name: engine, set: top_k.engine, values: [quick_select, radix]}
                  - {name: lanes, set: top_k.lanes, powers_of_two: [1, 16]}
                  - {name: dram, set: dram.preset, values: [ideal, r2-hbm2-m, hbm3]}
                  - {name: channels, set: dram.channels, values: [4, 16]}
                %s
                objectives: [latency_cycles, output_error, speedup]
                """.formatted(pattern, trace, more.isEmpty() ? "" : ", phase: " + more, scale(pattern)),
                DesignModels.FIGURES);
    }

    private static String scale(String pattern) {
        return Patterns.find(pattern).hasParameter("scale")
                ? "  - {name: scale, set: pattern.scale, values: [auto, 0.01]}"
                : "";
    }

    /** The whole way of {@code simulate} and {@code bound}, in figures of one design. */
    private record Slow(
            double cycles, double lowerBound, double dramBytes, double outputError, double keptMass, double dense) {}

    private static Slow slow(Space space, AttentionTrace read, Phase phase, long point) {
        List<String> assignments = space.grid().assignments(point);
        SpAttenParams machine = machine(space, point);
        List<String> overrides =
                assignments.stream().filter(set -> set.startsWith("pattern.")).toList();
        PlanInput input = PlanInput.of(read);
        KeyListPlan.Planned planned = KeyListPlan.Planned.of(
                Patterns.find(space.pattern()).make(overrides), input, phase, (layer, head, plan, attended) -> {});
        AttentionPlan lists = KeyListPlan.extended(planned, input.shape()).plan();
        CascadeRun run = CascadeRun.of(read, lists, machine, 1);
        assertTrue(run.isGolden());
        boolean isFree = List.of("spatten-cascade", "dense").contains(space.pattern());
        Costs costs = SpattenCost.of(machine, input.shape(), planned.plan());
        int steps = phase == Phase.DECODE ? read.queryCount() : 1;
        double extra = isFree ? 0 : (costs.selectionUs() + costs.sideUs()) * steps * machine.clockHz() / 1e6;
        Schedule schedule = planned.plan().schedule();
        double share = schedule.denseShare();
        AttentionPlan densePlan = Patterns.find("dense").make(List.of()).plan(read, phase);
        long capacity = Math.min(machine.keyCapacity(read.headDim()), machine.valueCapacity(read.headDim()));
        // Dense attention need not fit where nothing but the speedup asks for it.
        CascadeRun dense = share > 0 || read.keyCount() <= capacity ? CascadeRun.of(read, densePlan, machine, 1) : null;
        double bytes = planned.plan().heads().stream()
                .flatMap(List::stream)
                .mapToDouble(head -> isFree
                        ? 0
                        : head.selection().bytes() * schedule.selectionShare()
                                + (1 - share)
                                        * head.sideWork().stream()
                                                .mapToLong(work -> work.bytes())
                                                .sum())
                .sum();
        return new Slow(
                mixed(share, run.cycles(), dense == null ? 0 : dense.cycles()) + extra,
                mixed(share, run.lowerBoundCycles(), dense == null ? 0 : dense.lowerBoundCycles()) + extra,
                mixed(share, run.dramReadBytes(), dense == null ? 0 : dense.dramReadBytes()) + bytes,
                run.outputError(),
                run.keptMass(),
                dense == null ? Double.NaN : dense.cycles());
    }

    private static double mixed(double share, double sparse, double dense) {
        return (1 - share) * sparse + share * dense;
    }

    private static void assertEqualDesign(
            SpAttenDesigns designs, Space space, AttentionTrace read, Phase phase, long point) {
        String where = "seed " + SEED + ", pattern " + space.pattern() + ", " + phase + ", point " + point + " "
                + space.grid().assignments(point);
        Outcome cycle = designs.evaluate(point, Level.CYCLE);
        Outcome bound = designs.evaluate(point, Level.BOUND);
        assertEquals(cycle.constraint(), bound.constraint(), where);
        if (cycle.constraint() == Outcome.REFUSED) {
            String sentence = designs.refusal(point);
            InputException refusal =
                    assertThrows(InputException.class, () -> slow(space, read, phase, point), where + ": " + sentence);
            assertEquals(refusal.getMessage(), sentence, where);
            return;
        }
        Slow slow = slow(space, read, phase, point);
        assertEquals(slow.cycles, figure(cycle, "latency_cycles"), 1e-9 * slow.cycles, where);
        assertEquals(slow.lowerBound, figure(bound, "latency_cycles"), 1e-9 * slow.cycles, where);
        assertEquals(slow.dramBytes, figure(cycle, "dram_bytes"), 1e-9 * slow.dramBytes, where);
        assertEquals(slow.dramBytes, figure(bound, "dram_bytes"), 1e-9 * slow.dramBytes, where);
        assertEquals(slow.outputError, figure(cycle, "output_error"), 1e-9, where);
        assertEquals(slow.keptMass, figure(bound, "kept_mass"), 1e-9, where);
        assertEquals(slow.dense / slow.cycles, figure(cycle, "speedup"), 1e-9, where);
        assertTrue(figure(bound, "latency_cycles") <= figure(cycle, "latency_cycles"), where);
    }

    @Test
    void everyPatternIsWhatSimulateAndBoundSay() {
        AttentionTrace read = TraceFiles.open(trace.toString());
        Random random = new Random(SEED);
        List<String> refused = new ArrayList<>();
        for (String name : Patterns.names()) {
            PatternDescription pattern = Patterns.find(name);
            Phase phase = pattern.catalogue().phases().get(0);
            Space space = space(name, "");
            SpAttenDesigns designs;
            try {
                designs = SpAttenDesigns.of(space);
            } catch (InputException e) {
                assertTrue(e.getMessage().startsWith("space.yaml:3: pattern: on "), e.getMessage());
                refused.add(name);
                continue;
            }
            long point = space.grid().canonical(random.nextLong(space.grid().size()));
            assertEqualDesign(designs, space, read, phase, point);
        }
        assertTrue(refused.contains("sse"), "a state scan has no unit: " + refused);
        assertTrue(refused.size() < 20, "refused: " + refused);
    }

    @Test
    void bothPhasesOnManyMachines() {
        AttentionTrace read = TraceFiles.open(trace.toString());
        Random random = new Random(SEED);
        for (String name : List.of("quest", "nsa", "radial", "point-gs")) {
            for (Phase phase : Phase.values()) {
                Space space = space(name, phase.name().toLowerCase(java.util.Locale.ROOT));
                SpAttenDesigns designs = SpAttenDesigns.of(space);
                for (int i = 0; i < 3; i++) {
                    long point =
                            space.grid().canonical(random.nextLong(space.grid().size()));
                    assertEqualDesign(designs, space, read, phase, point);
                }
            }
        }
    }
}
