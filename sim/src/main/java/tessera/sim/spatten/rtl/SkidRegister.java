package tessera.sim.spatten.rtl;

/**
 * A register that cuts both directions of a stream: a word waits in a spare place when the output register behind it
 * cannot take it, so {@link #isReady} depends on nothing but this register's own state.
 */
final class SkidRegister {
    final StageRegister output = new StageRegister();
    private boolean isHeld;
    private int heldWord;

    /** Whether a word may be given in this cycle; to be asked before {@link #advance}. */
    boolean isReady() {
        return !isHeld;
    }

    boolean isEmpty() {
        return !isHeld && !output.isFull;
    }

    /** This cycle's move, after the taker has had its turn: {@code fires} only if {@link #isReady} was true. */
    void advance(boolean fires, int word) {
        if (output.isFull) {
            if (fires) {
                isHeld = true;
                heldWord = word;
            }
        } else if (isHeld) {
            output.load(heldWord);
            isHeld = false;
        } else if (fires) {
            output.load(word);
        }
    }
}
