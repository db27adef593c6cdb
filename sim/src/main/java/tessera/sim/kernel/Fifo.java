package tessera.sim.kernel;

import java.util.Arrays;

/**
 * The only way from one component to another: a ring of slots, each holding one word (a {@code long}, optionally with
 * further fields). One component pushes, one pops.
 *
 * <p>A word pushed at cycle t is visible to the consumer from t + latency; a slot popped at t is free to the producer
 * from t + creditLatency. Both take at least one cycle, so what one side does in a cycle can never be seen by the other
 * side in the same cycle, and the order in which components are stepped cannot change a result. To stream one word a
 * cycle, the capacity must be at least latency + creditLatency.
 *
 * <p>Between components of two clocks, the latency counts the consumer's cycles from the one under way at the push
 * (2 = a two-flop synchroniser) and the credit latency counts the producer's cycles likewise.
 *
 * <p>A side of the Fifo that asks in vain ({@code canPop}, {@code canPush}, {@code visibleCount}, {@code freeCount})
 * is stepped again when the answer changes. Asking has no other effect.
 */
public final class Fifo {
    private static final long NEVER = -1;
    /** Marks the time of a free slot; cycles stay below it. */
    private static final long FREE = 1L << 62;

    private final String name;
    private final long capacity;
    private final long latency;
    private final long creditLatency;
    private final int fieldCount;

    // Word number n lies in slot n mod ring size, a power of two ≥ capacity.

    /** Slot → its word. */
    private final long[] words;
    /** Slot x fieldCount + field → further fields of its word. */
    private final long[] fields;
    /**
     * Slot → with a word: the consumer's cycle from which it is visible; free: FREE + the producer's cycle from which it
     * may be filled. So "visible" is {@code cycle >= time} and "fillable" is {@code cycle >= (time ^ FREE)}: either
     * comparison is false for a slot in the other state.
     */
    private final long[] times;

    private long pushedCount;
    private long poppedCount;

    private Port producer = Port.detached();
    private Port consumer = Port.detached();
    private boolean isWired;
    private boolean isCrossing;

    /** There is more to do at a push than to store the word: the consumer may be waiting, or has another clock. */
    private boolean isPushObserved;
    /** Likewise at a pop. */
    private boolean isPopObserved;

    /** Kept only between two clocks, where the times of the slots do not tell. */
    private long lastCrossingPush = NEVER;

    private long lastCrossingPop = NEVER;

    /** A Fifo of plain words with a credit latency of one cycle. */
    public Fifo(String name, int capacity, long latency) {
        this(name, capacity, latency, 1, 0);
    }

    /** A Fifo of plain words. */
    public Fifo(String name, int capacity, long latency, long creditLatency) {
        this(name, capacity, latency, creditLatency, 0);
    }

    /**
     * A Fifo whose words carry further fields.
     *
     * @param name unique in its machine, {@code snake_case}
     * @param capacity slots, at least 1
     * @param latency cycles from push to visible, at least 1
     * @param creditLatency cycles from pop to refillable, at least 1
     * @param fieldCount further {@code long}s per word, see {@link #put} and {@link #field}
     */
    public Fifo(String name, int capacity, long latency, long creditLatency, int fieldCount) {
        this.name = name;
        this.capacity = require("capacity", capacity, 1);
        this.latency = require("latency", latency, 1);
        this.creditLatency = require("credit latency", creditLatency, 1);
        this.fieldCount = require("field count", fieldCount, 0);
        int slotCount = Integer.highestOneBit(Math.max(1, 2 * capacity - 1));
        this.words = new long[slotCount];
        this.fields = new long[Math.multiplyExact(slotCount, fieldCount)];
        this.times = new long[slotCount];
        Arrays.fill(times, FREE);
    }

    // The producer's side.

    /** True when a slot is free at this cycle; otherwise the producer is stepped again when one is. */
    public boolean canPush(long cycle) {
        long[] ring = times;
        if (cycle >= (ring[(int) (pushedCount - capacity) & (ring.length - 1)] ^ FREE)) {
            return true;
        }
        awaitFree(cycle, pushedCount - capacity);
        return false;
    }

    /** How many slots are free at this cycle, 0 to capacity; the producer is stepped again when it becomes more. */
    public int freeCount(long cycle) {
        for (int count = 0; count < capacity; count++) {
            long position = pushedCount - capacity + count;
            if (cycle < (times[slot(position)] ^ FREE)) {
                awaitFree(cycle, position);
                return count;
            }
        }
        return (int) capacity;
    }

    /** Puts a further field of the word that the next {@link #push} sends; ask {@code canPush} first. */
    public void put(int field, long value) {
        fields[slot(pushedCount) * fieldCount + field] = value;
    }

    /** Sends a word; it is a broken rule ({@link SimulationException}) unless {@code canPush(cycle)}. */
    public void push(long cycle, long word) {
        long[] ring = times;
        long position = pushedCount;
        if (cycle < (ring[(int) (position - capacity) & (ring.length - 1)] ^ FREE)) {
            throw broken("push", "ask canPush first", cycle);
        }
        int slot = (int) position & (ring.length - 1);
        words[slot] = word;
        ring[slot] = cycle + latency;
        pushedCount = position + 1;
        if (isPushObserved) {
            announcePush(cycle, slot);
        }
    }

    /**
     * The index (0 to {@link #slotCount} − 1) of the slot that the next push fills. While {@code canPush}, it is the
     * producer's alone, so whatever does not fit in a word may lie in side arrays of that many entries.
     */
    public int pushSlot() {
        return slot(pushedCount);
    }

    /** Entries that a side array needs, see {@link #pushSlot}: the capacity, rounded up to a power of two. */
    public int slotCount() {
        return times.length;
    }

    // The consumer's side.

    /** True when a word is visible at this cycle; otherwise the consumer is stepped again when one is. */
    public boolean canPop(long cycle) {
        long[] ring = times;
        if (cycle >= ring[(int) poppedCount & (ring.length - 1)]) {
            return true;
        }
        awaitWord(cycle, poppedCount);
        return false;
    }

    /** {@link #canPop} for a component that asks for the next cycle anyway: a no does not wake it. */
    public boolean isWordVisible(long cycle) {
        long[] ring = times;
        return cycle >= ring[(int) poppedCount & (ring.length - 1)];
    }

    /** How many words are visible at this cycle, 0 to capacity; the consumer is stepped again when it becomes more. */
    public int visibleCount(long cycle) {
        for (int count = 0; count < capacity; count++) {
            if (cycle < times[slot(poppedCount + count)]) {
                awaitWord(cycle, poppedCount + count);
                return count;
            }
        }
        return (int) capacity;
    }

    /** The oldest word, left where it is; a broken rule unless {@code canPop(cycle)}. */
    public long peek(long cycle) {
        int slot = slot(poppedCount);
        if (cycle < times[slot]) {
            throw broken("peek", "ask canPop first", cycle);
        }
        return words[slot];
    }

    /** A further field of the oldest word; read it before {@link #pop}, after {@code canPop}. */
    public long field(int field) {
        return fields[slot(poppedCount) * fieldCount + field];
    }

    /** Takes the oldest word; a broken rule ({@link SimulationException}) unless {@code canPop(cycle)}. */
    public long pop(long cycle) {
        long[] ring = times;
        long position = poppedCount;
        int slot = (int) position & (ring.length - 1);
        if (cycle < ring[slot]) {
            throw broken("pop", "ask canPop first", cycle);
        }
        ring[slot] = (cycle + creditLatency) | FREE;
        poppedCount = position + 1;
        if (isPopObserved) {
            announcePop(cycle, slot);
        }
        return words[slot];
    }

    /** The index (0 to {@link #slotCount} − 1) of the slot that the next pop empties; the consumer's alone. */
    public int popSlot() {
        return slot(poppedCount);
    }

    // For reports and tests: not for components, whose result could come to depend on the order of steps.

    public String name() {
        return name;
    }

    public int capacity() {
        return (int) capacity;
    }

    /** Words inside, visible or not. */
    public int wordCount() {
        return (int) (pushedCount - poppedCount);
    }

    /** Words pushed so far. */
    public long pushedCount() {
        return pushedCount;
    }

    boolean isWired() {
        return isWired;
    }

    Port producer() {
        return producer;
    }

    Port consumer() {
        return consumer;
    }

    void wire(Port producerPort, Port consumerPort) {
        producer = producerPort;
        consumer = consumerPort;
        isWired = true;
        isCrossing = producerPort.domain() != consumerPort.domain();
        isPushObserved = isCrossing;
        isPopObserved = isCrossing;
    }

    /** The end of the cycle in which a word last moved, in femtoseconds; 0 if none ever has. */
    long lastMoveFs() {
        long push = lastCrossingPush;
        long pop = lastCrossingPop;
        if (!isCrossing) {
            for (long time : times) {
                if (time < FREE) {
                    push = Math.max(push, time - latency);
                } else {
                    pop = Math.max(pop, (time ^ FREE) - creditLatency);
                }
            }
        }
        return Math.max(
                producer.domain().clock().timeFs(push + 1),
                consumer.domain().clock().timeFs(pop + 1));
    }

    private void awaitFree(long cycle, long position) {
        long free = times[slot(position)] ^ FREE;
        producer.waitFrom(cycle, free < FREE ? free : Component.IDLE);
        isPopObserved = true;
    }

    private void awaitWord(long cycle, long position) {
        long visible = times[slot(position)];
        consumer.waitFrom(cycle, visible < FREE ? visible : Component.IDLE);
        isPushObserved = true;
    }

    private void announcePush(long cycle, int slot) {
        if (isCrossing) {
            times[slot] = producer.cycleAcross(cycle, consumer) + latency;
            lastCrossingPush = cycle;
        }
        isPushObserved = isCrossing;
        consumer.release(times[slot]);
    }

    private void announcePop(long cycle, int slot) {
        if (isCrossing) {
            times[slot] = (consumer.cycleAcross(cycle, producer) + creditLatency) | FREE;
            lastCrossingPop = cycle;
        }
        isPopObserved = isCrossing;
        producer.release(times[slot] ^ FREE);
    }

    private int slot(long position) {
        return (int) position & (times.length - 1);
    }

    private SimulationException broken(String operation, String fix, long cycle) {
        return new SimulationException("fifo '" + name + "': " + operation + " at cycle " + cycle + " with "
                + wordCount() + " of " + capacity + " words inside: " + fix);
    }

    private int require(String what, long value, int least) {
        if (value < least || value > Integer.MAX_VALUE / 4) {
            throw new SimulationException("fifo '" + name + "': " + what + " = " + value + ", must be from " + least
                    + " to " + Integer.MAX_VALUE / 4);
        }
        return (int) value;
    }
}
