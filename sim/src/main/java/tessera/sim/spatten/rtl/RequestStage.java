package tessera.sim.spatten.rtl;

/**
 * Admits rows through the key allocator, keeps them in the request FIFO until their requantisation report, sends
 * retries round again (with priority) and frees the buffer of the others. A word is row · 2 + refetch.
 */
final class RequestStage {
    private static final int DEPTH = 16;
    private static final int KEPT_FREE = 8;

    private final RowTable rows;
    private final RingAllocator allocator;
    private final int keysPerLine;
    private final int batchMask;
    private final StreamFifo requests = new StreamFifo(DEPTH);
    private final SkidRegister retry = new SkidRegister();
    private final PairArbiter arbiter = PairArbiter.lowerFirst();
    private int pendingCopies = 3;
    private final StageRegister allocated = new StageRegister();
    private final StageRegister release = new StageRegister();
    final StageRegister output = new StageRegister();
    private boolean isFirstInBatch = true;
    private int batch;
    private int part;
    private int nextRow;
    private boolean retryFires;
    private int retryWord;

    RequestStage(RowTable rows, RingAllocator allocator, int keysPerLine, int batchMask) {
        this.rows = rows;
        this.allocator = allocator;
        this.keysPerLine = keysPerLine;
        this.batchMask = batchMask;
    }

    /** The report of the oldest request; false if it cannot be taken in this cycle. */
    boolean report(long cycle, boolean needsRefetch) {
        if (!requests.canPop(cycle) || needsRefetch && !retry.isReady()) {
            return false;
        }
        int word = requests.pop(cycle);
        if (needsRefetch) {
            retryFires = true;
            retryWord = word | 1;
        } else if (rows.isLastInBatch[word >> 1]) {
            release.load(rows.keyHandle[word >> 1]);
        }
        return true;
    }

    private boolean releasesNow;
    private int releasedHandle;

    /** Before this cycle's reports: the release register is always emptied. */
    void begin() {
        releasesNow = release.isFull;
        if (releasesNow) {
            releasedHandle = release.take();
        }
    }

    void step(long cycle) {
        int available = requests.available(cycle);
        boolean hasNew = allocated.isFull && available >= KEPT_FREE;
        int stream = arbiter.select(retry.output.isFull, hasNew);
        if (stream != PairArbiter.NONE) {
            int word = stream == 0 ? retry.output.word : allocated.word;
            if ((pendingCopies & 1) != 0 && requests.canPush(cycle)) {
                requests.push(cycle, word);
                pendingCopies &= ~1;
            }
            if ((pendingCopies & 2) != 0 && !output.isFull) {
                output.load(word);
                pendingCopies &= ~2;
            }
            boolean fires = pendingCopies == 0;
            if (fires) {
                pendingCopies = 3;
                if (stream == 0) {
                    retry.output.take();
                } else {
                    allocated.take();
                }
            }
            arbiter.show(stream, !fires);
        }
        retry.advance(retryFires, retryWord);
        retryFires = false;
        allocate(cycle);
        if (releasesNow) {
            allocator.release(cycle, releasedHandle);
        }
        allocator.retire(cycle);
    }

    private void allocate(long cycle) {
        if (nextRow == rows.count || allocated.isFull) {
            return;
        }
        int row = nextRow;
        int size = isFirstInBatch ? rows.keyLines(row, keysPerLine) * rows.keyFused[row] : 0;
        if (!allocator.canAllocate(cycle, size)) {
            return;
        }
        rows.acceptCycle[row] = cycle;
        rows.keyPart[row] = part;
        rows.keyBatch[row] = batch;
        if (size > 0) {
            rows.keyStart[row] = allocator.nextStart();
            rows.keyHandle[row] = allocator.nextHandle();
            allocator.allocate(size);
        } else {
            rows.keyStart[row] = rows.keyStart[row - 1];
            rows.keyHandle[row] = rows.keyHandle[row - 1];
        }
        isFirstInBatch = rows.isLastInBatch[row];
        part = isFirstInBatch ? 0 : part + 1;
        batch = isFirstInBatch ? batch + 1 & batchMask : batch;
        allocated.load(row << 1);
        nextRow++;
    }
}
