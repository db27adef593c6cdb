package tessera.hdl.bench;

import java.util.Arrays;
import tessera.sim.block.Port;
import tessera.sim.block.PortBits;
import tessera.sim.block.StreamPorts;

/**
 * The payload of one stream in the cycle in which it passes, every port in whole 32-bit words, with a care bit for each
 * bit: what an input beat does not set is 0, and what an expected beat does not care for is not compared.
 */
public final class Beat {
    private final StreamPorts stream;
    private final int[] value;
    private final int[] care;

    /** A beat of zeros that cares for nothing yet. */
    public Beat(StreamPorts stream) {
        this.stream = stream;
        this.value = new int[stream.beat().words()];
        this.care = new int[stream.beat().words()];
    }

    /** Takes over a value whose every bit counts. */
    Beat(StreamPorts stream, int[] words, int base) {
        this(stream);
        System.arraycopy(words, base, value, 0, value.length);
        int word = 0;
        for (Port port : stream.payload()) {
            PortBits.fillOnes(care, word, port.bits());
            word += port.words();
        }
    }

    /** Sets a port of at most 64 bits. */
    public Beat with(String port, long number) {
        Port known = stream.beat().port(port);
        if (known.bits() < Long.SIZE && number >>> known.bits() != 0) {
            throw new IllegalArgumentException(number + " does not fit in the " + known.bits() + " bits of " + port);
        }
        int word = stream.beat().word(port);
        PortBits.put(value, word, 0, known.bits(), number);
        PortBits.fillOnes(care, word, known.bits());
        return this;
    }

    /** Sets the lowest lanes of a port of lanes of {@code laneBits} bits; the lanes above stay as they are. */
    public Beat withLanes(String port, int laneBits, long[] numbers) {
        int word = stream.beat().word(port);
        for (int lane = 0; lane < numbers.length; lane++) {
            PortBits.put(value, word, lane * laneBits, laneBits, numbers[lane]);
        }
        PortBits.fillOnes(care, word, numbers.length * laneBits);
        return this;
    }

    /** A port of at most 64 bits. */
    public long number(String port) {
        return PortBits.get(
                value, stream.beat().word(port), 0, stream.beat().port(port).bits());
    }

    /** Lane {@code index} of a port of lanes of {@code laneBits} bits. */
    public long lane(String port, int index, int laneBits) {
        return PortBits.get(value, stream.beat().word(port), index * laneBits, laneBits);
    }

    void copyValueTo(int[] frame, int base) {
        System.arraycopy(value, 0, frame, base, value.length);
    }

    /** The first payload word in which a cared-for bit differs from the frame, or the number of words if none does. */
    int firstDifference(int[] frame, int base) {
        for (int word = 0; word < value.length; word++) {
            if (((value[word] ^ frame[base + word]) & care[word]) != 0) {
                return word;
            }
        }
        return value.length;
    }

    int[] value() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Beat beat && Arrays.equals(value, beat.value) && Arrays.equals(care, beat.care);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(stream.name()).append('{');
        int word = 0;
        for (Port port : stream.payload()) {
            text.append(word == 0 ? "" : ", ").append(port.name()).append('=');
            text.append(PortTrace.hex(value, word, port));
            word += port.words();
        }
        return text.append('}').toString();
    }
}
