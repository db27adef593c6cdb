package tessera.sim.spatten.rtl;

/** Joins selected scores with value lines; the last line of a row gives its answer and frees its value lines. */
final class ProbTimesValue {
    private final RowTable rows;
    private final StreamFifo queue;
    private final BufferReader reader;
    private final RingAllocator allocator;
    private final StageRegister broadcast = new StageRegister();
    private final RigidPipeline tree;
    private final StageRegister result = new StageRegister();
    int completedRows;

    ProbTimesValue(RowTable rows, StreamFifo queue, BufferReader reader, RingAllocator allocator, int laneLevels) {
        this.rows = rows;
        this.queue = queue;
        this.reader = reader;
        this.allocator = allocator;
        this.tree = new RigidPipeline(1 + laneLevels);
    }

    void step(long cycle) {
        if (result.isFull) {
            int row = result.take();
            rows.completeCycle[row] = cycle;
            completedRows++;
            if (rows.isLastValueInBatch[row]) {
                allocator.release(cycle, rows.valueHandle[row]);
            }
        }
        if (tree.hasOutput()) {
            int word = tree.output();
            if ((word & 1) != 0) {
                result.load(word >> 1);
            }
            tree.takeOutput();
        }
        tree.advance(broadcast.isFull, broadcast.word);
        broadcast.isFull = false;
        if (reader.line.isFull && queue.canPop(cycle)) {
            reader.line.take();
            broadcast.load(queue.pop(cycle));
        }
    }
}
