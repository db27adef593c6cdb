package tessera.sim.spatten;

import java.util.List;
import java.util.stream.IntStream;
import tessera.models.golden.FixedSoftmax;
import tessera.models.golden.Importance;
import tessera.models.golden.KeepSchedule;
import tessera.models.golden.ProgressiveQuantisation;
import tessera.models.golden.QuickSelect;
import tessera.models.golden.RadixSelect;
import tessera.models.golden.TopK;
import tessera.models.machine.TopKParams;
import tessera.models.spatten.LayerWork;
import tessera.models.spatten.RowTask;
import tessera.models.spatten.Selections;

/**
 * A datapath on the tensors of one layer of a trace. It computes every decision from what the stage before left, so that a
 * pipeline which mixes up rows, passes or keys gives a wrong answer.
 */
final class TensorDatapath implements Datapath {
    private final LayerWork layer;
    private final List<RowTask> tasks;
    private final TopKParams topK;
    private final long seed;
    private final long cascadeOrdinal;
    private final LayerState state;
    /** Row → its latest scores, probabilities, kept positions, output. */
    private final long[][] scores;

    private final int[][] probabilities;
    private final int[][] kept;
    private final long[][] outputs;
    private final boolean[] isRefetched;
    private int[] nextTokens;
    private int[] nextHeads;

    /**
     * @param state importances at the start of the layer; added to
     * @param layerIndex of the layer in the trace
     */
    TensorDatapath(LayerWork layer, int layerIndex, TopKParams topK, long seed, LayerState state) {
        this.layer = layer;
        this.tasks = layer.tasks();
        this.topK = topK;
        this.seed = seed;
        this.cascadeOrdinal = -1L - 2L * layerIndex;
        this.state = state;
        int rowCount = tasks.size();
        this.scores = new long[rowCount][];
        this.probabilities = new int[rowCount][];
        this.kept = new int[rowCount][];
        this.outputs = new long[rowCount][];
        this.isRefetched = new boolean[rowCount];
        this.nextTokens = layer.tokens();
        this.nextHeads = layer.heads();
    }

    private int[] keys(int row) {
        return tasks.get(row).expected().keys();
    }

    @Override
    public void score(int row, boolean isSecondPass) {
        RowTask task = tasks.get(row);
        int dropped = isSecondPass ? 0 : task.precision().keyLsbBits();
        scores[row] = task.tensors().scores(task.query(), keys(row), dropped);
        isRefetched[row] = isSecondPass;
    }

    @Override
    public void normalise(int row) {
        probabilities[row] =
                FixedSoftmax.probabilities(scores[row], tasks.get(row).tensors().scoreScale());
    }

    @Override
    public boolean needsLowBits(int row) {
        return ProgressiveQuantisation.needsLowBits(
                probabilities[row], tasks.get(row).precision().maxProbabilityThreshold());
    }

    @Override
    public long select(int row) {
        long[] ranked = IntStream.of(probabilities[row]).asLongStream().toArray();
        QuickSelect.Outcome outcome =
                Selections.select(ranked, valueCount(row), seed, tasks.get(row).selectionOrdinal());
        TopK.Answer answer = topK.engine() == TopKParams.Engine.RADIX
                ? RadixSelect.select(ranked, valueCount(row), FixedSoftmax.FRACTION_BITS, topK.digitBits())
                : outcome.answer();
        kept[row] = TopK.filter(ranked, answer);
        return Selections.cycles(topK, ranked.length, outcome);
    }

    @Override
    public int valueCount(int row) {
        return KeepSchedule.keptCount(keys(row).length, tasks.get(row).valueKeepRatio());
    }

    @Override
    public int valueIndex(int row, int i) {
        return keys(row)[kept[row][i]];
    }

    @Override
    public void output(int row) {
        outputs[row] = tasks.get(row).tensors().output(keys(row), probabilities[row], kept[row]);
    }

    @Override
    public void accumulateTokens(int row) {
        Importance.addTokens(state.tokenImportance(), keys(row), probabilities[row]);
    }

    @Override
    public void accumulateHead(int row) {
        RowTask task = tasks.get(row);
        state.headImportance()[task.head()] +=
                Importance.headTerm(outputs[row], task.tensors().outputScale());
    }

    @Override
    public long selectTokens() {
        long[] importance = state.tokenImportance();
        long[] ranked =
                IntStream.of(layer.tokens()).mapToLong(i -> importance[i]).toArray();
        QuickSelect.Outcome outcome = Selections.select(ranked, layer.nextTokens().length, seed, cascadeOrdinal);
        nextTokens = survivors(layer.tokens(), ranked, outcome);
        return Selections.cycles(topK, ranked.length, outcome);
    }

    @Override
    public long selectHeads() {
        long[] importance = TopK.ordered(state.headImportance());
        long[] ranked =
                IntStream.of(layer.heads()).mapToLong(i -> importance[i]).toArray();
        QuickSelect.Outcome outcome = Selections.select(ranked, layer.nextHeads().length, seed, cascadeOrdinal - 1);
        nextHeads = survivors(layer.heads(), ranked, outcome);
        return Selections.cycles(topK, ranked.length, outcome);
    }

    private static int[] survivors(int[] candidates, long[] ranked, QuickSelect.Outcome outcome) {
        return IntStream.of(TopK.filter(ranked, outcome.answer()))
                .map(position -> candidates[position])
                .toArray();
    }

    /** Tokens that the machine lets into the next layer. */
    int[] nextTokens() {
        return nextTokens;
    }

    /** Heads that the machine lets into the next layer. */
    int[] nextHeads() {
        return nextHeads;
    }

    /** The machine's output of a row, {@code [headDim]}, in steps of the head's output scale. */
    long[] outputOf(int row) {
        return outputs[row];
    }

    int[] keptPositions(int row) {
        return kept[row];
    }

    boolean isRefetched(int row) {
        return isRefetched[row];
    }

    int[] probabilities(int row) {
        return probabilities[row];
    }
}
