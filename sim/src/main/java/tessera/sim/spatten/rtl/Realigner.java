package tessera.sim.spatten.rtl;

/** Re-slices beats into pairs of buffer lines: an unaligned queue of elements, a slice and a width-conversion register. */
final class Realigner {
    private static final int CONTEXT_DEPTH = 16;
    private static final int PADDING = 2;
    private static final int LAST = 1;

    /** Requests under way, oldest first: bits of an element, shifted left by one, plus 1 for values. */
    final StreamFifo contexts = new StreamFifo(CONTEXT_DEPTH);

    private final LoadPorts loads;
    private final BufferWriter keyWriter;
    private final BufferWriter valueWriter;
    private final int lineBits;
    private final int elementBits;
    private final int elementsPerBeat;
    private final int portsPerElement;
    private final int[] elements;
    private int head;
    private int size;

    private final StageRegister beat = new StageRegister();
    private final StageRegister slice = new StageRegister();
    private final StageRegister converted = new StageRegister();
    private int keyTargets = 3;
    private int valueTargets = 3;

    Realigner(int ports, int multipliers, LoadPorts loads, BufferWriter keyWriter, BufferWriter valueWriter) {
        this.loads = loads;
        this.keyWriter = keyWriter;
        this.valueWriter = valueWriter;
        this.lineBits = 2 * multipliers;
        int beatBits = 256 * ports;
        int gcd = beatBits;
        for (int bits : new int[] {4, 6, 8}) {
            gcd = gcd(gcd, bits * lineBits);
        }
        this.elementBits = gcd;
        this.elementsPerBeat = beatBits / gcd;
        this.portsPerElement = gcd / 256;
        this.elements = new int[2 * Math.max(elementsPerBeat, 8 * lineBits / gcd)];
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    void step(long cycle) {
        if (converted.isFull) {
            boolean isValue = (converted.word & 2) != 0;
            if (isValue) {
                valueTargets = deliver(valueWriter, valueTargets, converted.word & LAST);
                if (valueTargets == 0) {
                    valueTargets = 3;
                    converted.isFull = false;
                }
            } else {
                keyTargets = deliver(keyWriter, keyTargets, converted.word & LAST);
                if (keyTargets == 0) {
                    keyTargets = 3;
                    converted.isFull = false;
                }
            }
        }
        if (slice.isFull && !converted.isFull) {
            converted.load(slice.take());
        }
        boolean hasRoom = size + elementsPerBeat <= elements.length;
        int tail = head + size;
        pop(cycle);
        if (beat.isFull && hasRoom) {
            push(tail, beat.take());
        }
        if (!beat.isFull && loads.canTake(cycle)) {
            beat.load(loads.take(cycle));
        }
    }

    private static int deliver(BufferWriter writer, int targets, int last) {
        int left = targets;
        for (int port = 0; port < 2; port++) {
            if ((left & 1 << port) != 0 && !writer.data[port].isFull) {
                writer.data[port].load(last);
                left &= ~(1 << port);
            }
        }
        return left;
    }

    private void push(int tail, int word) {
        int count = word >> 1;
        for (int i = 0; i < elementsPerBeat; i++) {
            boolean isPadding = i * portsPerElement >= count;
            boolean isNextPadding = i == elementsPerBeat - 1 ? (word & 1) != 0 : (i + 1) * portsPerElement >= count;
            elements[tail + i & elements.length - 1] =
                    (isPadding ? PADDING : 0) | (!isPadding && isNextPadding ? LAST : 0);
        }
        size += elementsPerBeat;
    }

    private void pop(long cycle) {
        if (size == 0 || !contexts.canPop(cycle)) {
            return;
        }
        int context = contexts.peek();
        int count = (context >> 1) * lineBits / elementBits;
        if (size < count) {
            return;
        }
        boolean isPadding = (elements[head] & PADDING) != 0;
        if (!isPadding) {
            if (slice.isFull) {
                return;
            }
            int end = elements[head + count - 1 & elements.length - 1];
            int last = end != 0 ? LAST : 0;
            slice.load((context & 1) << 1 | last);
            if (last != 0) {
                contexts.pop(cycle);
            }
        }
        head = head + count & elements.length - 1;
        size -= count;
    }
}
