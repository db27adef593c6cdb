package tessera.sim.spatten.rtl;

/** Gives each selected score to the write plan, the value fetch, the read plan and the score queue. */
final class ValueFork {
    private final RowTable rows;
    private final StageRegister input;
    private final BufferWriter writer;
    private final BufferReader reader;
    private final IndexRom rom;
    private final FetchRequest request;
    private final StreamFifo queue;
    private final int keysPerLine;
    private final int ports;
    private final int groups;
    private int pending = 15;
    private int pendingPlans = 3;
    // gathering
    private FetchRequest gathered;
    private int gatheredGroups;
    private int score;

    ValueFork(RowTable rows, StageRegister input, BufferWriter writer, BufferReader reader, IndexRom rom,
            FetchRequest request, StreamFifo queue, int keysPerLine, int ports) {
        this.rows = rows;
        this.input = input;
        this.writer = writer;
        this.reader = reader;
        this.rom = rom;
        this.request = request;
        this.queue = queue;
        this.keysPerLine = keysPerLine;
        this.ports = ports;
        this.groups = ports / keysPerLine;
        this.gathered = new FetchRequest(ports);
    }

    void step(long cycle) {
        if (gathered.isFull && !request.isFull) {
            System.arraycopy(gathered.addresses, 0, request.addresses, 0, ports);
            request.count = gathered.count;
            request.bits = gathered.bits;
            request.readsPerVector = gathered.readsPerVector;
            request.isLast = gathered.isLast;
            request.isValue = true;
            request.isFull = true;
            gathered.isFull = false;
        }
        if (!input.isFull) {
            return;
        }
        int word = input.word;
        int row = word >> 2;
        boolean isFirst = (word & 1) != 0;
        boolean isLast = (word & 2) != 0;
        boolean isFollower = rows.valuePart[row] != 0;
        if ((pending & 1) != 0 && (!isFirst || isFollower || plan(row))) {
            pending &= ~1;
        }
        if ((pending & 2) != 0 && (isFollower || gather(row, isLast))) {
            pending &= ~2;
        }
        if ((pending & 4) != 0 && (!isFirst || read(row))) {
            pending &= ~4;
        }
        if ((pending & 8) != 0 && queue.canPush(cycle)) {
            queue.push(cycle, row << 1 | (isLast ? 1 : 0));
            pending &= ~8;
        }
        if (pending == 0) {
            pending = 15;
            input.take();
        }
    }

    private boolean plan(int row) {
        int lines = rows.valueLines(row, keysPerLine);
        for (int port = 0; port < 2; port++) {
            if ((pendingPlans & 1 << port) != 0 && writer.canPlan(port)) {
                if (rows.valueFused[row] != 1) {
                    writer.plan(port, rows.valueStart[row] + lines * port, 1, lines, rows.valueBatch[row] << 1);
                } else {
                    writer.plan(port, rows.valueStart[row] + port, 2, lines / 2, rows.valueBatch[row] << 1);
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

    private boolean read(int row) {
        if (!reader.canPlan()) {
            return false;
        }
        int lines = rows.valueLines(row, keysPerLine);
        int start = rows.valueStart[row] + (rows.valueFused[row] != 1 ? lines * rows.valuePart[row] : 0);
        reader.plan(start, lines, rows.valueBatch[row] << 1);
        return true;
    }

    private boolean gather(int row, boolean isLast) {
        if (gathered.isFull) {
            return false;
        }
        int vectorBytes = 64 * rows.valueBits[row] * rows.valueFused[row] / 8;
        boolean isLastLine = score == rows.keyLines(row, keysPerLine) - 1;
        int group = isLastLine ? 0 : (score + 1) % groups;
        long base = rows.valueBase(row);
        for (int lane = 0; lane < keysPerLine; lane++) {
            int index = rom.index(score / groups, group * keysPerLine + lane);
            gathered.addresses[gatheredGroups * keysPerLine + lane] = (int) (base + (long) index * vectorBytes);
        }
        gatheredGroups++;
        score++;
        if (isLast || gatheredGroups == groups) {
            int length = isLast ? rows.valueCount[row] - (score - 1) * keysPerLine : keysPerLine;
            gathered.count = (gatheredGroups - 1) * keysPerLine + length;
            gathered.bits = rows.valueBits[row];
            gathered.readsPerVector = vectorBytes / 32;
            gathered.isLast = isLast;
            gathered.isFull = true;
            gatheredGroups = 0;
        }
        if (isLast) {
            score = 0;
        }
        return true;
    }
}
