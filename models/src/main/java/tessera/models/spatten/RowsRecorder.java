package tessera.models.spatten;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tessera.models.spatten.RecordedLayer.KeyFetch;
import tessera.models.spatten.RecordedLayer.Ranking;
import tessera.models.spatten.RecordedLayer.RecordedRow;
import tessera.traces.check.InputException;
import tessera.traces.workload.SpattenWorkload;
import tessera.traces.workload.WorkloadColumn;

/**
 * A workload file: one list and one row a line, generation style. A file has counts but no indices: the fetched keys are taken
 * as spread evenly over the sentence (they survived pruning somewhere in it), or packed where no length is given, and the
 * values as spread evenly over the keys. Vectors that are not quantised are as wide as the multipliers.
 */
final class RowsRecorder {
    private static final int DEFAULT_HEAD_DIM = 64;
    private static final int DEFAULT_LSB_BITS = 4;
    private static final int MOST_KEYS = 1 << 20;

    private final SpattenWorkload workload;
    private final long seed;
    private final Map<Long, int[]> spreads = new HashMap<>();

    RowsRecorder(SpattenWorkload workload, long seed) {
        this.workload = workload;
        this.seed = seed;
    }

    /** Elements of a vector: the same in every row, or an input error. */
    static int headDim(SpattenWorkload workload) {
        if (!workload.has(WorkloadColumn.HEAD_DIM)) {
            return DEFAULT_HEAD_DIM;
        }
        int headDim = workload.value(WorkloadColumn.HEAD_DIM, 0);
        for (int row = 1; row < workload.rowCount(); row++) {
            int own = workload.value(WorkloadColumn.HEAD_DIM, row);
            if (own != headDim) {
                throw new InputException(workload.place(row) + ": " + WorkloadColumn.HEAD_DIM.header() + " = " + own
                        + ", must be " + headDim
                        + " as in the first row (one run has one vector length); split the file");
            }
        }
        return headDim;
    }

    List<RecordedLayer> run() {
        List<KeyFetch> lists = new ArrayList<>();
        List<RecordedRow> rows = new ArrayList<>();
        for (int row = 0; row < workload.rowCount(); row++) {
            int keys = workload.keyCount(row);
            int values = workload.valueCount(row);
            checkCount(row, keys);
            VectorBits bits = bits(workload, row);
            lists.add(new KeyFetch(0, indices(row), keys, bits, values < keys));
            rows.add(new RecordedRow(row, true, keys, RecordedRow.EVENLY, values, bits.low() > 0, ranking(row)));
        }
        return List.of(RecordedLayer.counted(lists, rows));
    }

    private void checkCount(int row, int keys) {
        if (keys > MOST_KEYS) {
            throw new InputException(workload.place(row) + ": " + WorkloadColumn.KEY_COUNT.header() + " = " + keys
                    + ", must be at most " + MOST_KEYS + ", more than the buffers of any machine are meant for;"
                    + " lower the count");
        }
    }

    /** Widths of a row as written. */
    static VectorBits bits(SpattenWorkload workload, int row) {
        return new VectorBits(
                VectorBits.MULTIPLIER_WIDTH,
                written(workload.keyBits(row)),
                workload.isRefetched(row) ? lowBits(workload, row) : 0,
                written(workload.valueBits(row)));
    }

    private static int written(int bits) {
        return bits == SpattenWorkload.NOT_QUANTISED ? VectorBits.MULTIPLIER_WIDTH : bits;
    }

    private static int lowBits(SpattenWorkload workload, int row) {
        int given = workload.has(WorkloadColumn.LSB_BITS)
                ? workload.value(WorkloadColumn.LSB_BITS, row)
                : SpattenWorkload.NOT_QUANTISED;
        return given == SpattenWorkload.NOT_QUANTISED ? DEFAULT_LSB_BITS : given;
    }

    private Ranking ranking(int row) {
        int keys = workload.keyCount(row);
        int values = workload.valueCount(row);
        return values < keys && workload.has(WorkloadColumn.TOP_K_LATENCY)
                ? Ranking.given(keys, workload.value(WorkloadColumn.TOP_K_LATENCY, row))
                : Ranking.drawn(keys, values, seed, row);
    }

    private int[] indices(int row) {
        int keys = workload.keyCount(row);
        int length = workload.has(WorkloadColumn.SENTENCE_LENGTH)
                ? workload.value(WorkloadColumn.SENTENCE_LENGTH, row)
                : keys;
        return spreads.computeIfAbsent((long) length << 32 | keys, key -> {
            int[] spread = new int[keys];
            for (int i = 0; i < spread.length; i++) {
                spread[i] = (int) ((long) i * length / spread.length);
            }
            return spread;
        });
    }

    /** What {@link RowsFit} checks row by row. */
    Demands demands() {
        long keys = 0;
        long values = 0;
        int ranked = 0;
        int widest = 0;
        Set<Integer> elementBits = new TreeSet<>();
        for (int row = 0; row < workload.rowCount(); row++) {
            int count = workload.keyCount(row);
            VectorBits bits = bits(workload, row);
            keys = Math.max(keys, count);
            values = Math.max(values, workload.valueCount(row));
            ranked = Math.max(ranked, workload.valueCount(row) < count ? count : 0);
            widest = Math.max(widest, bits.widest());
            elementBits.add(bits.key());
            elementBits.add(bits.value());
        }
        elementBits.remove(VectorBits.MULTIPLIER_WIDTH);
        return new Demands(headDim(workload), keys, values, ranked, widest, elementBits);
    }
}
