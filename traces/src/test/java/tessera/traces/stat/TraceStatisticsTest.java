package tessera.traces.stat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tessera.traces.tensor.StoredPrecision;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.AttentionTraceBuilder;
import tessera.traces.trace.RandomTraces;
import tessera.traces.trace.TraceDescription;
import tessera.traces.trace.TraceShape;

class TraceStatisticsTest {
    @Test
    void uniformAttentionHasKnownFigures() {
        // Queries of 0: every probability is 1/16. ceil(16 / 10) = 2 keys hold 2/16; entropy log2 16 = 4 bits.
        AttentionTrace trace = new AttentionTraceBuilder(
                        TraceShape.selfAttention(1, 2, 16, 4), TraceDescription.named("t"))
                .addLayer(new float[128], new float[128], new float[128])
                .build();
        TraceStatistics statistics = TraceStatistics.of(trace);
        LayerStatistics layer = statistics.perLayer().get(0);
        assertEquals(2 / 16.0, layer.top10Mass(), 1e-12);
        assertEquals(4, layer.entropy(), 1e-12);
        assertEquals(1 / 16.0, layer.sinkShare(), 1e-12);
        assertEquals(2 / 16.0, layer.importanceConcentration(), 1e-12);
        assertEquals(0, statistics.rowSumError(), 0.0);
    }

    @Test
    void causalRowsAreMeasuredOverTheKeysTheySee() {
        // Queries of 0, causal, 2 queries on 2 keys: rows (1, 0) and (1/2, 1/2); the top tenth of 1 or 2 keys is one
        // key.
        AttentionTrace trace = new AttentionTraceBuilder(
                        new TraceShape(1, 1, 1, 2, 2, 1, List.of(2), true), TraceDescription.named("t"))
                .addLayer(new float[2], new float[2], new float[2])
                .build();
        LayerStatistics layer = TraceStatistics.of(trace).perLayer().get(0);
        assertEquals(.75, layer.top10Mass(), 1e-12);
        assertEquals(.5, layer.entropy(), 1e-12);
        assertEquals(.75, layer.sinkShare(), 1e-12);
        assertEquals(.75, layer.importanceConcentration(), 1e-12);
    }

    @Test
    void agreesWithTheDefinitions() {
        for (long seed = 0; seed < 300; seed++) {
            AttentionTrace trace = RandomTraces.any(seed, StoredPrecision.INT8);
            TraceStatistics statistics = TraceStatistics.of(trace);
            assertEquals(trace.layerCount(), statistics.perLayer().size());
            assertTrue(statistics.rowSumError() < 1e-6, "seed " + seed);
            int layer = trace.layerCount() - 1;
            double[] naive = naive(trace, layer);
            LayerStatistics fast = statistics.perLayer().get(layer);
            assertEquals(layer, fast.layer());
            assertEquals(naive[0], fast.top10Mass(), 1e-4, "top 10 % mass, seed " + seed);
            assertEquals(naive[1], fast.entropy(), 1e-3, "entropy, seed " + seed);
            assertEquals(naive[2], fast.sinkShare(), 1e-4, "sink share, seed " + seed);
            assertEquals(naive[3], fast.importanceConcentration(), 1e-4, "concentration, seed " + seed);
        }
    }

    private static double[] naive(AttentionTrace trace, int layer) {
        double[] sums = new double[4];
        for (int head = 0; head < trace.headCount(); head++) {
            double[] importance = new double[trace.keyCount()];
            double[][] p = NaiveAttention.probabilities(trace, layer, head);
            for (int i = 0; i < p.length; i++) {
                double[] row = Arrays.copyOf(p[i], trace.shape().visibleKeys(i));
                for (int j = 0; j < row.length; j++) {
                    importance[j] += row[j];
                    sums[1] -= row[j] == 0 ? 0 : row[j] * Math.log(row[j]) / Math.log(2) / p.length;
                }
                sums[0] += topTenth(row) / p.length;
                sums[2] += row[0] / p.length;
            }
            sums[3] += topTenth(importance) / p.length;
        }
        return Arrays.stream(sums).map(sum -> sum / trace.headCount()).toArray();
    }

    private static double topTenth(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int k = (int) Math.ceil(sorted.length / 10.0);
        return Arrays.stream(sorted, sorted.length - k, sorted.length).sum();
    }
}
