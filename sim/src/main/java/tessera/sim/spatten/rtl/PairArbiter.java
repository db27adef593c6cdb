package tessera.sim.spatten.rtl;

/**
 * Chooses one of two streams; a choice once shown stays until it is released (after the word, or after the last word
 * of a packet: the user says when).
 */
final class PairArbiter {
    static final int NONE = -1;

    private final boolean isRoundRobin;
    private boolean isLocked;
    private int chosen = 1;

    private PairArbiter(boolean isRoundRobin) {
        this.isRoundRobin = isRoundRobin;
    }

    static PairArbiter lowerFirst() {
        return new PairArbiter(false);
    }

    /** Stream 0 goes first after reset. */
    static PairArbiter roundRobin() {
        return new PairArbiter(true);
    }

    /** The stream that is shown in this cycle, or NONE. A locked arbiter shows nothing while its stream has nothing. */
    int select(boolean isValid0, boolean isValid1) {
        if (isLocked) {
            return (chosen == 0 ? isValid0 : isValid1) ? chosen : NONE;
        }
        int first = isRoundRobin ? 1 - chosen : 0;
        if (first == 0 ? isValid0 : isValid1) {
            return first;
        }
        return (first == 0 ? isValid1 : isValid0) ? 1 - first : NONE;
    }

    /** Notes what was shown in this cycle (not NONE) and whether it keeps the lock. */
    void show(int stream, boolean keepsLock) {
        chosen = stream;
        isLocked = keepsLock;
    }
}
