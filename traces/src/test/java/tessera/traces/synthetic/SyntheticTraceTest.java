package tessera.traces.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tessera.traces.check.InputException;
import tessera.traces.stat.AttentionProbabilities;
import tessera.traces.stat.LayerStatistics;
import tessera.traces.stat.TraceStatistics;
import tessera.traces.tensor.StoredPrecision;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.TraceDescription;
import tessera.traces.trace.TraceShape;

class SyntheticTraceTest {
    private static final int TOKENS = 128;

    @TempDir
    private Path folder;

    @Test
    void aSinkOfSNatsTakesItsShareOfTheRow() {
        // Nothing but a sink of ln 127 nats against 127 keys of score 0: half of the row.
        AttentionTrace trace = one(recipe(Math.log(127), 0, 0, 0, 0, 0, 0, 0), List.of(TOKENS));
        assertEquals(0.5, statistics(trace).sinkShare(), 1e-4);
    }

    @Test
    void keyImportanceFollowsZipf() {
        // Importance r^-1 of ranks 1 … 128, but token 0 at rank 65: the top 13 of 128 hold sum(1/r, r <= 13) of it all.
        AttentionTrace trace = one(recipe(0, 1, 0, 0, 0, 0, 0, 0), List.of(TOKENS));
        double all = 0;
        double top = 0;
        for (int r = 1; r <= TOKENS; r++) {
            all += 1.0 / r;
            top += r <= 13 ? 1.0 / r : 0;
        }
        assertEquals(top / all, statistics(trace).importanceConcentration(), 0.05);
    }

    @Test
    void stripesAreTheSameKeysForEveryQuery() {
        AttentionTrace trace = one(recipe(0, 0, 9, 0, 0, 0, 0, 0), List.of(TOKENS));
        float[] p = AttentionProbabilities.of(trace, 0, 0);
        for (int query = 1; query < TOKENS; query++) {
            for (int key = 0; key < TOKENS; key++) {
                assertEquals(p[key], p[query * TOKENS + key], 1e-6);
            }
        }
        // At most 8 stripes of e^9 against 1 each: they hold nearly all.
        assertTrue(statistics(trace).importanceConcentration() > 0.98);
    }

    @Test
    void nearKeysAreLikelyInOneTwoAndThreeDimensions() {
        for (List<Integer> layout : List.of(List.of(128), List.of(16, 8), List.of(4, 8, 4))) {
            AttentionTrace none = one(recipe(0, 0, 0, 0, 0, 0, 0, 0), layout);
            AttentionTrace local = one(recipe(0, 0, 0, 20, 0, 0, 0, 0), layout);
            double uniform = statistics(none).locality().get(1);
            double near = statistics(local).locality().get(1);
            assertTrue(near > 2.5 * uniform && near > 0.4, layout + ": " + near + " after " + uniform);
        }
    }

    @Test
    void aSlashLiesAtItsOffset() {
        AttentionTrace trace = one(recipe(0, 0, 0, 0, 40, 17, 0, 0), List.of(TOKENS));
        float[] p = AttentionProbabilities.of(trace, 0, 0);
        for (int query = 20; query < TOKENS; query++) {
            int best = 0;
            for (int key = 0; key < TOKENS; key++) {
                best = p[query * TOKENS + key] > p[query * TOKENS + best] ? key : best;
            }
            assertEquals(query - 17, best, "query " + query);
        }
    }

    @Test
    void blocksKeepToThemselves() {
        AttentionTrace trace = one(recipe(0, 0, 0, 0, 0, 0, 12, 0), List.of(TOKENS));
        float[] p = AttentionProbabilities.of(trace, 0, 0);
        double own = 0;
        for (int query = 0; query < TOKENS; query++) {
            for (int key = query / 16 * 16; key < query / 16 * 16 + 16; key++) {
                own += p[query * TOKENS + key] / TOKENS;
            }
        }
        // 16 of 128 keys; random codes of two blocks may be alike, so not all of it.
        assertTrue(own > 0.5, "own block " + own);
    }

    @Test
    void tiesAreExact() {
        AttentionTrace trace = one(recipe(2, 1, 0, 4, 0, 0, 0, 0.5), List.of(TOKENS));
        float[] p = AttentionProbabilities.of(trace, 0, 0);
        int ties = 0;
        for (int key = 1; key < TOKENS; key++) {
            ties += p[5 * TOKENS + key] == p[5 * TOKENS + key - 1] ? 1 : 0;
        }
        assertTrue(ties > 45 && ties < 85, "ties " + ties);
    }

    @Test
    void correlatedQueriesLookAlikeFromStepToStep() {
        HeadRecipe free = new HeadRecipe(0, 0, 0, 0, 0, 4, 0, 0, 0, 16, 3, 0, 0);
        HeadRecipe steady = new HeadRecipe(0, 0, 0, 0, 0, 4, 0, 0, 0, 16, 3, 0.98, 0);
        assertTrue(overlap(one(steady, List.of(TOKENS))) > 0.8);
        assertTrue(overlap(one(free, List.of(TOKENS))) < 0.5);
    }

    /** Mean over neighbouring queries of the sum over keys of the smaller of both probabilities. */
    private static double overlap(AttentionTrace trace) {
        float[] p = AttentionProbabilities.of(trace, 0, 0);
        double sum = 0;
        for (int i = TOKENS; i < p.length; i++) {
            sum += Math.min(p[i], p[i - TOKENS]) / (TOKENS - 1);
        }
        return sum;
    }

    @Test
    void headsDifferAsMuchAsAskedFor() {
        TraceShape shape = TraceShape.selfAttention(1, 8, TOKENS, 32);
        HeadRecipe recipe = recipe(2, 1, 0, 4, 0, 0, 0, 0);
        assertEquals(
                1,
                SyntheticModel.of(shape, recipe, 0, 1).recipes().get(0).stream()
                        .distinct()
                        .count());
        assertEquals(
                8,
                SyntheticModel.of(shape, recipe, 0.5, 1).recipes().get(0).stream()
                        .distinct()
                        .count());
    }

    @Test
    void writtenAndInMemoryAreTheSameAndLeaveNothingBehind() throws IOException {
        TraceShape shape = new TraceShape(2, 4, 2, 30, 40, 16, List.of(8, 5), false);
        for (StoredPrecision precision : StoredPrecision.values()) {
            SyntheticModel model = SyntheticModel.of(shape, recipe(1, 0.5, 0, 3, 0, 0, 0, 0), 0.5, 7);
            SyntheticTrace synthetic = new SyntheticTrace(shape, model, precision, 7);
            TraceDescription description = TraceDescription.named("s");
            AttentionTrace memory = synthetic.inMemory(description);
            AttentionTrace file = synthetic.write(description, folder.resolve(precision + ".npz"));
            assertEquals(memory.sha256(), file.sha256());
            assertNotEquals(
                    memory.sha256(),
                    new SyntheticTrace(shape, model, precision, 8)
                            .inMemory(description)
                            .sha256());
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(3, left.count());
        }
    }

    @Test
    void aFitComesNearTheTraceItImitates() {
        TraceShape shape = TraceShape.selfAttention(1, 3, 96, 32);
        SyntheticModel model = SyntheticModel.of(shape, recipe(3, 0.8, 0, 6, 0, 0, 0, 0), 0.4, 3);
        TraceStatistics wanted = TraceStatistics.of(
                new SyntheticTrace(shape, model, StoredPrecision.FP32, 3).inMemory(TraceDescription.named("a")));
        SyntheticModel fitted = SyntheticFit.of(shape, wanted, 1);
        TraceStatistics found = TraceStatistics.of(
                new SyntheticTrace(shape, fitted, StoredPrecision.FP32, 1).inMemory(TraceDescription.named("b")));
        for (SyntheticFit.Nearness nearness : SyntheticFit.nearness(wanted, found)) {
            double tolerance = nearness.figure().equals("entropy") ? 0.4 : 0.08;
            assertTrue(nearness.meanDifference() < tolerance, nearness.toString());
        }
    }

    @Test
    void tooLittleRoomForFeaturesIsNamed() {
        TraceShape shape = TraceShape.selfAttention(1, 1, 16, 4);
        SyntheticModel model = SyntheticModel.of(shape, HeadRecipe.PLAIN, 0, 1);
        InputException e = assertThrows(
                InputException.class,
                () -> new SyntheticTrace(shape, model, StoredPrecision.FP32, 1).inMemory(TraceDescription.named("t")));
        assertEquals(
                "head_dim = 4: expected at least 8 for a synthetic trace (its features need room)", e.getMessage());
        assertThrows(InputException.class, () -> recipe(Double.NaN, 0, 0, 0, 0, 0, 0, 0));
    }

    private static HeadRecipe recipe(
            double sink,
            double zipf,
            double stripe,
            double local,
            double slash,
            int offset,
            double block,
            double ties) {
        return new HeadRecipe(sink, zipf, stripe, 8, local, 1, slash, offset, block, 16, 0, 0, ties);
    }

    private static AttentionTrace one(HeadRecipe recipe, List<Integer> layout) {
        TraceShape shape = new TraceShape(1, 1, 1, TOKENS, TOKENS, 64, layout, false);
        return new SyntheticTrace(shape, new SyntheticModel(List.of(List.of(recipe))), StoredPrecision.FP32, 1)
                .inMemory(TraceDescription.named("t"));
    }

    private static LayerStatistics statistics(AttentionTrace trace) {
        return TraceStatistics.of(trace).perLayer().get(0);
    }
}
