package tessera.sim.spatten.rtl;

import tessera.models.machine.SpAttenRtlParams;
import tessera.sim.stat.Counter;
import tessera.sim.stat.Ledger;
import tessera.sim.stat.StatGroup;
import tessera.sim.stat.Unit;

/**
 * The data side of the fetcher. Takes a beat only when every port has its read; an unaligned queue cuts beats into slices of
 * two buffer lines; then a register for the slice, one for the conversion of its width, and both write ports of the key or
 * the value buffer.
 */
final class Realigner {
    // Bits of an element of the queue.
    private static final int LAST = RowWord.LAST;
    private static final int PADDING = 2;
    /** In the registers, beside {@link RowWord#LAST}. */
    private static final int VALUE = 2;

    private static final int BOTH = 3;
    static final int NO_ROW = -1;

    /** Requests under way, oldest first: {@link MatrixFetcher#context}. */
    private final StreamFifo contexts;

    private final BeatLink link;
    private final BufferWriter keyWriter;
    private final BufferWriter valueWriter;
    private final int portsPerElement;
    private final int elementsPerBeat;
    /** Elements of a slice, by bits of an element of a vector. */
    private final int[] elementsPerSlice = new int[9];

    private boolean hasBeat;
    private long beat;
    private long takenBeats;
    /** Beats that some port has its read of, as far as known. */
    private long begunBeats;

    private final int[] elements;
    private int head;
    private int size;
    private final StageRegister slice = new StageRegister();
    private final StageRegister converted = new StageRegister();
    private int pendingKeyPorts = BOTH;
    private int pendingValuePorts = BOTH;
    private int firstLossRow = NO_ROW;
    private final Counter lostElements;
    private final Ledger<RtlCause> cycles;

    Realigner(
            SpAttenRtlParams params,
            BeatLink link,
            StreamFifo contexts,
            BufferWriter keyWriter,
            BufferWriter valueWriter,
            StatGroup stats) {
        this.link = link;
        this.contexts = contexts;
        this.keyWriter = keyWriter;
        this.valueWriter = valueWriter;
        int elementBits = params.realignBits();
        this.portsPerElement = elementBits / (SpAttenRtlParams.READ_BYTES * Byte.SIZE);
        this.elementsPerBeat = params.beatBits() / elementBits;
        for (int bits : new int[] {4, 6, 8}) {
            elementsPerSlice[bits] = params.sliceBits(bits) / elementBits;
        }
        this.elements = new int[2 * Math.max(elementsPerBeat, elementsPerSlice[8])];
        this.lostElements = stats.counter("lost_elements", Unit.COUNT, "pieces of data thrown away as padding");
        this.cycles = stats.ledger("cycles", "cycles of the beat register", RtlCause.values());
    }

    void step(long cycle) {
        if (converted.isFull) {
            deliver();
        }
        if (slice.isFull && !converted.isFull) {
            converted.load(slice.take());
        }
        boolean hasRoom = size + elementsPerBeat <= elements.length;
        int tail = head + size;
        if (size > 0) {
            pop(cycle);
        }
        if (hasBeat && hasRoom) {
            push(tail);
        }
        cycles.enter(hasBeat ? RtlCause.DOWNSTREAM : takeBeat(cycle), cycle);
    }

    private RtlCause takeBeat(long cycle) {
        if (begunBeats == takenBeats) {
            if (!link.firstReads.isWordVisible(cycle)) {
                return RtlCause.UPSTREAM;
            }
            link.firstReads.pop(cycle);
            begunBeats++;
        }
        if (!link.responses.isWordVisible(cycle)) {
            return RtlCause.LOCK_STEP;
        }
        beat = link.responses.pop(cycle);
        link.rooms.push(cycle, 0);
        hasBeat = true;
        takenBeats++;
        return RtlCause.WORKING;
    }

    /** A beat into the queue; the last real element before padding, or of the last beat, carries the mark. */
    private void push(int tail) {
        int mask = elements.length - 1;
        int realPorts = BeatLink.count(beat);
        boolean isPadding = realPorts == 0;
        for (int i = 0; i < elementsPerBeat; i++) {
            boolean isEnd = i == elementsPerBeat - 1 ? BeatLink.isLast(beat) : (i + 1) * portsPerElement >= realPorts;
            elements[tail + i & mask] = isPadding ? PADDING : RowWord.last(isEnd);
            isPadding = isEnd;
        }
        size += elementsPerBeat;
        hasBeat = false;
    }

    /** A slice out of the queue, or a slice of padding thrown away; only whole ones. */
    private void pop(long cycle) {
        if (!contexts.canPop(cycle)) {
            return;
        }
        int context = contexts.peek();
        int count = elementsPerSlice[MatrixFetcher.contextBits(context)];
        int mask = elements.length - 1;
        if (size < count) {
            return;
        }
        if ((elements[head] & PADDING) == 0) {
            if (slice.isFull) {
                return;
            }
            boolean isLast = elements[head + count - 1 & mask] != 0; // The mark, or padding behind it.
            slice.load(RowWord.last(isLast) | (MatrixFetcher.isValueContext(context) ? VALUE : 0));
            if (isLast) {
                contexts.pop(cycle);
            }
        } else {
            checkLoss(context, count);
        }
        head = head + count & mask;
        size -= count;
    }

    /** The padding behind one fetch need not be whole slices of the next: what it lacks is taken from that fetch's data. */
    private void checkLoss(int context, int count) {
        for (int i = 1; i < count; i++) {
            if ((elements[head + i & elements.length - 1] & PADDING) == 0) {
                lostElements.increment();
                firstLossRow = firstLossRow == NO_ROW ? MatrixFetcher.contextRow(context) : firstLossRow;
            }
        }
    }

    /** The first row that lost data with the padding before it, or NO_ROW. */
    int firstLossRow() {
        return firstLossRow;
    }

    private void deliver() {
        int last = converted.word & LAST;
        boolean isDone;
        if ((converted.word & VALUE) != 0) {
            pendingValuePorts = deliver(valueWriter, pendingValuePorts, last);
            isDone = pendingValuePorts == 0;
            pendingValuePorts = isDone ? BOTH : pendingValuePorts;
        } else {
            pendingKeyPorts = deliver(keyWriter, pendingKeyPorts, last);
            isDone = pendingKeyPorts == 0;
            pendingKeyPorts = isDone ? BOTH : pendingKeyPorts;
        }
        if (isDone) {
            converted.take();
        }
    }

    private static int deliver(BufferWriter writer, int pendingPorts, int last) {
        int left = pendingPorts;
        for (int port = 0; port < SpAttenRtlParams.BANKS; port++) {
            if ((left & 1 << port) != 0 && writer.canTake(port)) {
                writer.take(port, last);
                left &= ~(1 << port);
            }
        }
        return left;
    }

    void finish(long endCycle) {
        cycles.close(endCycle);
    }
}
