package tessera.sim.spatten;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tessera.models.machine.SpAttenParams;
import tessera.models.pattern.CascadeCounts;
import tessera.models.plan.Phase;
import tessera.models.spatten.PromptShape;
import tessera.sim.stat.Timeline;

class ShapeRunTest {
    private static ShapeRun run(PromptShape shape, String pattern, Phase phase, SpAttenParams machine) {
        return ShapeRun.of(shape, CascadeCounts.of(pattern, List.of(), phase), machine, phase, 1, Timeline.NONE);
    }

    @Test
    void everyPartStaysBetweenItsBounds() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            PromptShape shape = PromptShape.of(
                    1 + random.nextInt(40),
                    1 + random.nextInt(3),
                    1 + random.nextInt(3),
                    8 << random.nextInt(4),
                    1 + random.nextInt(4),
                    random.nextBoolean());
            SpAttenParams machine = ContractWorkloads.randomMachine(seed);
            for (Phase phase : Phase.values()) {
                ShapeRun run = run(shape, random.nextBoolean() ? "dense" : "spatten-cascade", phase, machine);
                for (SpAttenRun part : run.parts()) {
                    String what =
                            "seed " + seed + ", " + shape + ": " + part.bounds().lowerBoundCycles() + " <= "
                                    + part.cycles() + " <= " + part.bounds().serialCycles();
                    assertTrue(part.bounds().lowerBoundCycles() <= part.cycles(), what);
                    assertTrue(part.cycles() <= part.bounds().serialCycles(), what);
                    assertEquals(part.work().bursts(), part.dramRequests(), what);
                }
            }
        }
    }

    @Test
    void prefillLoadsTheNextHeadMeanwhile() {
        // 512 queries of 512 keys, 8 a cycle: 32,768 cycles a head for Q x K; fetching 98 kB takes 200. Twelve heads in
        // one
        // layer take twelve times that and little more: only the first fetch is not hidden.
        SpAttenParams machine = ContractWorkloads.machine("spatten-hpca21");
        ShapeRun run =
                run(PromptShape.parse("layout:512,layers=1,heads=12,head_dim=64"), "dense", Phase.PREFILL, machine);
        assertTrue(run.cycles() >= 12 * 32_768 && run.cycles() < 12 * 32_768 + 400, run.cycles() + " cycles");
        SpAttenParams single = ContractWorkloads.machine("spatten-hpca21", "loads_in_flight=1");
        ShapeRun alone =
                run(PromptShape.parse("layout:512,layers=1,heads=12,head_dim=64"), "dense", Phase.PREFILL, single);
        assertTrue(alone.cycles() > run.cycles() + 11 * 100, alone.cycles() + " cycles without a second buffer half");
    }

    @Test
    void fullyConnectedLayersStreamTheirWeights() {
        SpAttenParams machine = ContractWorkloads.machine("spatten-hpca21");
        FullyConnectedRun one = FullyConnectedRun.of(machine, 256, 1, 8);
        // 12 x 256^2 weights of a byte; 512 B a cycle at best.
        assertEquals(12L * 256 * 256, one.dramReadBytes());
        assertTrue(one.cycles() >= 12L * 256 * 256 / 512 && one.cycles() >= one.lowerBoundCycles());
        assertTrue(one.cycles() < 2 * one.lowerBoundCycles(), one.toString());
        // 64 tokens share the weights: 64 x 12 x 256^2 multiplications on 1024 multipliers.
        FullyConnectedRun many = FullyConnectedRun.of(machine, 256, 64, 8);
        assertEquals(one.dramReadBytes(), many.dramReadBytes());
        assertTrue(many.cycles() >= 64L * 12 * 256 * 256 / 1024, many.toString());
        assertTrue(many.cycles() < 1.1 * 64 * 12 * 256 * 256 / 1024, many.toString());
    }
}
