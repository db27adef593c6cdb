package tessera.sim.spatten.rtl;

/** Registers that all move together, whenever the last one is empty or taken; bubbles stay. */
final class RigidPipeline {
    private static final int BUBBLE = -1;

    private final int[] words;
    private int tail;

    RigidPipeline(int stages) {
        this.words = new int[stages];
        java.util.Arrays.fill(words, BUBBLE);
    }

    boolean hasOutput() {
        return words[tail] != BUBBLE;
    }

    int output() {
        return words[tail];
    }

    void takeOutput() {
        words[tail] = BUBBLE;
    }

    /** Moves by one stage; only when there is no output left. */
    void advance(boolean fires, int word) {
        words[tail] = fires ? word : BUBBLE;
        tail = tail + 1 == words.length ? 0 : tail + 1;
    }
}
