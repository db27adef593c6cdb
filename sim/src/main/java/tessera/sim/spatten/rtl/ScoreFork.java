package tessera.sim.spatten.rtl;

import tessera.models.machine.SpAttenRtlParams;
import tessera.models.rtl.RtlWorkload;

/** Gives each selected line to the write plan, the value addresses, the read plan and the queue before prob x V. */
final class ScoreFork {
    private static final int WRITE = 1;
    private static final int FETCH = 2;
    private static final int READ = 4;
    private static final int QUEUE = 8;
    private static final int ALL = WRITE | FETCH | READ | QUEUE;

    private final SpAttenRtlParams params;
    private final RtlWorkload rows;
    private final RowNotes notes;
    private final StageRegister input;
    private final WritePlanner writePlanner;
    private final ValueAddresses addresses;
    private final BufferReader reader;
    private final StreamFifo selected;
    private int pending = ALL;

    ScoreFork(
            SpAttenRtlParams params,
            RtlWorkload rows,
            RowNotes notes,
            StageRegister input,
            BufferWriter writer,
            ValueAddresses addresses,
            BufferReader reader,
            StreamFifo selected) {
        this.params = params;
        this.rows = rows;
        this.notes = notes;
        this.input = input;
        this.writePlanner = new WritePlanner(writer);
        this.addresses = addresses;
        this.reader = reader;
        this.selected = selected;
    }

    void step(long cycle) {
        addresses.step();
        if (!input.isFull) {
            return;
        }
        int word = input.word;
        int row = RowWord.row(word);
        boolean isFetched = rows.valuePart(row) == 0; // A pair is fetched once, for its first row.
        if ((pending & (WRITE | READ)) != 0) {
            plan(word, row, isFetched);
        }
        if ((pending & FETCH) != 0 && (!isFetched || addresses.offer(word))) {
            pending &= ~FETCH;
        }
        if ((pending & QUEUE) != 0 && selected.canPush(cycle)) {
            selected.push(cycle, word & ~RowWord.MARK);
            pending &= ~QUEUE;
        }
        if (pending == 0) {
            pending = ALL;
            input.take();
        }
    }

    /** The first line of a row carries its plans; the others pass. */
    private void plan(int word, int row, boolean isFetched) {
        if (!RowWord.isMarked(word)) {
            pending &= ~(WRITE | READ);
            return;
        }
        int lines = params.lines(rows.valueCount(row));
        boolean isFused = rows.valueFused(row) > 1;
        int start = notes.valueStart[row];
        int tag = LineRam.tag(notes.valueBatch[row], false);
        if ((pending & WRITE) != 0 && (!isFetched || writePlanner.offer(start, lines, isFused, false, 0, tag))) {
            pending &= ~WRITE;
        }
        if ((pending & READ) != 0 && reader.canPlan()) {
            reader.plan(isFused ? start + lines * rows.valuePart(row) : start, lines, tag);
            pending &= ~READ;
        }
    }
}
