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
    private static final long EMPTY = Component.IDLE;
    private static final long NEVER = -1;

    private final String name;
    private final int capacity;
    private final long latency;
    private final long creditLatency;
    private final int fieldCount;

    /** Slot → its word. */
    private final long[] words;
    /** Slot x fieldCount + field → further fields of its word. */
    private final long[] fields;
    /** Slot → consumer cycle from which its word is visible, EMPTY without a word. */
    private final long[] visibleAt;
    /** Slot → producer cycle from which it may be filled, EMPTY while it holds a word. */
    private final long[] freeAt;

    private int head;
    private int tail;
    private long pushedCount;
    private long poppedCount;
    private long lastPushCycle = NEVER;
    private long lastPopCycle = NEVER;

    private Port producer = Port.detached();
    private Port consumer = Port.detached();
    private boolean isCrossing;
    private boolean isWired;

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
        this.words = new long[capacity];
        this.fields = new long[Math.multiplyExact(capacity, fieldCount)];
        this.visibleAt = new long[capacity];
        this.freeAt = new long[capacity];
        Arrays.fill(visibleAt, EMPTY);
    }

    // The producer's side.

    /** True when a slot is free at this cycle; otherwise the producer is stepped again when one is. */
    public boolean canPush(long cycle) {
        if (cycle >= freeAt[tail]) {
            return true;
        }
        producer.waitFrom(cycle, freeAt[tail]);
        return false;
    }

    /** How many slots are free at this cycle, 0 to capacity; the producer is stepped again when it becomes more. */
    public int freeCount(long cycle) {
        int slot = tail;
        for (int count = 0; count < capacity; count++) {
            if (cycle < freeAt[slot]) {
                producer.waitFrom(cycle, freeAt[slot]);
                return count;
            }
            slot = after(slot);
        }
        return capacity;
    }

    /** Puts a further field of the word that the next {@link #push} sends; ask {@code canPush} first. */
    public void put(int field, long value) {
        fields[tail * fieldCount + field] = value;
    }

    /** Sends a word; it is a broken rule ({@link SimulationException}) unless {@code canPush(cycle)}. */
    public void push(long cycle, long word) {
        int slot = tail;
        if (cycle < freeAt[slot]) {
            throw broken("push", "ask canPush first", cycle);
        }
        long visible = isCrossing ? producer.cycleAcross(cycle, consumer) + latency : cycle + latency;
        words[slot] = word;
        visibleAt[slot] = visible;
        freeAt[slot] = EMPTY;
        tail = after(slot);
        pushedCount++;
        lastPushCycle = cycle;
        if (consumer.isWaiting) {
            consumer.release(visible);
        }
    }

    /**
     * The index (0 to capacity − 1) of the slot that the next push fills. While {@code canPush}, it is the producer's
     * alone, so whatever does not fit in a word may lie in side arrays of that many entries.
     */
    public int pushSlot() {
        return tail;
    }

    // The consumer's side.

    /** True when a word is visible at this cycle; otherwise the consumer is stepped again when one is. */
    public boolean canPop(long cycle) {
        if (cycle >= visibleAt[head]) {
            return true;
        }
        consumer.waitFrom(cycle, visibleAt[head]);
        return false;
    }

    /** How many words are visible at this cycle, 0 to capacity; the consumer is stepped again when it becomes more. */
    public int visibleCount(long cycle) {
        int slot = head;
        for (int count = 0; count < capacity; count++) {
            if (cycle < visibleAt[slot]) {
                consumer.waitFrom(cycle, visibleAt[slot]);
                return count;
            }
            slot = after(slot);
        }
        return capacity;
    }

    /** The oldest word, left where it is; a broken rule unless {@code canPop(cycle)}. */
    public long peek(long cycle) {
        if (cycle < visibleAt[head]) {
            throw broken("peek", "ask canPop first", cycle);
        }
        return words[head];
    }

    /** A further field of the oldest word; read it before {@link #pop}, after {@code canPop}. */
    public long field(int field) {
        return fields[head * fieldCount + field];
    }

    /** Takes the oldest word; a broken rule ({@link SimulationException}) unless {@code canPop(cycle)}. */
    public long pop(long cycle) {
        int slot = head;
        if (cycle < visibleAt[slot]) {
            throw broken("pop", "ask canPop first", cycle);
        }
        long free = isCrossing ? consumer.cycleAcross(cycle, producer) + creditLatency : cycle + creditLatency;
        freeAt[slot] = free;
        visibleAt[slot] = EMPTY;
        head = after(slot);
        poppedCount++;
        lastPopCycle = cycle;
        if (producer.isWaiting) {
            producer.release(free);
        }
        return words[slot];
    }

    /** The index (0 to capacity − 1) of the slot that the next pop empties; the consumer's alone while {@code canPop}. */
    public int popSlot() {
        return head;
    }

    // For reports and tests: not for components, whose result could come to depend on the order of steps.

    public String name() {
        return name;
    }

    public int capacity() {
        return capacity;
    }

    /** Words inside, visible or not. */
    public int wordCount() {
        return Math.toIntExact(pushedCount - poppedCount);
    }

    /** Words pushed so far. */
    public long pushedCount() {
        return pushedCount;
    }

    long lastPushCycle() {
        return lastPushCycle;
    }

    long lastPopCycle() {
        return lastPopCycle;
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

    void wire(Port producerPort, Port consumerPort, boolean isBetweenClocks) {
        producer = producerPort;
        consumer = consumerPort;
        isCrossing = isBetweenClocks;
        isWired = true;
    }

    private int after(int slot) {
        int next = slot + 1;
        return next == capacity ? 0 : next;
    }

    private SimulationException broken(String operation, String fix, long cycle) {
        return new SimulationException("fifo '" + name + "': " + operation + " at cycle " + cycle + " with "
                + wordCount() + " of " + capacity + " words inside: " + fix);
    }

    private int require(String what, long value, int least) {
        if (value < least) {
            throw new SimulationException(
                    "fifo '" + name + "': " + what + " = " + value + ", must be at least " + least);
        }
        return Math.toIntExact(value);
    }
}
