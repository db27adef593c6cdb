package tessera.models.spatten;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import tessera.models.golden.CascadeParams;
import tessera.models.golden.CascadeReplay;
import tessera.models.golden.FixedSoftmax;
import tessera.models.golden.Importance;
import tessera.models.golden.KeepSchedule;
import tessera.models.golden.LocalValuePruning;
import tessera.models.golden.ProgressiveQuantisation;
import tessera.models.golden.QuantisedHead;
import tessera.models.golden.QuickSelect;
import tessera.models.golden.TopK;
import tessera.models.plan.Phase;
import tessera.models.spatten.RecordedLayer.KeyFetch;
import tessera.models.spatten.RecordedLayer.Ranking;
import tessera.models.spatten.RecordedLayer.RecordedRow;
import tessera.traces.trace.AttentionTrace;

/**
 * Runs cascade pruning over a trace once and writes down every decision. The same decisions as {@link CascadeReplay} and
 * {@link TraceWork} (tested), in one pass over tables that all plans of a trace share.
 */
final class TraceRecorder {
    /** Longest list whose outputs are sure to stay within 32 bits: Σp < 2^13 there, |value| ≤ 2^15. */
    private static final int NARROW_KEYS = 8192;

    private final TraceTables tables;
    private final AttentionTrace trace;
    private final CascadeParams params;
    private final Phase phase;
    private final long seed;
    private final long[] tokenImportance;
    private final double[] headImportance;
    private final int[] output;
    private double keptMass;
    private double errorSquares;
    private double outputSquares;

    TraceRecorder(TraceTables tables, CascadeParams params, Phase phase, long seed) {
        this.tables = tables;
        this.trace = tables.trace();
        this.params = params;
        this.phase = phase;
        this.seed = seed;
        this.tokenImportance = new long[trace.keyCount()];
        this.headImportance = new double[trace.headCount()];
        this.output = new int[trace.headDim()];
    }

    List<RecordedLayer> run() {
        List<RecordedLayer> layers = new ArrayList<>();
        int layerCount = trace.layerCount();
        int[] tokens = IntStream.range(0, trace.keyCount()).toArray();
        int[] heads = IntStream.range(0, trace.headCount()).toArray();
        tokens = CascadeReplay.cut(tokens, tokenImportance, keptTokens(0));
        heads = CascadeReplay.cut(heads, TopK.ordered(headImportance), keptHeads(0));
        for (int layer = 0; layer < layerCount; layer++) {
            List<KeyFetch> lists = new ArrayList<>();
            List<RecordedRow> rows = new ArrayList<>();
            keptMass = 0;
            errorSquares = 0;
            outputSquares = 0;
            for (int head : heads) {
                addHead(layer, head, tokens, lists, rows);
            }
            boolean isLast = layer + 1 == layerCount;
            int nextTokens = isLast ? tokens.length : Math.min(tokens.length, keptTokens(layer + 1));
            int nextHeads = isLast ? heads.length : Math.min(heads.length, keptHeads(layer + 1));
            long ordinal = -1L - 2L * layer;
            long[] headScores = TopK.ordered(headImportance);
            layers.add(new RecordedLayer(
                    lists,
                    rows,
                    tokens.length,
                    heads.length,
                    ranking(picked(tokenImportance, tokens), nextTokens, ordinal),
                    ranking(picked(headScores, heads), nextHeads, ordinal - 1),
                    keptMass,
                    outputSquares == 0 ? 0 : Math.sqrt(errorSquares / outputSquares)));
            tokens = isLast ? tokens : CascadeReplay.cut(tokens, tokenImportance, nextTokens);
            heads = isLast ? heads : CascadeReplay.cut(heads, headScores, nextHeads);
        }
        return layers;
    }

    private int keptTokens(int layer) {
        return params.tokens().keptCount(trace.keyCount(), layer, trace.layerCount());
    }

    private int keptHeads(int layer) {
        return params.heads().keptCount(trace.headCount(), layer, trace.layerCount());
    }

    private static long[] picked(long[] scores, int[] indices) {
        return IntStream.of(indices).mapToLong(i -> scores[i]).toArray();
    }

    private Ranking ranking(long[] scores, int kept, long ordinal) {
        if (kept >= scores.length) {
            return Ranking.NONE;
        }
        QuickSelect.Outcome outcome = Selections.select(scores, kept, seed, ordinal);
        return new Ranking(scores.length, outcome.roundSizes());
    }

    private void addHead(int layer, int head, int[] tokens, List<KeyFetch> lists, List<RecordedRow> rows) {
        TraceTables.Head table = tables.head(layer, head, params.precision());
        TraceTables.Dense dense = tables.dense(layer, head);
        boolean isResident = phase == Phase.PREFILL;
        boolean isFirst = true;
        for (int query : CascadeReplay.survivingQueries(trace, tokens)) {
            int visible = visibleCount(tokens, trace.shape().visibleKeys(query));
            if (visible == 0) {
                continue;
            }
            if (isFirst || !isResident) {
                int count = isResident ? tokens.length : visible;
                lists.add(new KeyFetch(head, tokens, count, params.precision(), params.valueKeepRatio()));
            }
            long ordinal = ((long) layer * trace.headCount() + head) * trace.queryCount() + query;
            rows.add(
                    row(table, dense, head, query, tokens, visible, isFirst || !isResident, lists.size() - 1, ordinal));
            isFirst = false;
        }
    }

    /** Entries of an ascending list that are below {@code limit}. */
    private static int visibleCount(int[] tokens, int limit) {
        int found = Arrays.binarySearch(tokens, limit);
        return found >= 0 ? found : -found - 1;
    }

    private RecordedRow row(
            TraceTables.Head table,
            TraceTables.Dense dense,
            int head,
            int query,
            int[] tokens,
            int visible,
            boolean isFirst,
            int list,
            long ordinal) {
        QuantisedHead tensors = table.tensors();
        int[] probabilities = probabilities(table.scores(), query, tokens, visible, tensors.scoreScale());
        boolean isRefetched = ProgressiveQuantisation.needsLowBits(
                probabilities, params.precision().maxProbabilityThreshold());
        if (isRefetched) {
            probabilities = probabilities(table.wholeScores(), query, tokens, visible, tensors.scoreScale());
        }
        int kept = KeepSchedule.keptCount(visible, params.valueKeepRatio());
        int[] values = tokens;
        Ranking ranking = Ranking.NONE;
        if (kept < visible) {
            ranking = ranking(LocalValuePruning.scores(probabilities), kept, ordinal);
            int[] positions = LocalValuePruning.keptPositions(probabilities, params.valueKeepRatio());
            values = new int[positions.length];
            int[] used = new int[positions.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = tokens[positions[i]];
                used[i] = probabilities[positions[i]];
            }
            measure(tensors, dense, head, query, values, used, kept);
        } else {
            measure(tensors, dense, head, query, tokens, probabilities, visible);
        }
        for (int i = 0; i < visible; i++) {
            tokenImportance[tokens[i]] += probabilities[i];
        }
        boolean isResident = phase == Phase.PREFILL;
        return new RecordedRow(
                list, isFirst, visible, isResident ? tokens : values, Math.min(kept, visible), isRefetched, ranking);
    }

    private int[] probabilities(long[] scores, int query, int[] tokens, int visible, double scale) {
        long[] own = new long[visible];
        int from = query * trace.keyCount();
        for (int i = 0; i < visible; i++) {
            own[i] = scores[from + tokens[i]];
        }
        return FixedSoftmax.probabilities(own, scale);
    }

    /** The row's output, its head's importance, and what it lost against dense attention. */
    private void measure(
            QuantisedHead tensors,
            TraceTables.Dense dense,
            int head,
            int query,
            int[] values,
            int[] probabilities,
            int count) {
        int d = trace.headDim();
        double scale = tensors.outputScale();
        long sum = 0;
        if (count <= NARROW_KEYS) {
            narrowOutput(tensors.values(), values, probabilities, count, d);
            for (int i = 0; i < d; i++) {
                sum += Math.abs(output[i]);
                addError(dense.outputs()[query * d + i], output[i] * scale);
            }
        } else {
            int[] all = IntStream.range(0, count).toArray();
            long[] wide = tensors.output(values, probabilities, all);
            sum = Importance.headSum(wide);
            for (int i = 0; i < d; i++) {
                addError(dense.outputs()[query * d + i], wide[i] * scale);
            }
        }
        headImportance[head] += sum * scale;
        int from = query * trace.keyCount();
        for (int i = 0; i < count; i++) {
            keptMass += dense.probabilities()[from + values[i]];
        }
    }

    private void addError(double wanted, double got) {
        double difference = wanted - got;
        errorSquares += difference * difference;
        outputSquares += wanted * wanted;
    }

    /** In 32 bits, which the compiler turns into vector instructions. */
    private void narrowOutput(int[] tensor, int[] values, int[] probabilities, int count, int d) {
        int[] sums = output;
        Arrays.fill(sums, 0);
        for (int i = 0; i < count; i++) {
            int p = probabilities[i];
            int row = values[i] * d;
            for (int c = 0; c < d; c++) {
                sums[c] += p * tensor[row + c];
            }
        }
    }
}
