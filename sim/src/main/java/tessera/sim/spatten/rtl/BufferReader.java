package tessera.sim.spatten.rtl;

/** Reads a row's lines in order out of a line buffer by polling: a line that is not there yet sends it back. */
final class BufferReader {
    static final int LAST = 1;
    static final int MATCH = 2;
    static final int FLAG = 4;
    private static final int RING = 16;

    final StageRegister line = new StageRegister();
    private final LineRam ram;
    private boolean hasPlan;
    private int planStart;
    private int planSize;
    private int planTag;
    private int generated;

    private boolean hasRequest;
    private int requestAddress;
    private int requestTag;
    private int requestLast;

    private final int[] ringAddress = new int[RING];
    private final int[] ringTag = new int[RING];
    private final int[] ringLast = new int[RING];
    private int committed;
    private int issued;
    private int tail;
    private int issueFlag;
    private boolean isHeadBeingWritten;

    private boolean hasAccess;
    private int accessAddress;
    private int accessTag;
    private int accessBits;

    private final StageRegister[] read = {new StageRegister(), new StageRegister()};
    private final StageRegister[] result = {new StageRegister(), new StageRegister()};
    private final StageRegister merged = new StageRegister();
    private final PairArbiter merge = PairArbiter.lowerFirst();
    private int expectedFlag;
    long reads;

    BufferReader(LineRam ram) {
        this.ram = ram;
    }

    boolean canPlan() {
        return !hasPlan;
    }

    void plan(int start, int size, int tag) {
        hasPlan = true;
        planStart = start;
        planSize = size;
        planTag = tag;
    }

    void step(long cycle) {
        boolean commits = false;
        boolean rollsBack = false;
        if (merged.isFull) {
            boolean isExpected = (merged.word & FLAG) == expectedFlag;
            boolean isMatch = (merged.word & MATCH) != 0;
            boolean isDropped = !isExpected || !isMatch;
            if (isDropped || !line.isFull) {
                commits = isExpected && isMatch;
                rollsBack = isExpected && !isMatch;
                if (rollsBack) {
                    expectedFlag ^= FLAG;
                }
                if (!isDropped) {
                    line.load(merged.word & LAST);
                }
                merged.isFull = false;
            }
        }
        int bank = merge.select(result[0].isFull, result[1].isFull);
        if (bank != PairArbiter.NONE) {
            boolean moves = !merged.isFull;
            if (moves) {
                merged.load(result[bank].take());
            }
            merge.show(bank, !moves);
        }
        for (int b = 0; b < 2; b++) {
            if (read[b].isFull && !result[b].isFull) {
                result[b].load(read[b].take());
            }
        }
        if (hasAccess && ram.isReady(cycle)) {
            StageRegister target = read[accessAddress & 1];
            if (!target.isFull) {
                target.load(accessBits | (ram.matches(accessAddress, accessTag) ? MATCH : 0));
                hasAccess = false;
                reads++;
            }
        }
        issue(commits, rollsBack);
        generate();
    }

    private void issue(boolean commits, boolean rollsBack) {
        int nextIssued = issued;
        if (issued != tail && !isHeadBeingWritten && !hasAccess) {
            hasAccess = true;
            accessAddress = ringAddress[issued];
            accessTag = ringTag[issued];
            accessBits = ringLast[issued] | issueFlag;
            nextIssued = issued + 1 & RING - 1;
        }
        if (rollsBack) {
            nextIssued = committed;
            issueFlag ^= FLAG;
        }
        boolean accepts = hasRequest && (tail + 1 & RING - 1) != committed;
        isHeadBeingWritten = accepts && nextIssued == tail;
        if (accepts) {
            ringAddress[tail] = requestAddress;
            ringTag[tail] = requestTag;
            ringLast[tail] = requestLast;
            tail = tail + 1 & RING - 1;
            hasRequest = false;
        }
        if (commits) {
            committed = committed + 1 & RING - 1;
        }
        issued = nextIssued;
    }

    private void generate() {
        if (!hasPlan || hasRequest) {
            return;
        }
        hasRequest = true;
        requestAddress = ram.wrap(planStart + generated);
        requestTag = planTag;
        requestLast = generated == planSize - 1 ? LAST : 0;
        generated++;
        if (requestLast != 0) {
            generated = 0;
            hasPlan = false;
        }
    }
}
