package tessera.sim.spatten.rtl;

/**
 * A register that cuts both directions of a stream (slave-to-master pipe before a master-to-slave pipe): a word waits in a
 * spare place when the output cannot take it, so {@link #isReady} depends on nothing but this register's own state.
 */
final class SkidRegister {
    final StageRegister output = new StageRegister();
    private boolean isHeld;
    private int heldWord;

    /** Whether a word may be given in this cycle; to be asked before {@link #advance}. */
    boolean isReady() {
        return !isHeld;
    }

    /** This cycle's move, after the taker of the output has had its turn. {@code fires} only if {@link #isReady}. */
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
