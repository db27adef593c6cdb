package tessera.sim.spatten.rtl;

/** Which lines one write port of a buffer fills with a row's data, and how far it has come. */
final class WritePlan {
    private boolean isSet;
    private int start;
    private int step;
    private int size;
    private int tag;
    private int offset;
    private int written;

    boolean isSet() {
        return isSet;
    }

    /** {@code size} lines, {@code step} apart; data beyond them is dropped. */
    void set(int newStart, int newStep, int newSize, int newTag) {
        isSet = true;
        start = newStart;
        step = newStep;
        size = newSize;
        tag = newTag;
    }

    /** Whether every line has been written: what still comes is surplus. */
    boolean isComplete() {
        return written >= size;
    }

    int line() {
        return start + offset;
    }

    int tag() {
        return tag;
    }

    /** One piece of data has been taken; the last one ends the plan. */
    void advance(boolean isLast) {
        if (isLast) {
            offset = 0;
            written = 0;
            isSet = false;
        } else {
            offset += step;
            written++;
        }
    }
}
