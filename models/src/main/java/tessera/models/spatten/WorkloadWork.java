package tessera.models.spatten;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tessera.models.machine.SpAttenParams;
import tessera.traces.check.CeilDiv;
import tessera.traces.check.InputException;
import tessera.traces.workload.SpattenWorkload;
import tessera.traces.workload.WorkloadColumn;

/**
 * A workload file as work: one load and one row a line, generation style. A file has counts but no indices: the fetched
 * keys are taken as spread evenly over the sentence (they survived pruning somewhere in it), or packed where no length is
 * given, and the values as spread evenly over the keys. The released RTL has a driver of its own, {@code
 * tessera.models.rtl}.
 */
public final class WorkloadWork {
    private static final int DEFAULT_HEAD_DIM = 64;
    /** Arrays of vectors lie one behind the other, each from a multiple of this on. */
    private static final long ARRAY_ALIGNMENT_BYTES = 0x10000L;

    private final SpattenWorkload workload;
    private final SpAttenParams machine;
    private final long seed;
    private final int headDim;
    private final Map<Long, int[]> spreads = new HashMap<>();
    private final RowMaker maker;
    private long nextFree;

    private WorkloadWork(SpattenWorkload workload, SpAttenParams machine, long seed) {
        this.workload = workload;
        this.machine = machine;
        this.seed = seed;
        this.headDim =
                workload.has(WorkloadColumn.HEAD_DIM) ? workload.value(WorkloadColumn.HEAD_DIM, 0) : DEFAULT_HEAD_DIM;
        this.maker = new RowMaker(machine, headDim);
    }

    /** The work of a file on a machine; a row that the machine cannot take is an input error with file and line. */
    public static SpAttenWork of(SpattenWorkload workload, SpAttenParams machine, long seed) {
        return new WorkloadWork(workload, machine, seed).build();
    }

    private SpAttenWork build() {
        List<Load> loads = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < workload.rowCount(); i++) {
            checkHeadDim(i);
            DrivenRow driven = DrivenRow.of(workload, i, machine);
            checkCapacity(i, driven);
            Load load = load(i, driven);
            loads.add(load);
            rows.add(row(i, driven, load));
        }
        return new SpAttenWork(headDim, loads, rows, CascadeStep.NONE);
    }

    private Load load(int row, DrivenRow driven) {
        int[] indices = indices(row, driven);
        long vectors = indices[driven.keyCount() - 1] + 1L;
        return new Load(
                indices,
                driven.keyCount(),
                driven.keyBits(),
                driven.lsbBits(),
                driven.valueBits(),
                false,
                reserve(vectors, driven.keyBits()),
                reserve(vectors, driven.lsbBits()),
                reserve(vectors, driven.valueBits()));
    }

    private long reserve(long vectors, int bits) {
        long base = nextFree;
        long bytes = vectors * headDim * bits / Byte.SIZE + 1;
        nextFree += CeilDiv.of(bytes, ARRAY_ALIGNMENT_BYTES) * ARRAY_ALIGNMENT_BYTES;
        return base;
    }

    private Row row(int row, DrivenRow driven, Load load) {
        int[] values = valueIndices(load, driven.keyCount(), driven.valueCount());
        boolean isRefetched = driven.lsbBits() > 0;
        return maker.row(
                row, load, true, driven.keyCount(), values, values.length, isRefetched, selectionCycles(row, driven));
    }

    private long selectionCycles(int row, DrivenRow driven) {
        if (driven.valueCount() >= driven.keyCount()) {
            return 0;
        }
        return workload.has(WorkloadColumn.TOP_K_LATENCY)
                ? workload.value(WorkloadColumn.TOP_K_LATENCY, row)
                : Selections.drawn(machine.topK(), workload.keyCount(row), workload.valueCount(row), seed, row);
    }

    private static int[] valueIndices(Load load, int keyCount, int valueCount) {
        int[] values = new int[valueCount];
        for (int i = 0; i < valueCount; i++) {
            values[i] = load.valueIndex(i, keyCount, valueCount);
        }
        return values;
    }

    private int[] indices(int row, DrivenRow driven) {
        int length = workload.has(WorkloadColumn.SENTENCE_LENGTH)
                ? workload.value(WorkloadColumn.SENTENCE_LENGTH, row)
                : driven.keyCount();
        return spreads.computeIfAbsent((long) length << 32 | driven.keyCount(), key -> {
            int[] spread = new int[driven.keyCount()];
            for (int i = 0; i < spread.length; i++) {
                spread[i] = (int) ((long) i * length / spread.length);
            }
            return spread;
        });
    }

    private void checkHeadDim(int row) {
        int dim = workload.has(WorkloadColumn.HEAD_DIM) ? workload.value(WorkloadColumn.HEAD_DIM, row) : headDim;
        String header = WorkloadColumn.HEAD_DIM.header();
        if (dim != headDim) {
            throw new InputException(workload.place(row) + ": " + header + " = " + dim + ", must be " + headDim
                    + " as in the first row (one run has one vector length); split the file");
        }
        if (headDim > machine.maxHeadDim()) {
            throw new InputException(workload.place(row) + ": " + header + " = " + headDim
                    + ", must be at most the machine's max_head_dim = " + machine.maxHeadDim()
                    + " (the matrix units fold no longer vectors); take another machine");
        }
    }

    private void checkCapacity(int row, DrivenRow driven) {
        checkFits(row, WorkloadColumn.KEY_COUNT, driven.keyCount(), "key_sram", machine.keyCapacity(headDim));
        checkFits(row, WorkloadColumn.VALUE_COUNT, driven.valueCount(), "value_sram", machine.valueCapacity(headDim));
        if (driven.valueCount() < driven.keyCount()) {
            checkFits(
                    row,
                    WorkloadColumn.KEY_COUNT,
                    driven.keyCount(),
                    "top_k.capacity",
                    machine.topK().capacity());
        }
    }

    private void checkFits(int row, WorkloadColumn column, long count, String what, long capacity) {
        if (count > capacity) {
            throw new InputException(workload.place(row) + ": " + column.header() + " = " + count
                    + ", must be at most " + capacity + ", what " + what + " of the machine holds (one row must fit);"
                    + " lower the count or enlarge the machine");
        }
    }
}
