package tessera.models.spatten;

import java.util.HashMap;
import java.util.Map;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.workload.SpattenWorkload;
import tessera.traces.workload.WorkloadColumn;

/**
 * Work in floating-point operations: a multiplication and its addition are two.
 *
 * @param executed on the keys and values that are used; a second pass over refetched keys is not counted again
 * @param dense of the same attention with nothing pruned
 */
public record Flops(long executed, long dense) {
    private static final int PER_KEY_AND_VALUE = 4;

    /** Both together. */
    public Flops plus(Flops other) {
        return new Flops(Math.addExact(executed, other.executed), Math.addExact(dense, other.dense));
    }

    /** What a work executes. */
    public static long executed(SpAttenWork work) {
        long vectors = 0;
        for (Row row : work.rows()) {
            vectors += (long) row.keyCount() + row.valueCount();
        }
        return Math.multiplyExact(vectors, 2L * work.headDim());
    }

    /**
     * A workload file. Dense: every head of every layer of every iteration over the whole sentence where the columns tell,
     * so that pruned heads, which have no row, are counted; else every row over its sentence, or over its keys.
     */
    public static Flops of(SpattenWorkload file, SpAttenWork work) {
        return new Flops(executed(work), dense(file, work.headDim()));
    }

    /** The dense part of that. */
    static long dense(SpattenWorkload file, int headDim) {
        return Math.multiplyExact(densePairs(file), (long) PER_KEY_AND_VALUE * headDim);
    }

    private static long densePairs(SpattenWorkload file) {
        boolean knowsLength = file.has(WorkloadColumn.SENTENCE_LENGTH);
        boolean knowsHeads =
                file.has(WorkloadColumn.ITERATION) && file.has(WorkloadColumn.LAYER) && file.has(WorkloadColumn.HEAD);
        long pairs = 0;
        Map<Integer, Integer> lengths = new HashMap<>();
        long heads = 0;
        long layers = 0;
        for (int row = 0; row < file.rowCount(); row++) {
            int length = knowsLength ? file.value(WorkloadColumn.SENTENCE_LENGTH, row) : file.keyCount(row);
            pairs += length;
            if (knowsHeads) {
                lengths.merge(file.value(WorkloadColumn.ITERATION, row), length, Math::max);
                heads = Math.max(heads, file.value(WorkloadColumn.HEAD, row) + 1L);
                layers = Math.max(layers, file.value(WorkloadColumn.LAYER, row) + 1L);
            }
        }
        long all = lengths.values().stream().mapToLong(Integer::longValue).sum() * heads * layers;
        return knowsLength ? Math.max(pairs, all) : pairs;
    }

    /** Dense attention of a whole trace. */
    public static long dense(AttentionTrace trace) {
        long pairs = 0;
        for (int query = 0; query < trace.queryCount(); query++) {
            pairs += trace.shape().visibleKeys(query);
        }
        return pairs * trace.layerCount() * trace.headCount() * PER_KEY_AND_VALUE * trace.headDim();
    }

    /** Dense attention of a shape's prompt. */
    public static long densePrefill(PromptShape shape) {
        long pairs = shape.attention().densePairs();
        return pairs * shape.layers() * shape.heads() * PER_KEY_AND_VALUE * shape.headDim();
    }

    /** Dense attention of the tokens that a shape generates. */
    public static long denseDecode(PromptShape shape) {
        long pairs = 0;
        for (int step = 1; step <= shape.newTokens(); step++) {
            pairs += (long) shape.tokens() + step;
        }
        return pairs * shape.layers() * shape.heads() * PER_KEY_AND_VALUE * shape.headDim();
    }
}
