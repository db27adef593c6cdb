package tessera.traces.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One tensor of one layer, shape {@code [head][token][headDim]}, as the trace keeps it: the elements as little-endian
 * bytes in row-major order, and for int8 one scale per head. Immutable: the arrays and buffers given to it belong to it from
 * then on. A buffer may be a memory map, and then takes no heap.
 */
public final class StoredTensor {
    private final StoredPrecision precision;
    private final ByteBuffer elements;
    private final float[] scales;
    private final int headElements;

    private StoredTensor(StoredPrecision precision, ByteBuffer elements, float[] scales, int headCount) {
        this.precision = precision;
        this.elements = elements.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
        this.scales = scales;
        int bytes = this.elements.capacity();
        this.headElements = bytes / precision.bytes() / headCount;
        if ((long) headElements * headCount * precision.bytes() != bytes) {
            throw new IllegalArgumentException(bytes + " bytes do not divide into " + headCount + " heads");
        }
    }

    /** Takes over int8 elements and their scales, one per head. */
    public static StoredTensor int8(ByteBuffer elements, float[] scales) {
        return new StoredTensor(StoredPrecision.INT8, elements, scales, scales.length);
    }

    /** Takes over little-endian binary16 or binary32 elements. */
    public static StoredTensor floating(StoredPrecision precision, ByteBuffer elements, int headCount) {
        if (precision == StoredPrecision.INT8) {
            throw new IllegalArgumentException("int8 elements need scales");
        }
        return new StoredTensor(precision, elements, new float[0], headCount);
    }

    /**
     * Stores {@code values} ({@code [head][token][headDim]}, finite) in the given format: int8 with scale = max|x| / 127
     * of each head (1 for a head of zeros), binary16 and binary32 rounded to nearest even.
     */
    public static StoredTensor of(float[] values, int headCount, StoredPrecision precision) {
        byte[] elements = new byte[Math.multiplyExact(values.length, precision.bytes())];
        ByteBuffer bytes = ByteBuffer.wrap(elements).order(ByteOrder.LITTLE_ENDIAN);
        switch (precision) {
            case FP32 -> bytes.asFloatBuffer().put(values);
            case FP16 -> bytes.asShortBuffer().put(halves(values));
            case INT8 -> {
                return int8(bytes, quantise(values, headCount, elements));
            }
        }
        return floating(precision, bytes, headCount);
    }

    private static short[] halves(float[] values) {
        short[] halves = new short[values.length];
        for (int i = 0; i < values.length; i++) {
            halves[i] = Float16.fromFloat(values[i]);
        }
        return halves;
    }

    private static float[] quantise(float[] values, int headCount, byte[] into) {
        float[] scales = new float[headCount];
        int headElements = values.length / headCount;
        for (int head = 0; head < headCount; head++) {
            int from = head * headElements;
            float largest = 0;
            for (int i = from; i < from + headElements; i++) {
                largest = Math.max(largest, Math.abs(values[i]));
            }
            // A largest value near the smallest subnormal would underflow to a scale of 0.
            float scale = largest / 127 == 0 ? 1 : largest / 127;
            scales[head] = scale;
            for (int i = from; i < from + headElements; i++) {
                into[i] = (byte) Math.max(-127, Math.min(127, Math.rint((double) values[i] / scale)));
            }
        }
        return scales;
    }

    public StoredPrecision precision() {
        return precision;
    }

    /** Elements of one head: tokens x headDim. */
    public int headElements() {
        return headElements;
    }

    /** The values of one head, a fresh row-major array {@code [token][headDim]}. */
    public float[] head(int head) {
        float[] values = new float[headElements];
        int from = head * headElements;
        ByteBuffer bytes = elements();
        switch (precision) {
            case FP32 -> bytes.asFloatBuffer().get(from, values);
            case FP16 -> {
                short[] halves = new short[headElements];
                bytes.asShortBuffer().get(from, halves);
                for (int i = 0; i < values.length; i++) {
                    values[i] = Float16.toFloat(halves[i]);
                }
            }
            case INT8 -> {
                byte[] integers = new byte[headElements];
                bytes.get(from, integers);
                for (int i = 0; i < values.length; i++) {
                    values[i] = integers[i] * scales[head];
                }
            }
        }
        return values;
    }

    /** Read-only view of the elements, little-endian. */
    public ByteBuffer elements() {
        return elements.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** One scale per head for int8, else empty; a fresh copy. */
    public float[] scales() {
        return scales.clone();
    }
}
