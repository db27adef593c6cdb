package tessera.sim.spatten.rtl;

/**
 * The line addresses of a buffer reader: generated from a plan, then queued until their line has really come. Three
 * pointers: up to {@code committed} the lines have come, up to {@code issued} they have been asked for, up to {@code tail}
 * they are known. A rollback sets {@code issued} back to {@code committed} and flips the flag that reads carry.
 */
final class LineRequests {
    private static final int POINTER_BITS = 15;
    /** Of {@link #state}. */
    static final int STATE_BITS = 3 * POINTER_BITS + 2;

    private final int mask;
    private final int[] lines;
    private final int[] tags;
    private final int[] lasts;
    private int committed;
    private int issued;
    private int tail;
    private boolean isFlagSet;
    /** The queue's memory is being written where it is read: its output is not valid in this cycle. */
    private boolean isHeadHidden;

    private boolean hasPlan;
    private int planStart;
    private int planSize;
    private int planTag;
    private int generated;

    private boolean hasRequest;
    private int requestLine;
    private int requestTag;
    private int requestLast;

    LineRequests(int depth) {
        this.mask = depth - 1;
        this.lines = new int[depth];
        this.tags = new int[depth];
        this.lasts = new int[depth];
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

    boolean isIdle() {
        return !hasPlan && !hasRequest && committed == tail;
    }

    boolean canIssue() {
        return issued != tail && !isHeadHidden;
    }

    int issuedLine() {
        return lines[issued];
    }

    int issuedTag() {
        return tags[issued];
    }

    int issuedLast() {
        return lasts[issued];
    }

    boolean isFlagSet() {
        return isFlagSet;
    }

    /** The oldest line that has not come; only while not {@link #isIdle}. */
    int committedLine() {
        return lines[committed];
    }

    int committedTag() {
        return tags[committed];
    }

    void flipFlag() {
        isFlagSet = !isFlagSet;
    }

    /** Pointers and registers in {@link #STATE_BITS}, but for the plan: the same while no line comes or is accepted. */
    long state() {
        long pointers = ((long) committed << POINTER_BITS | issued) << POINTER_BITS | tail;
        return pointers << 2 | (isHeadHidden ? 2 : 0) | (hasRequest ? 1 : 0);
    }

    /** This cycle's moves of the three pointers. */
    void advance(boolean issues, boolean commits, boolean rollsBack) {
        int nextIssued = issues ? issued + 1 & mask : issued;
        if (rollsBack) {
            nextIssued = committed;
            isFlagSet = !isFlagSet;
        }
        boolean accepts = hasRequest && (tail + 1 & mask) != committed;
        isHeadHidden = accepts && nextIssued == tail;
        if (accepts) {
            lines[tail] = requestLine;
            tags[tail] = requestTag;
            lasts[tail] = requestLast;
            tail = tail + 1 & mask;
            hasRequest = false;
        }
        if (commits) {
            committed = committed + 1 & mask;
        }
        issued = nextIssued;
    }

    /** The next address of the plan, when the register before the queue is free. */
    void generate(LineRam ram) {
        if (!hasPlan || hasRequest) {
            return;
        }
        hasRequest = true;
        requestLine = ram.wrap(planStart + generated);
        requestTag = planTag;
        generated++;
        requestLast = RowWord.last(generated == planSize);
        if (generated == planSize) {
            generated = 0;
            hasPlan = false;
        }
    }
}
