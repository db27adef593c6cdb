package tessera.sim.spatten.rtl;

import tessera.models.machine.SpAttenRtlParams;
import tessera.models.rtl.IndexRom;
import tessera.models.rtl.RtlWorkload;

/** Turns a pass into lines of key addresses, one table line a cycle: a register for the table's answer, one for addresses. */
final class KeyAddresses {
    private final int ports;
    private final RtlWorkload rows;
    private final IndexRom rom;
    private int romLine;
    private boolean hasLine;
    private int linePass;
    private int lineNumber;
    private boolean isLastLine;

    /** Addresses for the fetcher. */
    final FetchRequest output;

    KeyAddresses(SpAttenRtlParams params, RtlWorkload rows, IndexRom rom) {
        this.ports = params.fetchPorts();
        this.rows = rows;
        this.rom = rom;
        this.output = new FetchRequest(ports);
    }

    /** Before {@link #offer}: moves a line on to the output. */
    void step() {
        if (hasLine && !output.isFull) {
            fill();
            hasLine = false;
        }
    }

    /** Reads the next table line of a pass; true when it was the last one. */
    boolean offer(int pass) {
        if (hasLine) {
            return false;
        }
        int lines = (rows.keyCount(RowWord.row(pass)) + ports - 1) / ports;
        hasLine = true;
        linePass = pass;
        lineNumber = romLine;
        isLastLine = romLine == lines - 1;
        romLine = isLastLine ? 0 : romLine + 1;
        return isLastLine;
    }

    private void fill() {
        int row = RowWord.row(linePass);
        boolean isRefetch = RowWord.isRefetch(linePass);
        int bits = isRefetch ? SpAttenRtlParams.REFETCH_BITS : rows.keyBits(row);
        int base = isRefetch ? rows.refetchBase(row) : rows.keyBase(row);
        int vectorBytes = RtlWorkload.vectorBytes(bits, isRefetch ? 1 : rows.keyFused(row));
        for (int port = 0; port < ports; port++) {
            output.addresses[port] = base + rom.index(lineNumber, port) * vectorBytes;
        }
        output.count = isLastLine ? (rows.keyCount(row) - 1) % ports + 1 : ports;
        output.row = row;
        output.bits = bits;
        output.reads = vectorBytes / SpAttenRtlParams.READ_BYTES;
        output.isLast = isLastLine;
        output.isValue = false;
        output.isFull = true;
    }
}
