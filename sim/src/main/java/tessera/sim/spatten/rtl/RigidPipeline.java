package tessera.sim.spatten.rtl;

import java.util.Arrays;

/** Registers that all move together, whenever the last one is empty or taken; bubbles stay where they are. */
final class RigidPipeline {
    private static final int BUBBLE = -1;

    private final int[] words;
    private int tail;
    private int count;

    /** At least one stage. */
    RigidPipeline(int stages) {
        this.words = new int[stages];
        Arrays.fill(words, BUBBLE);
    }

    boolean isEmpty() {
        return count == 0;
    }

    boolean hasOutput() {
        return words[tail] != BUBBLE;
    }

    int output() {
        return words[tail];
    }

    void takeOutput() {
        words[tail] = BUBBLE;
        count--;
    }

    /** Moves by one stage, with a word (≥ 0) or a bubble; only while there is no output. */
    void advance(boolean fires, int word) {
        if (fires) {
            words[tail] = word;
            count++;
        }
        tail = tail + 1 == words.length ? 0 : tail + 1;
    }
}
