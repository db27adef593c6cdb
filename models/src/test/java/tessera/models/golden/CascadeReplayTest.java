package tessera.models.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tessera.traces.trace.AttentionTrace;

class CascadeReplayTest {
    @Test
    void equalsANaiveCascadeOnRandomTraces() {
        for (int seed = 0; seed < 1000; seed++) {
            Random random = new Random(seed);
            boolean isCausal = random.nextBoolean();
            AttentionTrace trace = RandomTraces.selfAttention(
                    2 + random.nextInt(3), 1 + random.nextInt(4), 1 + random.nextInt(9), 3, isCausal, seed);
            CascadeParams params = new CascadeParams(
                    new KeepSchedule(0.2 * random.nextDouble(), 0.9, 0.5 + 0.4 * random.nextDouble()),
                    new KeepSchedule(0.4 * random.nextDouble(), 1, 0.6 + 0.4 * random.nextDouble()),
                    0.2 + 0.8 * random.nextDouble(),
                    new RowPrecision(12, 6, 4, 8, 0.3 * random.nextDouble()));
            CascadeReplay.Survivors got = CascadeReplay.run(trace, params);
            naive(trace, params, got, "seed " + seed);
        }
    }

    /** Recomputes the importance of every layer's start from scratch, over all earlier layers. */
    private static void naive(AttentionTrace trace, CascadeParams params, CascadeReplay.Survivors got, String seed) {
        List<Integer> tokens = IntStream.range(0, trace.keyCount()).boxed().toList();
        List<Integer> heads = IntStream.range(0, trace.headCount()).boxed().toList();
        List<List<Integer>> tokenHistory = new ArrayList<>();
        List<List<Integer>> headHistory = new ArrayList<>();
        for (int layer = 0; layer < trace.layerCount(); layer++) {
            double[] tokenScore = new double[trace.keyCount()];
            double[] headScore = new double[trace.headCount()];
            for (int past = 0; past < layer; past++) {
                for (int head : headHistory.get(past)) {
                    addRows(trace, params, past, head, tokenHistory.get(past), tokenScore, headScore);
                }
            }
            int keptTokens =
                    Math.max(1, (int) (params.tokens().ratio(layer, trace.layerCount()) * trace.keyCount() + 1e-9));
            int keptHeads =
                    Math.max(1, (int) (params.heads().ratio(layer, trace.layerCount()) * trace.headCount() + 1e-9));
            tokens = best(tokens, tokenScore, keptTokens);
            heads = best(heads, headScore, keptHeads);
            tokenHistory.add(tokens);
            headHistory.add(heads);
            assertArrayEquals(array(tokens), got.tokens()[layer], seed + " tokens of layer " + layer);
            assertArrayEquals(array(heads), got.heads()[layer], seed + " heads of layer " + layer);
        }
    }

    private static void addRows(
            AttentionTrace trace,
            CascadeParams params,
            int layer,
            int head,
            List<Integer> tokens,
            double[] tokenScore,
            double[] headScore) {
        QuantisedHead quantised = QuantisedHead.of(
                trace.query(layer, head),
                trace.key(layer, head),
                trace.value(layer, head),
                trace.headDim(),
                params.precision());
        for (int query : tokens) {
            int[] keys = tokens.stream()
                    .filter(key -> !trace.isCausal() || key <= query)
                    .mapToInt(Integer::intValue)
                    .toArray();
            AttentionRow row = AttentionRow.attend(quantised, query, keys, params.precision(), params.valueKeepRatio());
            for (int i = 0; i < keys.length; i++) {
                tokenScore[keys[i]] += row.probabilities()[i];
            }
            for (long element : row.output()) {
                headScore[head] += Math.abs(element) * quantised.outputScale();
            }
        }
    }

    private static List<Integer> best(List<Integer> alive, double[] score, int count) {
        return alive.stream()
                .sorted(Comparator.comparingDouble((Integer i) -> -score[i]).thenComparing(i -> i))
                .limit(count)
                .sorted()
                .toList();
    }

    private static int[] array(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }
}
