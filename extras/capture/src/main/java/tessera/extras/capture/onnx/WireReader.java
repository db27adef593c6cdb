package tessera.extras.capture.onnx;

import java.nio.charset.StandardCharsets;
import tessera.traces.check.InputException;

/**
 * Walks the fields of one message in Protocol Buffers' wire format.
 *
 * <p>Source: Protocol Buffers documentation, "Encoding".
 */
final class WireReader {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED_32 = 5;

    private final byte[] bytes;
    private final int to;
    private final String place;
    private int at;
    private int field;
    private long number;
    private int valueFrom;
    private boolean isDelimited;

    WireReader(byte[] bytes, String place) {
        this(bytes, 0, bytes.length, place);
    }

    private WireReader(byte[] bytes, int from, int to, String place) {
        this.bytes = bytes;
        this.at = from;
        this.to = to;
        this.place = place;
    }

    /** Moves to the next field; false at the end of the message. */
    boolean next() {
        if (at == to) {
            return false;
        }
        long key = varint();
        field = (int) (key >>> 3);
        int wireType = (int) (key & 7);
        isDelimited = wireType == LENGTH_DELIMITED;
        if (field <= 0) {
            throw corrupt("a field number");
        }
        switch (wireType) {
            case VARINT -> number = varint();
            case FIXED_64 -> skip(8);
            case FIXED_32 -> skip(4);
            case LENGTH_DELIMITED -> {
                long length = varint();
                valueFrom = at;
                skip(length);
            }
            default -> throw corrupt("a wire type");
        }
        return true;
    }

    /** Number of the current field. */
    int field() {
        return field;
    }

    /** The current field's value, a whole number. */
    long number() {
        return number;
    }

    /** The current field's value, a nested message. */
    WireReader message() {
        return new WireReader(bytes, delimitedFrom(), at, place);
    }

    /** The current field's value, a text. */
    String text() {
        int from = delimitedFrom();
        return new String(bytes, from, at - from, StandardCharsets.UTF_8);
    }

    private int delimitedFrom() {
        if (!isDelimited) {
            throw corrupt("a nested value in field " + field);
        }
        return valueFrom;
    }

    private void skip(long length) {
        if (length < 0 || length > to - at) {
            throw corrupt("a value within its message, of " + (to - at) + " bytes more");
        }
        at += (int) length;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at == to) {
                break;
            }
            byte next = bytes[at++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw corrupt("a number of at most 10 bytes");
    }

    private InputException corrupt(String expected) {
        return new InputException(place + ": expected an ONNX model, not found at byte " + at + ": " + expected
                + "; the file is cut off, corrupt, or something else");
    }
}
