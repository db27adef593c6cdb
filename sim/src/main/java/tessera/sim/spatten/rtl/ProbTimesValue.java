package tessera.sim.spatten.rtl;

import tessera.models.machine.SpAttenRtlParams;
import tessera.sim.stat.Ledger;
import tessera.sim.stat.StatGroup;

/**
 * Joins selected scores with value lines; a broadcast register, multipliers and the tree over a line's values, and the
 * output register. A row's last line gives its answer and frees its value lines. Nothing behind it ever stalls.
 */
final class ProbTimesValue {
    private final RowNotes notes;
    private final StreamFifo selected;
    private final BufferReader reader;
    private final ValueAllocation allocation;
    private final StageRegister broadcast = new StageRegister();
    private final RigidPipeline multiplyAdd;
    private final StageRegister answer = new StageRegister();
    private final long readyCycle;
    private int answeredRows;
    private final Ledger<RtlCause> cycles;

    ProbTimesValue(
            SpAttenRtlParams params,
            RowNotes notes,
            StreamFifo selected,
            BufferReader reader,
            ValueAllocation allocation,
            StatGroup stats) {
        this.notes = notes;
        this.selected = selected;
        this.reader = reader;
        this.allocation = allocation;
        this.multiplyAdd = new RigidPipeline(1 + Integer.numberOfTrailingZeros(params.keysPerLine()));
        this.readyCycle = params.buffersReadyCycle();
        this.cycles = stats.ledger("cycles", "cycles of the value side of prob x V", RtlCause.values());
    }

    /** Rows whose answer has been on the output. */
    int answeredRows() {
        return answeredRows;
    }

    void step(long cycle) {
        if (answer.isFull) {
            int row = answer.take();
            notes.completeCycle[row] = cycle;
            answeredRows++;
            allocation.release(cycle, row);
        }
        if (broadcast.isFull || !multiplyAdd.isEmpty()) {
            if (multiplyAdd.hasOutput()) {
                if (RowWord.isLast(multiplyAdd.output())) {
                    answer.load(RowWord.row(multiplyAdd.output()));
                }
                multiplyAdd.takeOutput();
            }
            multiplyAdd.advance(broadcast.isFull, broadcast.word);
            broadcast.isFull = false;
        }
        cycles.enter(join(cycle), cycle);
    }

    private RtlCause join(long cycle) {
        if (!selected.canPop(cycle)) {
            return RtlCause.UPSTREAM;
        }
        if (!reader.output.isFull) {
            return cycle < readyCycle ? RtlCause.START_UP : RtlCause.POLLING;
        }
        reader.output.take();
        broadcast.load(selected.pop(cycle));
        return RtlCause.WORKING;
    }

    void finish(long endCycle) {
        cycles.close(endCycle);
    }
}
