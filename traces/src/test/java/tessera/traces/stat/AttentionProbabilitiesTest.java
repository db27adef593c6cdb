package tessera.traces.stat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import tessera.traces.tensor.StoredPrecision;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.AttentionTraceBuilder;
import tessera.traces.trace.RandomTraces;
import tessera.traces.trace.TraceDescription;
import tessera.traces.trace.TraceShape;

class AttentionProbabilitiesTest {
    @Test
    void workedExample() {
        // Head dim 4: scores q·k / 2. Query (2 ln 3, 0, 0, 0), keys (1, …) and (0, …): scores ln 3 and 0, so 3/4 and
        // 1/4.
        float q = (float) (2 * Math.log(3));
        AttentionTrace trace = new AttentionTraceBuilder(
                        new TraceShape(1, 1, 1, 1, 2, 4, List.of(2), false), TraceDescription.named("t"))
                .addLayer(new float[] {q, 0, 0, 0}, new float[] {1, 9, 9, 9, 0, 9, 9, 9}, new float[8])
                .build();
        assertArrayEquals(new float[] {.75f, .25f}, AttentionProbabilities.of(trace, 0, 0), 1e-6f);
    }

    @Test
    void agreesWithTheFormula() {
        for (long seed = 0; seed < 1000; seed++) {
            AttentionTrace trace = RandomTraces.any(seed, StoredPrecision.FP32);
            int head = (int) (seed % trace.headCount());
            float[] fast = AttentionProbabilities.of(trace, 0, head);
            double[][] naive = NaiveAttention.probabilities(trace, 0, head);
            for (int i = 0; i < fast.length; i++) {
                double expected = naive[i / trace.keyCount()][i % trace.keyCount()];
                // Scores of up to 100 carry binary32 errors of up to 1e-5, which exp turns into relative errors.
                assertEquals(expected, fast[i], 3e-5 * expected + 1e-7, "seed " + seed + ", element " + i);
            }
        }
    }
}
