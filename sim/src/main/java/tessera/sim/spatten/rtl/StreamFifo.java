package tessera.sim.spatten.rtl;

/**
 * A queue over a synchronous memory: a word is visible two cycles after its push, the output register counts in the
 * depth, and a freed place can be refilled in the next cycle. At most one push and one pop a cycle, in any order.
 */
final class StreamFifo {
    private static final long NEVER = Long.MIN_VALUE / 2;

    private final int[] words;
    private final int depth;
    private int head;
    private int count;
    private long lastPush = NEVER;
    private long pushBefore = NEVER;
    private long lastPop = NEVER;

    StreamFifo(int depth) {
        this.depth = depth;
        this.words = new int[depth];
    }

    boolean canPush(long cycle) {
        return count + (lastPop == cycle ? 1 : 0) < depth;
    }

    /** Places free at the start of the cycle. */
    int available(long cycle) {
        return depth - count - (lastPop == cycle ? 1 : 0) + (lastPush == cycle ? 1 : 0);
    }

    void push(long cycle, int word) {
        int tail = head + count;
        words[tail < depth ? tail : tail - depth] = word;
        count++;
        pushBefore = lastPush;
        lastPush = cycle;
    }

    boolean canPop(long cycle) {
        int hidden = (lastPush >= cycle - 1 ? 1 : 0) + (pushBefore >= cycle - 1 ? 1 : 0);
        return count > hidden;
    }

    int peek() {
        return words[head];
    }

    int pop(long cycle) {
        int word = words[head];
        count--;
        head = count == 0 || head + 1 == depth ? 0 : head + 1;
        lastPop = cycle;
        return word;
    }

    boolean isEmpty() {
        return count == 0;
    }
}
