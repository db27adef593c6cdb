package tessera.traces.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One tensor of one layer, shape {@code [head][token][headDim]}, as the trace keeps it: the elements as little-endian
 * bytes in row-major order, and for int8 one scale per head. Immutable: the arrays given to it belong to it from then on.
 */
public final class StoredTensor {
    private final StoredPrecision precision;
    private final byte[] elements;
    private final float[] scales;
    private final int headElements;

    private StoredTensor(StoredPrecision precision, byte[] elements, float[] scales, int headCount) {
        this.precision = precision;
        this.elements = elements;
        this.scales = scales;
        this.headElements = elements.length / precision.bytes() / headCount;
        if ((long) headElements * headCount * precision.bytes() != elements.length) {
            throw new IllegalArgumentException(elements.length + " bytes do not divide into " + headCount + " heads");
        }
    }

    /** Takes over int8 elements and their scales, one per head. */
    public static StoredTensor int8(byte[] elements, float[] scales) {
        return new StoredTensor(StoredPrecision.INT8, elements, scales, scales.length);
    }

    /** Takes over little-endian binary16 or binary32 elements. */
    public static StoredTensor floating(StoredPrecision precision, byte[] elements, int headCount) {
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
            case FP16 -> {
                for (float value : values) {
                    bytes.putShort(Float16.fromFloat(value));
                }
            }
            case INT8 -> {
                return int8(elements, quantise(values, headCount, elements));
            }
        }
        return floating(precision, elements, headCount);
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
        ByteBuffer bytes = ByteBuffer.wrap(elements).order(ByteOrder.LITTLE_ENDIAN);
        switch (precision) {
            case FP32 -> bytes.position(from * 4).asFloatBuffer().get(values);
            case FP16 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = Float16.toFloat(bytes.getShort((from + i) * 2));
                }
            }
            case INT8 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = elements[from + i] * scales[head];
                }
            }
        }
        return values;
    }

    /** Read-only view of the elements, little-endian. */
    public ByteBuffer elements() {
        return ByteBuffer.wrap(elements).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** One scale per head for int8, else empty; a fresh copy. */
    public float[] scales() {
        return scales.clone();
    }
}
