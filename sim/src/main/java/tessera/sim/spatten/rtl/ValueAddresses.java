package tessera.sim.spatten.rtl;

import tessera.models.machine.SpAttenRtlParams;
import tessera.models.rtl.IndexRom;
import tessera.models.rtl.RtlWorkload;

/**
 * Gathers the indices of selected scores until there is one for every port: a register that fills, and one with addresses.
 */
final class ValueAddresses {
    private final SpAttenRtlParams params;
    private final RtlWorkload rows;
    private final IndexRom rom;
    private final int ports;
    private final int keysPerLine;
    private final int groups;
    private FetchRequest gathered;
    private int gatheredLines;
    private int line;

    /** Addresses for the fetcher. */
    final FetchRequest output;

    ValueAddresses(SpAttenRtlParams params, RtlWorkload rows, IndexRom rom) {
        this.params = params;
        this.rows = rows;
        this.rom = rom;
        this.ports = params.fetchPorts();
        this.keysPerLine = params.keysPerLine();
        this.groups = ports / keysPerLine;
        this.gathered = new FetchRequest(ports);
        this.output = new FetchRequest(ports);
    }

    /** Before {@link #offer}: moves gathered addresses on to the output. */
    void step() {
        if (gathered.isFull && !output.isFull) {
            System.arraycopy(gathered.addresses, 0, output.addresses, 0, ports);
            output.count = gathered.count;
            output.row = gathered.row;
            output.bits = gathered.bits;
            output.reads = gathered.reads;
            output.isLast = gathered.isLast;
            output.isValue = true;
            output.isFull = true;
            gathered.isFull = false;
        }
    }

    /** The next line of a row's selected scores; false when it must wait. */
    boolean offer(int word) {
        if (gathered.isFull) {
            return false;
        }
        int row = RowWord.row(word);
        boolean isLast = RowWord.isLast(word);
        int vectorBytes = RtlWorkload.vectorBytes(rows.valueBits(row), rows.valueFused(row));
        boolean isLastScore = line == params.lines(rows.keyCount(row)) - 1;
        int at = gatheredLines * keysPerLine;
        for (int lane = 0; lane < keysPerLine; lane++) {
            int index = rom.valueIndex(line, lane, isLastScore);
            gathered.addresses[at + lane] = rows.valueBase(row) + index * vectorBytes;
        }
        gatheredLines++;
        line++;
        if (isLast || gatheredLines == groups) {
            int lanes = isLast ? rows.valueCount(row) - (line - 1) * keysPerLine : keysPerLine;
            gathered.count = at + lanes;
            gathered.row = row;
            gathered.bits = rows.valueBits(row);
            gathered.reads = vectorBytes / SpAttenRtlParams.READ_BYTES;
            gathered.isLast = isLast;
            gathered.isFull = true;
            gatheredLines = 0;
        }
        line = isLast ? 0 : line;
        return true;
    }
}
