package tessera.sim.spatten;

import tessera.models.spatten.Load;
import tessera.models.spatten.SpAttenWork;
import tessera.sim.kernel.Fifo;

/**
 * One of the fetcher's two streams, keys or values: turns segments into bursts, in order, and arrivals in any order into
 * "so many vectors of this segment are there", in order. Neighbouring vectors that share a burst read it once.
 */
final class BurstStream {
    /** Segments that have bursts under way. */
    private static final int SEGMENT_SLOTS = 64;

    private static final long NONE = -1;

    private final SpAttenWork work;
    private final Datapath datapath;
    private final Fifo segments;
    private final Fifo arrivals;
    private final int burstShift;
    private final int[] firstRowOfLoad;
    private final long[] rowBursts;

    /** Rings over burst sequence numbers: whether it has come, and how many vectors it completes. */
    private final boolean[] hasArrived;

    private final short[] completed;
    private final byte[] cause;
    private final int mask;
    private long nextBurst;
    private long frontier;

    /** Ring of segments between their first and last burst. */
    private final long[] segmentWord = new long[SEGMENT_SLOTS];

    private final long[] segmentEnd = new long[SEGMENT_SLOTS];
    private int segmentHead;
    private int segmentCount;
    private int arrivedVectors;
    private int reportedVectors;

    /** The segment whose bursts are being made; NONE between segments. */
    private long current = NONE;

    private int owner;
    private int[] indices;
    private boolean isSelection;
    private int vectorCount;
    private long vectorBits;
    private long base;
    private int vector;
    private long burst;
    private long lastBurst;

    /**
     * @param ringSize bursts under way at most, a power of two
     * @param rowBursts {@code [row]}, counted up
     */
    BurstStream(
            SpAttenWork work,
            Datapath datapath,
            Fifo segments,
            Fifo arrivals,
            int burstBytes,
            int ringSize,
            long[] rowBursts) {
        this.work = work;
        this.datapath = datapath;
        this.segments = segments;
        this.arrivals = arrivals;
        this.burstShift = Integer.numberOfTrailingZeros(burstBytes * Byte.SIZE);
        this.rowBursts = rowBursts;
        this.hasArrived = new boolean[ringSize];
        this.completed = new short[ringSize];
        this.cause = new byte[ringSize];
        this.mask = ringSize - 1;
        this.firstRowOfLoad = new int[work.loads().size()];
        for (int row = work.rows().size() - 1; row >= 0; row--) {
            firstRowOfLoad[work.rows().get(row).load()] = row;
        }
    }

    /** Whether a segment is under way, so that the stream keeps the fetcher. */
    boolean isWithinSegment() {
        return current != NONE;
    }

    /** Whether there is a burst to make; takes the next segment when it is time. */
    boolean hasBurst(long cycle) {
        if (nextBurst - frontier > mask) {
            return false;
        }
        if (current != NONE) {
            return true;
        }
        if (segmentCount == SEGMENT_SLOTS || !segments.canPop(cycle)) {
            return false;
        }
        begin(segments.pop(cycle));
        return true;
    }

    /** Byte address of the burst that {@link #take} will take. */
    long address() {
        return base + (burst << burstShift - 3);
    }

    /** Takes the burst; its slot, to be given back to {@link #arrive}. */
    int take() {
        int slot = (int) nextBurst++ & mask;
        int completes = 0;
        if (burst == lastBurst) {
            completes = 1;
            vector++;
            while (vector < vectorCount && !nextVector()) {
                completes++;
                vector++;
            }
        } else {
            burst++;
        }
        completed[slot] = (short) completes;
        rowBursts[owner]++;
        if (vector == vectorCount) {
            int tail = segmentHead + segmentCount - 1;
            segmentEnd[tail & SEGMENT_SLOTS - 1] = nextBurst;
            current = NONE;
        }
        return slot;
    }

    private void begin(long segment) {
        current = segment;
        int id = Words.id(segment);
        int kind = Words.kind(segment);
        boolean isOfLoad = kind == Words.KEYS || kind == Words.RESIDENT_VALUES;
        owner = isOfLoad ? firstRowOfLoad[id] : id;
        Load load = work.loads().get(isOfLoad ? id : work.rows().get(id).load());
        indices = load.indices();
        isSelection = kind == Words.ROW_VALUES;
        vectorCount = isSelection ? datapath.valueCount(id) : load.keyCount();
        int bits = kind == Words.KEYS ? load.keyBits() : kind == Words.LOW_BITS ? load.lsbBits() : load.valueBits();
        vectorBits = (long) work.headDim() * bits;
        base = kind == Words.KEYS ? load.keyBase() : kind == Words.LOW_BITS ? load.lsbBase() : load.valueBase();
        vector = 0;
        lastBurst = -1;
        nextVector();
        int tail = segmentHead + segmentCount++;
        segmentWord[tail & SEGMENT_SLOTS - 1] = segment;
        segmentEnd[tail & SEGMENT_SLOTS - 1] = Long.MAX_VALUE;
    }

    /** Sets out for the bursts of the vector at hand; false when the last burst holds all of it. */
    private boolean nextVector() {
        long index = isSelection ? datapath.valueIndex(owner, vector) : indices[vector];
        long end = ((index + 1) * vectorBits - 1) >>> burstShift;
        if (end <= lastBurst) {
            return false;
        }
        burst = Math.max(lastBurst + 1, index * vectorBits >>> burstShift);
        lastBurst = end;
        return true;
    }

    /** A burst has come; {@code ofWait} is what took most of its time. */
    void arrive(int slot, StallCause ofWait) {
        hasArrived[slot] = true;
        cause[slot] = (byte) ofWait.ordinal();
    }

    /** Reports the vectors that are complete in order. */
    void report(long cycle) {
        while (frontier < nextBurst && hasArrived[(int) frontier & mask] && arrivals.canPush(cycle)) {
            int head = segmentHead & SEGMENT_SLOTS - 1;
            int last = 0;
            while (frontier < Math.min(nextBurst, segmentEnd[head]) && hasArrived[(int) frontier & mask]) {
                int slot = (int) frontier++ & mask;
                hasArrived[slot] = false;
                arrivedVectors += completed[slot];
                last = cause[slot];
            }
            if (arrivedVectors > reportedVectors) {
                arrivals.put(Fetcher.ARRIVED, arrivedVectors);
                arrivals.put(Fetcher.CAUSE, last);
                arrivals.push(cycle, segmentWord[head]);
                reportedVectors = arrivedVectors;
            }
            if (frontier == segmentEnd[head]) {
                segmentHead++;
                segmentCount--;
                arrivedVectors = 0;
                reportedVectors = 0;
            }
        }
    }

    boolean hasPendingWork() {
        return frontier < nextBurst || current != NONE;
    }
}
