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

    @Test
    void curvesAndLocalityOfUniformAttentionAreCounts() {
        // Queries of 0 on a layout of 4 x 5: every probability is 1/20. The largest 1, 2, 5, 10, 20, 50 % of 20 keys
        // are
        // 1, 1, 1, 2, 4, 10 keys. Within 1 of a place lie 4 keys at a corner (4 places), 6 at an edge (10), 9 inside
        // (6):
        // (16 + 60 + 54) / 20 = 6.5 of 20 on average; within 4 lie all; within 0 the place itself.
        AttentionTrace trace = new AttentionTraceBuilder(
                        new TraceShape(1, 2, 2, 20, 20, 4, List.of(4, 5), false), TraceDescription.named("t"))
                .addLayer(new float[160], new float[160], new float[160])
                .build();
        TraceStatistics statistics = TraceStatistics.of(trace);
        LayerStatistics layer = statistics.perLayer().get(0);
        assertEquals(List.of(0, 1, 2, 4), statistics.radii());
        near(List.of(.05, .05, .05, .1, .2, .5), layer.massCurve());
        near(List.of(.05, .05, .05, .1, .2, .5), layer.importanceCurve());
        near(List.of(.05, 6.5 / 20), layer.locality().subList(0, 2));
        assertEquals(1, layer.locality().get(3), 1e-6);
        assertEquals(2, layer.heads().size());
        near(layer.massCurve(), layer.heads().get(1).massCurve());
    }

    @Test
    void withMoreQueriesThanKeysThereIsNoPlaceAndNoLocality() {
        AttentionTrace trace = RandomTraces.of(
                new TraceShape(1, 1, 1, 9, 4, 2, List.of(4), false),
                StoredPrecision.FP32,
                new java.util.SplittableRandom(1));
        assertEquals(List.of(), TraceStatistics.of(trace).radii());
        assertEquals(List.of(), TraceStatistics.of(trace).perLayer().get(0).locality());
    }

    @Test
    void ofALargeTraceEvenlySpreadQueriesAreMeasured() {
        AttentionTrace trace = RandomTraces.of(
                TraceShape.selfAttention(2, 3, 60, 8), StoredPrecision.FP32, new java.util.SplittableRandom(2));
        // 2 layers x 3 heads x 60 keys = 360 probabilities a query.
        TraceStatistics some = TraceStatistics.of(trace, 360 * 20 + 5);
        assertEquals(20, some.measuredQueries());
        assertEquals(1, TraceStatistics.of(trace, 1).measuredQueries());
        TraceStatistics all = TraceStatistics.of(trace, 360 * 60);
        assertEquals(60, all.measuredQueries());
        assertEquals(TraceStatistics.of(trace), all);
        for (int layer = 0; layer < 2; layer++) {
            assertEquals(
                    all.perLayer().get(layer).entropy(),
                    some.perLayer().get(layer).entropy(),
                    .3,
                    "layer " + layer);
        }
        // 4 of 8: floor((i + 1/2) 8 / 4) = 1, 3, 5, 7.
        QuerySample sample = QuerySample.within(TraceShape.selfAttention(1, 1, 8, 1), 4 * 8);
        assertEquals(
                List.of(1, 3, 5, 7),
                java.util.stream.IntStream.range(0, sample.count())
                        .mapToObj(sample::query)
                        .toList());
    }

    private static void near(List<Double> expected, List<Double> found) {
        assertEquals(expected.size(), found.size());
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i), found.get(i), 1e-6, "point " + i + " of " + found);
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
