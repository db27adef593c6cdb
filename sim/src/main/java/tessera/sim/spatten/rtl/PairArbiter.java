package tessera.sim.spatten.rtl;

/**
 * Shows one of two streams. A choice once shown can be locked until its word, or its last word, has gone; a locked arbiter
 * shows nothing while its stream has nothing.
 */
final class PairArbiter {
    static final int NONE = -1;

    private final boolean isRoundRobin;
    private boolean isLocked;
    private int shown = 1;

    private PairArbiter(boolean isRoundRobin) {
        this.isRoundRobin = isRoundRobin;
    }

    /** Stream 0 before stream 1. */
    static PairArbiter lowerFirst() {
        return new PairArbiter(false);
    }

    /** The other stream first; stream 0 after reset. */
    static PairArbiter roundRobin() {
        return new PairArbiter(true);
    }

    /** The stream that is shown in this cycle, or NONE. */
    int select(boolean isValid0, boolean isValid1) {
        if (!isValid0 && !isValid1) {
            return NONE;
        }
        if (isLocked) {
            return (shown == 0 ? isValid0 : isValid1) ? shown : NONE;
        }
        if (isValid0 && isValid1) {
            return isRoundRobin ? 1 - shown : 0;
        }
        return isValid0 ? 0 : 1;
    }

    /** Notes which stream was shown in this cycle and whether the choice stands. */
    void show(int stream, boolean isKept) {
        shown = stream;
        isLocked = isKept;
    }
}
