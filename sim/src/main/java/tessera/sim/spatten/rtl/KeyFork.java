package tessera.sim.spatten.rtl;

/** Gives each admitted pass to the write plan, the address generator, the read plan and the dot product. */
final class KeyFork {
    private static final int WRITE = 1;
    private static final int FETCH = 2;
    private static final int READ = 4;
    static final int DOT = 8;

    private final RowTable rows;
    private final StageRegister input;
    private final BufferWriter writer;
    private final BufferReader reader;
    private final IndexRom rom;
    private final FetchRequest request;
    private final int keysPerLine;
    private final int ports;
    private int pending = 15;
    private int pendingPlans = 3;
    private int romLine;
    private boolean hasLine;
    private int linePass;
    private int lineNumber;
    private boolean isLastLine;

    KeyFork(RowTable rows, StageRegister input, BufferWriter writer, BufferReader reader, IndexRom rom,
            FetchRequest request, int keysPerLine, int ports) {
        this.rows = rows;
        this.input = input;
        this.writer = writer;
        this.reader = reader;
        this.rom = rom;
        this.request = request;
        this.keysPerLine = keysPerLine;
        this.ports = ports;
    }

    /** The pass whose lines the dot product may take, or -1. */
    int dotPass() {
        return input.isFull && (pending & DOT) != 0 ? input.word : -1;
    }

    void dotDone() {
        pending &= ~DOT;
    }

    void step() {
        if (hasLine && !request.isFull) {
            fill();
            hasLine = false;
        }
        if (!input.isFull) {
            return;
        }
        int row = input.word >> 1;
        boolean isRefetch = (input.word & 1) != 0;
        boolean isSkipped = !isRefetch && rows.keyPart[row] != 0;
        if ((pending & WRITE) != 0 && (isSkipped || plan(row, isRefetch))) {
            pending &= ~WRITE;
        }
        if ((pending & FETCH) != 0 && (isSkipped || generate(row))) {
            pending &= ~FETCH;
        }
        if ((pending & READ) != 0 && reader.canPlan()) {
            int lines = rows.keyLines(row, keysPerLine);
            int start = rows.keyStart[row] + (rows.keyFused[row] != 1 ? lines * rows.keyPart[row] : 0);
            reader.plan(start, lines, rows.keyBatch[row] << 1 | (isRefetch ? 1 : 0));
            pending &= ~READ;
        }
        if (pending == 0) {
            pending = 15;
            input.take();
        }
    }

    private boolean plan(int row, boolean isRefetch) {
        int lines = rows.keyLines(row, keysPerLine);
        int tag = rows.keyBatch[row] << 1 | (isRefetch ? 1 : 0);
        int start = rows.keyStart[row];
        for (int port = 0; port < 2; port++) {
            if ((pendingPlans & 1 << port) != 0 && writer.canPlan(port)) {
                if (isRefetch) {
                    writer.plan(port, start + lines * rows.keyPart[row] + port, 2, lines / 2, tag);
                } else if (rows.keyFused[row] != 1) {
                    writer.plan(port, start + lines * port, 1, lines, tag);
                } else {
                    writer.plan(port, start + port, 2, lines / 2, tag);
                }
                pendingPlans &= ~(1 << port);
            }
        }
        if (pendingPlans == 0) {
            pendingPlans = 3;
            return true;
        }
        return false;
    }

    private boolean generate(int row) {
        if (hasLine) {
            return false;
        }
        int lines = (rows.keyCount[row] + ports - 1) / ports;
        hasLine = true;
        linePass = input.word;
        lineNumber = romLine;
        isLastLine = romLine == lines - 1;
        romLine = isLastLine ? 0 : romLine + 1;
        return isLastLine;
    }

    private void fill() {
        int row = linePass >> 1;
        boolean isRefetch = (linePass & 1) != 0;
        int bits = isRefetch ? 4 : rows.keyBits[row];
        int fused = isRefetch ? 1 : rows.keyFused[row];
        long base = isRefetch ? rows.refetchBase(row) : rows.keyBase(row);
        int vectorBytes = 64 * bits * fused / 8;
        for (int port = 0; port < ports; port++) {
            request.addresses[port] = (int) (base + (long) rom.index(lineNumber, port) * vectorBytes);
        }
        request.count = isLastLine ? (rows.keyCount[row] - 1) % ports + 1 : ports;
        request.readsPerVector = vectorBytes / 32;
        request.bits = bits;
        request.isLast = isLastLine;
        request.isValue = false;
        request.isFull = true;
    }
}
