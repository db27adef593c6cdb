package tessera.sim.spatten.rtl;

import tessera.models.machine.SpAttenRtlParams;
import tessera.models.rtl.RtlWorkload;
import tessera.sim.stat.Ledger;
import tessera.sim.stat.StatGroup;

/**
 * The test driver and the key buffer's allocator: shows one row after the other; the first of a pair takes the lines of
 * both. Ends in the register of the allocator's answers.
 */
final class Admission {
    private final SpAttenRtlParams params;
    private final RtlWorkload rows;
    private final RowNotes notes;
    private final RingAllocator ring;
    private final int batchMask;
    private int nextRow;
    private int batch;
    private boolean releases;
    private int releasedHandle;
    private final Ledger<RtlCause> cycles;

    /** Admitted rows: {@link RowWord}. */
    final StageRegister output = new StageRegister();

    /** Handles to be released: the register before the allocator. */
    final StageRegister release = new StageRegister();

    Admission(SpAttenRtlParams params, RtlWorkload rows, RowNotes notes, StatGroup stats) {
        this.params = params;
        this.rows = rows;
        this.notes = notes;
        this.ring = new RingAllocator(params);
        this.batchMask = LineRam.batchMask(params);
        this.cycles = stats.ledger("cycles", "cycles of the key allocator", RtlCause.values());
    }

    /** The start of a cycle: the release register, which the allocator always takes, becomes free. */
    void begin() {
        releases = release.isFull;
        if (releases) {
            releasedHandle = release.take();
        }
    }

    void step(long cycle) {
        cycles.enter(admit(cycle), cycle);
        if (releases) {
            ring.release(cycle, releasedHandle);
        }
        ring.retire(cycle);
    }

    private RtlCause admit(long cycle) {
        if (nextRow == rows.rowCount()) {
            return RtlCause.UPSTREAM;
        }
        if (cycle < params.firstAcceptCycle()) {
            return RtlCause.START_UP;
        }
        if (output.isFull) {
            return RtlCause.DOWNSTREAM;
        }
        int row = nextRow;
        boolean isFirst = rows.keyPart(row) == 0;
        int size = isFirst ? params.lines(rows.keyCount(row)) * rows.keyFused(row) : 0;
        if (!ring.canAllocate(cycle, size)) {
            return RtlCause.QUEUE_FULL;
        }
        notes.acceptCycle[row] = cycle;
        notes.keyBatch[row] = batch;
        notes.keyStart[row] = isFirst ? ring.nextStart() : notes.keyStart[row - 1];
        notes.keyHandle[row] = isFirst ? ring.nextHandle() : notes.keyHandle[row - 1];
        if (isFirst) {
            ring.allocate(size);
        }
        if (rows.isLastKeyPart(row)) {
            batch = batch + 1 & batchMask;
        }
        output.load(RowWord.of(row));
        nextRow++;
        return RtlCause.WORKING;
    }

    void finish(long endCycle) {
        cycles.close(endCycle);
    }
}
