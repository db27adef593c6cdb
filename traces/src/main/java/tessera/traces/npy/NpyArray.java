package tessera.traces.npy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tessera.traces.check.InputException;
import tessera.traces.tensor.Float16;

/** One array: element type, shape, and the elements in row-major order, little-endian. */
public final class NpyArray {
    private final String place;
    private final NpyType type;
    private final List<Integer> shape;
    private final ByteBuffer elements;

    /** Takes over {@code elements}; {@code place} is what messages call the array. */
    public NpyArray(String place, NpyType type, List<Integer> shape, ByteBuffer elements) {
        this.place = place;
        this.type = type.littleEndian();
        this.shape = List.copyOf(shape);
        this.elements = elements.slice().asReadOnlyBuffer();
        long expected = type.bytes();
        for (int axis : shape) {
            expected = Math.multiplyExact(expected, axis);
        }
        if (expected != this.elements.capacity()) {
            throw new IllegalArgumentException(this.elements.capacity() + " bytes for shape " + shape + " of " + type);
        }
    }

    /** An array of the given type from its little-endian row-major bytes, which it takes over. */
    public static NpyArray of(NpyType type, List<Integer> shape, byte[] elements) {
        return of(type, shape, ByteBuffer.wrap(elements));
    }

    /** An array of the given type over its little-endian row-major bytes, which must not change any more. */
    public static NpyArray of(NpyType type, List<Integer> shape, ByteBuffer elements) {
        return new NpyArray("array", type, shape, elements);
    }

    /** A binary32 array; the values are copied. */
    public static NpyArray of(List<Integer> shape, float... values) {
        byte[] elements = new byte[Math.multiplyExact(values.length, 4)];
        ByteBuffer.wrap(elements).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
        return of(NpyType.FLOAT32, shape, elements);
    }

    /** A one-dimensional array of the text's UTF-8 bytes. */
    public static NpyArray utf8(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return of(NpyType.UINT8, List.of(bytes.length), bytes);
    }

    /** What messages call the array: file and name. */
    public String place() {
        return place;
    }

    public NpyType type() {
        return type;
    }

    /** Elements per axis, outermost first; empty for a single number. */
    public List<Integer> shape() {
        return shape;
    }

    /** Read-only view of the elements, row-major, little-endian. */
    public ByteBuffer elements() {
        return elements.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** How many elements there are. */
    public int elementCount() {
        return type.bytes() == 0 ? 0 : elements.capacity() / type.bytes();
    }

    /** The elements as binary32; f8 and integers are rounded to nearest. Text is an input error. */
    public float[] floats() {
        if (type.equals(NpyType.FLOAT32)) {
            float[] values = new float[elementCount()];
            elements().asFloatBuffer().get(values);
            return values;
        }
        double[] wide = type.equals(NpyType.FLOAT16) ? null : doubles();
        float[] values = new float[elementCount()];
        ByteBuffer bytes = elements();
        for (int i = 0; i < values.length; i++) {
            values[i] = wide == null ? Float16.toFloat(bytes.getShort(i * 2)) : (float) wide[i];
        }
        return values;
    }

    /** The elements as binary64; 64-bit integers beyond 2^53 are rounded to nearest. Text is an input error. */
    public double[] doubles() {
        rejectText("numbers");
        double[] values = new double[elementCount()];
        ByteBuffer bytes = elements();
        for (int i = 0; i < values.length; i++) {
            values[i] = type.kind() == 'f' ? floating(bytes, i) : integer(bytes, i);
        }
        return values;
    }

    /** The elements of an integer or boolean array; u8 beyond 2^63 − 1, floats and text are input errors. */
    public long[] longs() {
        rejectText("integers");
        if (type.kind() == 'f') {
            throw new InputException(place + ": expected integers, got " + type);
        }
        long[] values = new long[elementCount()];
        ByteBuffer bytes = elements();
        for (int i = 0; i < values.length; i++) {
            values[i] = exactInteger(bytes, i);
        }
        return values;
    }

    /** The text of a single U element or of a one-dimensional u1 array of UTF-8; anything else is an input error. */
    public String text() {
        if (type.kind() == 'U' && shape.isEmpty()) {
            return new String(bytes(), Charset.forName("UTF-32LE")).replaceFirst("\u0000+$", "");
        }
        if (type.equals(NpyType.UINT8) && shape.size() == 1) {
            return new String(bytes(), StandardCharsets.UTF_8);
        }
        throw new InputException(
                place + ": expected a text (one U element, or u1 bytes of UTF-8), got " + type + " of shape " + shape);
    }

    private double floating(ByteBuffer bytes, int i) {
        return switch (type.bytes()) {
            case 2 -> Float16.toFloat(bytes.getShort(i * 2));
            case 4 -> bytes.getFloat(i * 4);
            default -> bytes.getDouble(i * 8);
        };
    }

    private double integer(ByteBuffer bytes, int i) {
        long value = raw(bytes, i);
        if (type.kind() == 'u' && type.bytes() == 8 && value < 0) {
            // Halved with the lost bit kept as a sticky bit, so that the conversion rounds as the whole would.
            return (double) ((value >>> 1) | (value & 1)) * 2;
        }
        return value;
    }

    private long exactInteger(ByteBuffer bytes, int i) {
        long value = raw(bytes, i);
        if (type.kind() == 'u' && type.bytes() == 8 && value < 0) {
            throw new InputException(place + ": element " + i + ": expected at most " + Long.MAX_VALUE + ", got "
                    + Long.toUnsignedString(value));
        }
        return value;
    }

    /** The element's bits: sign-extended for i, zero-extended for u and b (8-byte u as its bits). */
    private long raw(ByteBuffer bytes, int i) {
        boolean isSigned = type.kind() == 'i';
        return switch (type.bytes()) {
            case 1 -> isSigned ? bytes.get(i) : bytes.get(i) & 0xffL;
            case 2 -> isSigned ? bytes.getShort(i * 2) : bytes.getShort(i * 2) & 0xffffL;
            case 4 -> isSigned ? bytes.getInt(i * 4) : bytes.getInt(i * 4) & 0xffffffffL;
            default -> bytes.getLong(i * 8);
        };
    }

    private void rejectText(String expected) {
        if (type.kind() == 'U') {
            throw new InputException(place + ": expected " + expected + ", got a text");
        }
    }

    private byte[] bytes() {
        byte[] bytes = new byte[elements.capacity()];
        elements().get(bytes);
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NpyArray that
                && type.equals(that.type)
                && shape.equals(that.shape)
                && elements().equals(that.elements());
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + elements().hashCode();
    }

    @Override
    public String toString() {
        return place + " " + type + shape;
    }
}
