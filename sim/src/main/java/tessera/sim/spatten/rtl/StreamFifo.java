package tessera.sim.spatten.rtl;

/**
 * A queue over a synchronous memory, inside one component: a word is visible two cycles after its push, the output register
 * counts in the depth, a freed place can be refilled in the next cycle. At most one push and one pop a cycle, in any order.
 * (Between components, the same queue is a kernel Fifo with a latency of two.)
 */
final class StreamFifo {
    private static final long NEVER = Long.MIN_VALUE / 2;

    private final int[] words;
    private int head;
    private int count;
    private long lastPush = NEVER;
    private long pushBefore = NEVER;
    private long lastPop = NEVER;

    StreamFifo(int depth) {
        this.words = new int[depth];
    }

    boolean isEmpty() {
        return count == 0;
    }

    boolean canPush(long cycle) {
        return count + (lastPop == cycle ? 1 : 0) < words.length;
    }

    /** Free places at the start of the cycle. */
    int freeCount(long cycle) {
        return words.length - count - (lastPop == cycle ? 1 : 0) + (lastPush == cycle ? 1 : 0);
    }

    void push(long cycle, int word) {
        int tail = head + count;
        words[tail < words.length ? tail : tail - words.length] = word;
        count++;
        pushBefore = lastPush;
        lastPush = cycle;
    }

    boolean canPop(long cycle) {
        return count > 0 && count > (lastPush >= cycle - 1 ? 1 : 0) + (pushBefore >= cycle - 1 ? 1 : 0);
    }

    /** The oldest word; only while {@link #canPop}. */
    int peek() {
        return words[head];
    }

    int pop(long cycle) {
        int word = words[head];
        count--;
        head = count == 0 || head + 1 == words.length ? 0 : head + 1;
        lastPop = cycle;
        return word;
    }
}
