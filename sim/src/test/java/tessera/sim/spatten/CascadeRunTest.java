package tessera.sim.spatten;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tessera.models.machine.SpAttenParams;
import tessera.models.pattern.Patterns;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.Phase;
import tessera.models.spatten.LayerWork;
import tessera.models.spatten.TraceWork;
import tessera.sim.kernel.Driver;
import tessera.traces.check.InputException;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.AttentionTraceBuilder;
import tessera.traces.trace.TraceDescription;
import tessera.traces.trace.TraceShape;

class CascadeRunTest {
    private static AttentionTrace trace(int layers, int heads, int tokens, int dim, boolean causal, long seed) {
        TraceShape shape = new TraceShape(layers, heads, heads, tokens, tokens, dim, List.of(tokens), causal);
        AttentionTraceBuilder builder = new AttentionTraceBuilder(shape, TraceDescription.named("random-" + seed));
        Random random = new Random(seed);
        for (int layer = 0; layer < layers; layer++) {
            builder.addLayer(
                    tensor(random, shape.queryElements()),
                    tensor(random, shape.keyElements()),
                    tensor(random, shape.keyElements()));
        }
        return builder.build();
    }

    private static float[] tensor(Random random, int elements) {
        float[] tensor = new float[elements];
        for (int i = 0; i < elements; i++) {
            tensor[i] = (float) random.nextGaussian();
        }
        return tensor;
    }

    private static AttentionPlan plan(String pattern, AttentionTrace trace, Phase phase, String... overrides) {
        return Patterns.find(pattern).make(List.of(overrides)).plan(trace, phase);
    }

    private static void assertSandwich(CascadeRun run, String what) {
        for (CascadeLayer layer : run.layers()) {
            String where = what + ", layer " + layer.layer() + ": " + layer.lowerBoundCycles() + " <= " + layer.cycles()
                    + " <= " + layer.serialCycles();
            assertTrue(layer.lowerBoundCycles() <= layer.cycles() && layer.cycles() <= layer.serialCycles(), where);
        }
    }

    @Test
    void answersLikeTheGoldenFunctionsOnEveryMachineAndPhase() {
        AttentionTrace trace = trace(6, 3, 40, 16, false, 1);
        for (SpAttenParams machine : ContractWorkloads.machines()) {
            for (Phase phase : Phase.values()) {
                for (String pattern : List.of("dense", "spatten-cascade")) {
                    CascadeRun run = CascadeRun.of(trace, plan(pattern, trace, phase), machine, 1);
                    String what = pattern + ", " + phase + " on " + machine.name();
                    assertTrue(run.isGolden(), what);
                    assertSandwich(run, what);
                }
            }
        }
    }

    @Test
    void answersLikeTheGoldenFunctionsOnRandomTraces() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            AttentionTrace trace = trace(
                    1 + random.nextInt(4),
                    1 + random.nextInt(4),
                    1 + random.nextInt(20),
                    1 + random.nextInt(24),
                    random.nextBoolean(),
                    seed);
            AttentionPlan plan = plan(
                    "spatten-cascade",
                    trace,
                    seed % 2 == 0 ? Phase.DECODE : Phase.PREFILL,
                    "token_unpruned_fraction=" + 0.5 * random.nextDouble(),
                    "value_keep=" + (0.2 + 0.8 * random.nextDouble()),
                    "prefill_value_keep=" + (0.2 + 0.8 * random.nextDouble()),
                    "max_probability_threshold=" + random.nextDouble());
            SpAttenParams machine = ContractWorkloads.randomMachine(seed);
            CascadeRun run = CascadeRun.of(trace, plan, machine, seed);
            assertTrue(run.isGolden(), "seed " + seed);
            assertSandwich(run, "seed " + seed + " on " + machine);
        }
    }

    @Test
    void aWrongDatapathIsNoticed() {
        // An accumulator that holds too much for a token that should go: the machine keeps it, and that must show.
        AttentionTrace trace = trace(3, 2, 20, 8, false, 5);
        AttentionPlan plan =
                plan("spatten-cascade", trace, Phase.DECODE, "token_unpruned_fraction=0.2", "token_average_keep=0.5");
        SpAttenParams machine = ContractWorkloads.machine("spatten-hpca21");
        LayerWork first = new TraceWork(trace, plan, machine, 1).layer(0);
        for (boolean isWrong : new boolean[] {false, true}) {
            LayerState state = LayerState.zero(20, 2);
            for (int token = 0; isWrong && token < 20; token++) {
                state.tokenImportance()[token] = Arrays.binarySearch(first.nextTokens(), token) < 0 ? 1_000_000 : 0;
            }
            TensorDatapath datapath = new TensorDatapath(first, 0, machine.topK(), 1, state);
            new SpAttenMachine(machine, first.work(), datapath).run(Driver.SKIP_AHEAD);
            assertEquals(!isWrong, CascadeRun.isGolden(first, datapath));
        }
    }

    @Test
    void pruningSavesWhatItSaysItSaves() {
        AttentionTrace trace = trace(12, 4, 64, 16, false, 2);
        SpAttenParams machine = ContractWorkloads.machine("spatten-hpca21");
        CascadeRun dense = CascadeRun.of(trace, plan("dense", trace, Phase.PREFILL), machine, 1);
        CascadeRun pruned = CascadeRun.of(trace, plan("spatten-cascade", trace, Phase.PREFILL), machine, 1);
        CascadeLayer last = pruned.layers().get(11);
        // End of the default schedules: floor(0.3 * 64) tokens, floor(0.625 * 4) heads; rows = their product.
        assertEquals(19, last.keptTokens());
        assertEquals(2, last.keptHeads());
        assertEquals(38, last.rows());
        // Resident loads: 2 heads x (19 keys x 16 x 12 bit + 19 values x 16 x 8 bit), at most a burst more a vector.
        long bytes = 2L * (19 * 24 + 19 * 16);
        assertTrue(last.dramReadBytes() >= bytes && last.dramReadBytes() <= bytes + 2 * 2 * 19 * 32);
        assertTrue(pruned.cycles() < dense.cycles());
        assertTrue(pruned.dramReadBytes() < dense.dramReadBytes());
        assertEquals(1, dense.layers().get(0).keptMass(), 1e-9);
        assertTrue(dense.layers().get(0).outputError() < 0.01);
        assertTrue(last.keptMass() < 1
                && last.outputError() > dense.layers().get(11).outputError());
    }

    @Test
    void prefillReusesWhatDecodeFetchesAgain() {
        AttentionTrace trace = trace(1, 1, 32, 64, false, 3);
        SpAttenParams machine = ContractWorkloads.machine("spatten-hpca21");
        CascadeRun prefill = CascadeRun.of(trace, plan("dense", trace, Phase.PREFILL), machine, 1);
        CascadeRun decode = CascadeRun.of(trace, plan("dense", trace, Phase.DECODE), machine, 1);
        // 32 keys and 32 values of 64 x 12 bit = 96 bytes: 2 x 96 bursts, once, or once for each of 32 queries.
        assertEquals(192, prefill.dramRequests());
        assertEquals(32 * 192, decode.dramRequests());
    }

    @Test
    void aSecondRunIsTheSame() {
        AttentionTrace trace = trace(4, 2, 24, 8, true, 4);
        SpAttenParams machine = ContractWorkloads.machine("spatten-1-8");
        AttentionPlan plan = plan("spatten-cascade", trace, Phase.DECODE);
        assertEquals(CascadeRun.of(trace, plan, machine, 1), CascadeRun.of(trace, plan, machine, 1));
    }

    @Test
    void shuffledAndLockstepRunsOfALayerAreTheSame() {
        AttentionTrace trace = trace(2, 2, 20, 8, false, 6);
        SpAttenParams machine = ContractWorkloads.machine("spatten-hpca21");
        AttentionPlan plan = plan("spatten-cascade", trace, Phase.DECODE);
        LayerWork work = new TraceWork(trace, plan, machine, 1).layer(0);
        long[] expected = null;
        for (Driver driver : Driver.values()) {
            for (long seed = 0; seed < 3; seed++) {
                TensorDatapath datapath = new TensorDatapath(work, 0, machine.topK(), 1, LayerState.zero(20, 2));
                SpAttenRun run = new SpAttenMachine(machine, work.work(), datapath)
                        .shuffled(seed)
                        .run(driver);
                assertTrue(CascadeRun.isGolden(work, datapath));
                expected = expected == null ? run.rows().completeCycles() : expected;
                assertArrayEquals(expected, run.rows().completeCycles());
            }
        }
    }

    @Test
    void refusesWhatTheMachineCannotHold() {
        AttentionTrace trace = trace(1, 1, 40, 16, false, 1);
        AttentionPlan plan = plan("dense", trace, Phase.PREFILL);
        assertEquals(
                "trace random-1, layer 0, head 0: 40 keys, must be at most 10, what the SRAM of machine spatten-hpca21"
                        + " holds; shorten the trace or enlarge key_sram and value_sram",
                assertThrows(
                                InputException.class,
                                () -> CascadeRun.of(
                                        trace, plan, ContractWorkloads.machine("spatten-hpca21", "key_sram=240 B"), 1))
                        .getMessage());
        AttentionPlan gna = plan("gna", trace, Phase.PREFILL, "window=5");
        // Windows must have been made key lists before.
        assertThrows(
                IllegalArgumentException.class,
                () -> CascadeRun.of(trace, gna, ContractWorkloads.machine("spatten-hpca21"), 1));
        assertThrows(
                InputException.class,
                () -> CascadeRun.of(trace, plan, ContractWorkloads.machine("spatten-hpca21", "max_head_dim=8"), 1));
    }
}
