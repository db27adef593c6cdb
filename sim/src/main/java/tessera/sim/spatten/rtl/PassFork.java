package tessera.sim.spatten.rtl;

import tessera.models.machine.SpAttenRtlParams;
import tessera.models.rtl.RtlWorkload;

/**
 * Gives the pass in the fork register to the write plan, the address generation, the read plan and the dot product. The
 * last one frees it only when the last key line of the row is through: then the next pass begins.
 */
final class PassFork {
    static final int NO_PASS = -1;

    private static final int WRITE = 1;
    private static final int FETCH = 2;
    private static final int READ = 4;
    private static final int DOT = 8;
    private static final int ALL = WRITE | FETCH | READ | DOT;

    private final SpAttenRtlParams params;
    private final RtlWorkload rows;
    private final RowNotes notes;
    private final StageRegister input;
    private final WritePlanner writePlanner;
    private final KeyAddresses addresses;
    private final BufferReader reader;
    private int pending = ALL;

    PassFork(
            SpAttenRtlParams params,
            RtlWorkload rows,
            RowNotes notes,
            StageRegister input,
            BufferWriter writer,
            KeyAddresses addresses,
            BufferReader reader) {
        this.params = params;
        this.rows = rows;
        this.notes = notes;
        this.input = input;
        this.writePlanner = new WritePlanner(writer);
        this.addresses = addresses;
        this.reader = reader;
    }

    /** The pass whose lines the dot product may take, or NO_PASS. */
    int dotPass() {
        return input.isFull && (pending & DOT) != 0 ? input.word : NO_PASS;
    }

    /** The dot product has taken the pass's last line. */
    void dotDone() {
        pending &= ~DOT;
    }

    void step() {
        addresses.step();
        if (!input.isFull) {
            return;
        }
        if ((pending & ~DOT) != 0) {
            offer(input.word);
        }
        if (pending == 0) {
            pending = ALL;
            input.take();
        }
    }

    private void offer(int pass) {
        int row = RowWord.row(pass);
        boolean isRefetch = RowWord.isRefetch(pass);
        boolean isFetched = isRefetch || rows.keyPart(row) == 0; // A pair is fetched once, for its first row.
        if ((pending & (WRITE | READ)) != 0) {
            plan(row, isRefetch, isFetched);
        }
        if ((pending & FETCH) != 0 && (!isFetched || addresses.offer(pass))) {
            pending &= ~FETCH;
        }
    }

    private void plan(int row, boolean isRefetch, boolean isFetched) {
        int lines = params.lines(rows.keyCount(row));
        boolean isFused = rows.keyFused(row) > 1;
        int part = rows.keyPart(row);
        int start = notes.keyStart[row];
        int tag = LineRam.tag(notes.keyBatch[row], isRefetch);
        if ((pending & WRITE) != 0 && (!isFetched || writePlanner.offer(start, lines, isFused, isRefetch, part, tag))) {
            pending &= ~WRITE;
        }
        if ((pending & READ) != 0 && reader.canPlan()) {
            reader.plan(isFused ? start + lines * part : start, lines, tag);
            pending &= ~READ;
        }
    }
}
