package tessera.models.spatten;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import tessera.models.golden.CascadeParams;
import tessera.models.golden.KeepSchedule;
import tessera.models.plan.Phase;
import tessera.models.spatten.RecordedLayer.KeyFetch;
import tessera.models.spatten.RecordedLayer.Ranking;
import tessera.models.spatten.RecordedLayer.RecordedRow;

/**
 * A shape with keep ratios: counts are those of the schedules, which tokens and heads survive is drawn from the seed
 * (cascaded: who is out stays out). What data would decide (whose low bits are fetched, how many selection rounds) is drawn
 * too.
 */
final class ShapeRecorder {
    /** Share of decode rows whose low bits are fetched. <b>Source:</b> arXiv 2012.09852 v3, section III-D: 5.9 % on average. */
    static final double REFETCHED_SHARE = 0.059;

    private final PromptShape shape;
    private final CascadeParams params;
    private final long seed;
    private final SplittableRandom random;

    ShapeRecorder(PromptShape shape, CascadeParams params, long seed) {
        this.shape = shape;
        this.params = params;
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    List<RecordedLayer> run(Phase phase) {
        return phase == Phase.PREFILL ? prefill() : List.of(decode());
    }

    /** The first list that {@link #run} would make, but for who survives: from counts alone. */
    KeyFetch first(Phase phase) {
        int length = phase == Phase.PREFILL ? shape.tokens() : shape.tokens() + 1;
        return list(0, IntStream.range(0, keptTokens(length, 0)).toArray());
    }

    private int keptTokens(int tokens, int layer) {
        return params.tokens().keptCount(tokens, layer, shape.layers());
    }

    private int keptHeads(int layer) {
        return params.heads().keptCount(shape.heads(), layer, shape.layers());
    }

    /** The prompt: keys and values of a head are fetched once and used by all its queries. */
    private List<RecordedLayer> prefill() {
        List<RecordedLayer> layers = new ArrayList<>();
        int[] tokens = IntStream.range(0, shape.tokens()).toArray();
        for (int layer = 0; layer < shape.layers(); layer++) {
            tokens = survivors(tokens, keptTokens(shape.tokens(), layer));
            layers.add(prefillLayer(layer, tokens));
        }
        return layers;
    }

    private RecordedLayer prefillLayer(int layer, int[] tokens) {
        List<KeyFetch> lists = new ArrayList<>();
        List<RecordedRow> rows = new ArrayList<>();
        for (int head = 0; head < keptHeads(layer); head++) {
            lists.add(list(head, tokens));
            for (int query = 0; query < tokens.length; query++) {
                rows.add(row(head, query == 0, shape.isCausal() ? query + 1 : tokens.length, false));
            }
        }
        boolean isLast = layer + 1 == shape.layers();
        int nextTokens = isLast ? tokens.length : keptTokens(shape.tokens(), layer + 1);
        int nextHeads = isLast ? keptHeads(layer) : keptHeads(layer + 1);
        long ordinal = -1L - 2L * layer;
        return new RecordedLayer(
                lists,
                rows,
                Ranking.drawn(tokens.length, nextTokens, seed, ordinal),
                Ranking.drawn(keptHeads(layer), nextHeads, seed, ordinal - 1),
                Double.NaN,
                Double.NaN);
    }

    /** The generated tokens, layer after layer, as one stream of rows: each fetches its own keys and values. */
    private RecordedLayer decode() {
        List<KeyFetch> lists = new ArrayList<>();
        List<RecordedRow> rows = new ArrayList<>();
        for (int step = 1; step <= shape.newTokens(); step++) {
            int length = shape.tokens() + step;
            int[] tokens = IntStream.range(0, length).toArray();
            for (int layer = 0; layer < shape.layers(); layer++) {
                tokens = survivors(tokens, keptTokens(length, layer));
                for (int head = 0; head < keptHeads(layer); head++) {
                    boolean isRefetched =
                            params.precision().maxProbabilityThreshold() > 0 && random.nextDouble() < REFETCHED_SHARE;
                    rows.add(row(lists.size(), true, tokens.length, isRefetched));
                    lists.add(list(head, tokens));
                }
            }
        }
        return RecordedLayer.counted(lists, rows);
    }

    private KeyFetch list(int head, int[] tokens) {
        return new KeyFetch(head, tokens, tokens.length, params.precision(), params.valueKeepRatio());
    }

    private RecordedRow row(int list, boolean isFirst, int keyCount, boolean isRefetched) {
        int valueCount = KeepSchedule.keptCount(keyCount, params.valueKeepRatio());
        Ranking ranking = Ranking.drawn(keyCount, valueCount, seed, (long) list << 32 | keyCount);
        return new RecordedRow(list, isFirst, keyCount, RecordedRow.EVENLY, valueCount, isRefetched, ranking);
    }

    /** A random part of an ascending list, ascending. */
    private int[] survivors(int[] from, int count) {
        if (count >= from.length) {
            return from;
        }
        int[] kept = new int[count];
        int found = 0;
        for (int i = 0; i < from.length && found < count; i++) {
            if (random.nextInt(from.length - i) < count - found) {
                kept[found++] = from[i];
            }
        }
        return kept;
    }
}
