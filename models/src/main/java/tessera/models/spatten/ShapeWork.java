package tessera.models.spatten;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import tessera.models.golden.CascadeParams;
import tessera.models.golden.KeepSchedule;
import tessera.models.golden.RowPrecision;
import tessera.models.machine.SpAttenParams;
import tessera.traces.check.InputException;

/**
 * A shape with keep ratios as work: counts are those of the schedules, which tokens and heads survive is drawn from the
 * seed (cascaded: who is out stays out). What data would decide (whose low bits are fetched, how many selection rounds) is
 * drawn too.
 */
public final class ShapeWork {
    /** Base addresses of arrays are multiples of it. */
    private static final long ALIGNMENT_BYTES = 0x10000L;

    /** Share of decode rows whose low bits are fetched. <b>Source:</b> arXiv 2012.09852 v3, section III-D: 5.9 % on average. */
    public static final double REFETCHED_SHARE = 0.059;

    private final PromptShape shape;
    private final CascadeParams params;
    private final SpAttenParams machine;
    private final long seed;
    private final SplittableRandom random;
    private long nextFree;

    public ShapeWork(PromptShape shape, CascadeParams params, SpAttenParams machine, long seed) {
        this.shape = shape;
        this.params = params;
        this.machine = machine;
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        check();
    }

    /** Tokens that a layer keeps of so many. */
    public int keptTokens(int tokens, int layer) {
        return params.tokens().keptCount(tokens, layer, shape.layers());
    }

    /** Heads that a layer keeps. */
    public int keptHeads(int layer) {
        return params.heads().keptCount(shape.heads(), layer, shape.layers());
    }

    /** The prompt, one work a layer: keys and values of a head are fetched once and used by all its queries. */
    public List<SpAttenWork> prefill() {
        List<SpAttenWork> layers = new ArrayList<>();
        int[] tokens = IntStream.range(0, shape.tokens()).toArray();
        for (int layer = 0; layer < shape.layers(); layer++) {
            tokens = survivors(tokens, keptTokens(shape.tokens(), layer));
            layers.add(prefillLayer(layer, tokens));
        }
        return layers;
    }

    private SpAttenWork prefillLayer(int layer, int[] tokens) {
        RowMaker maker = new RowMaker(machine, shape.headDim());
        RowPrecision precision = params.precision();
        List<Load> loads = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        for (int head = 0; head < keptHeads(layer); head++) {
            Load load = load(tokens, tokens.length, precision, true);
            loads.add(load);
            for (int query = 0; query < tokens.length; query++) {
                int visible = shape.isCausal() ? query + 1 : tokens.length;
                rows.add(row(maker, head, load, query == 0, visible, false));
            }
        }
        return new SpAttenWork(shape.headDim(), loads, rows, cascade(layer, tokens.length));
    }

    /** The generated tokens, layer after layer, as one stream of rows: each fetches its own keys and values. */
    public SpAttenWork decode() {
        RowMaker maker = new RowMaker(machine, shape.headDim());
        RowPrecision precision = params.precision();
        List<Load> loads = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        for (int step = 1; step <= shape.newTokens(); step++) {
            int length = shape.tokens() + step;
            int[] tokens = IntStream.range(0, length).toArray();
            for (int layer = 0; layer < shape.layers(); layer++) {
                tokens = survivors(tokens, keptTokens(length, layer));
                for (int head = 0; head < keptHeads(layer); head++) {
                    Load load = load(tokens, tokens.length, precision, false);
                    loads.add(load);
                    boolean isRefetched =
                            precision.maxProbabilityThreshold() > 0 && random.nextDouble() < REFETCHED_SHARE;
                    rows.add(row(maker, loads.size() - 1, load, true, tokens.length, isRefetched));
                }
            }
        }
        return new SpAttenWork(shape.headDim(), loads, rows, CascadeStep.NONE);
    }

    private Row row(RowMaker maker, int loadIndex, Load load, boolean isFirst, int keyCount, boolean isRefetched) {
        int valueCount = KeepSchedule.keptCount(keyCount, params.valueKeepRatio());
        int[] values = load.isResident() ? load.indices() : values(load, keyCount, valueCount);
        long ordinal = (long) loadIndex << 32 | keyCount;
        long selection = Selections.drawn(machine.topK(), keyCount, valueCount, seed, ordinal);
        return maker.row(loadIndex, load, isFirst, keyCount, values, valueCount, isRefetched, selection);
    }

    private static int[] values(Load load, int keyCount, int valueCount) {
        return IntStream.range(0, valueCount)
                .map(i -> load.valueIndex(i, keyCount, valueCount))
                .toArray();
    }

    private Load load(int[] tokens, int count, RowPrecision precision, boolean isResident) {
        long vectors = tokens[count - 1] + 1L;
        return new Load(
                tokens,
                count,
                precision.keyMsbBits(),
                precision.keyLsbBits(),
                precision.valueBits(),
                isResident,
                reserve(vectors, precision.keyMsbBits()),
                reserve(vectors, precision.keyLsbBits()),
                reserve(vectors, precision.valueBits()));
    }

    private long reserve(long vectors, int bits) {
        long base = nextFree;
        nextFree += (vectors * shape.headDim() * bits / Byte.SIZE / ALIGNMENT_BYTES + 1) * ALIGNMENT_BYTES;
        return base;
    }

    /** The ranking after a layer, where the next keeps fewer. */
    private CascadeStep cascade(int layer, int tokens) {
        if (layer + 1 == shape.layers()) {
            return CascadeStep.NONE;
        }
        int nextTokens = keptTokens(shape.tokens(), layer + 1);
        int heads = keptHeads(layer);
        int nextHeads = keptHeads(layer + 1);
        long ordinal = -1L - 2L * layer;
        return new CascadeStep(
                nextTokens < tokens ? tokens : 0,
                Selections.drawn(machine.topK(), tokens, nextTokens, seed, ordinal),
                nextHeads < heads ? heads : 0,
                Selections.drawn(machine.topK(), heads, nextHeads, seed, ordinal - 1));
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

    private void check() {
        machine.checkElementBits("keys", params.precision().keyMsbBits());
        machine.checkElementBits("values", params.precision().valueBits());
        String what = "shape of " + shape.tokens() + " tokens on machine " + machine.name() + ": ";
        if (shape.headDim() > machine.maxHeadDim()) {
            throw new InputException(what + "head_dim = " + shape.headDim() + ", must be at most max_head_dim = "
                    + machine.maxHeadDim() + " (the matrix units fold no longer vectors); take another machine");
        }
        long capacity = Math.min(machine.keyCapacity(shape.headDim()), machine.valueCapacity(shape.headDim()));
        if (shape.tokens() > capacity) {
            throw new InputException(what + "the buffers hold " + capacity
                    + " keys; shorten the layout or enlarge key_sram and value_sram");
        }
    }
}
