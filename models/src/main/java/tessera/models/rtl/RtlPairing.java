package tessera.models.rtl;

import tessera.traces.check.InputException;
import tessera.traces.workload.SpattenWorkload;
import tessera.traces.workload.WorkloadColumn;

/** Follows the pairs of 6-bit rows through a file and refuses a row without its partner. */
final class RtlPairing {
    private final SpattenWorkload file;
    private final WorkloadColumn bitsColumn;
    private final WorkloadColumn countColumn;
    private boolean isOpen;
    private int firstRow;
    private int firstCount;

    RtlPairing(SpattenWorkload file, WorkloadColumn bitsColumn, WorkloadColumn countColumn) {
        this.file = file;
        this.bitsColumn = bitsColumn;
        this.countColumn = countColumn;
    }

    /** The next row; true when it is the second of a pair. */
    boolean add(int row, int bits, int count) {
        boolean isFused = RtlRow.fused(bits) == 2;
        if (!isOpen) {
            isOpen = isFused;
            firstRow = row;
            firstCount = count;
            return false;
        }
        if (!isFused) {
            throw unpaired("the row after it has " + bits + " bits");
        }
        if (count != firstCount) {
            throw new InputException(file.place(row) + ": " + countColumn.header() + " rounds up to " + count
                    + ", must be " + firstCount + " as in the row before it (two 6-bit rows are fetched as one); make"
                    + " the counts equal, or change " + bitsColumn.header() + " of both rows to 4 or 8");
        }
        isOpen = false;
        return true;
    }

    /** After the last row. */
    void end() {
        if (isOpen) {
            throw unpaired("it is the last row");
        }
    }

    private InputException unpaired(String why) {
        return new InputException(file.place(firstRow) + ": " + bitsColumn.header() + " = 6, but " + why
                + "; rows of 6 bits must come in pairs of neighbours (two heads share their vectors); add the partner or"
                + " change the width to 4 or 8");
    }
}
