package tessera.traces.npy;

import java.util.ArrayList;
import java.util.List;
import tessera.traces.check.InputException;

/**
 * The header of an NPY file, NumPy format versions 1.0, 2.0 and 3.0.
 *
 * @param shape elements per axis, outermost first; empty for a single number
 * @param fortranOrder whether the first axis varies fastest in the file
 * @param length bytes before the first element
 */
record NpyHeader(NpyType type, boolean fortranOrder, List<Long> shape, int length) {
    /** Bytes from the start of a file up to and with the header's length field, in version 2.0 and 3.0. */
    static final int LONGEST_PREFIX = 12;

    /** Longest header accepted; NumPy's own limit for untrusted files is 10,000 characters. */
    static final int LONGEST_TEXT = 1 << 16;

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    /**
     * The header's end, from the first {@link #LONGEST_PREFIX} bytes (fewer if the file is shorter).
     *
     * @param size bytes that the whole file has
     */
    static int length(byte[] prefix, long size, String place) {
        for (int i = 0; i < MAGIC.length; i++) {
            if (prefix.length <= i || prefix[i] != MAGIC[i]) {
                throw new InputException(place + ": expected an NPY array (bytes 93 'NUMPY'), found "
                        + Excerpt.of(prefix) + "; save it with numpy.save or numpy.savez");
            }
        }
        int major = prefix.length > 7 ? prefix[6] : 0;
        int field = major == 1 ? 2 : 4;
        if (major < 1 || major > 3 || prefix[7] != 0) {
            throw new InputException(place + ": expected NPY version 1.0, 2.0 or 3.0, found "
                    + (prefix.length > 7 ? prefix[6] + "." + prefix[7] : "the end of the file"));
        }
        long text = 0;
        for (int i = Math.min(prefix.length, 8 + field) - 1; i >= 8; i--) {
            text = (text << 8) | (prefix[i] & 0xff);
        }
        long end = 8 + field + text;
        if (end > size || prefix.length < 8 + field || text > LONGEST_TEXT) {
            throw new InputException(place + ": expected an NPY header within " + Math.min(size, LONGEST_TEXT)
                    + " bytes, its length field says it ends at " + end + "; the file is cut off or corrupt");
        }
        return (int) end;
    }

    /** Parses the whole header, of which {@code bytes} holds exactly {@link #length} bytes. */
    static NpyHeader parse(byte[] bytes, String place) {
        int from = bytes[6] == 1 ? 10 : 12;
        String text = new String(bytes, from, bytes.length - from, java.nio.charset.StandardCharsets.ISO_8859_1);
        NpyHeaderText fields = new NpyHeaderText(text, place);
        fields.parse();
        return new NpyHeader(NpyType.parse(fields.descr(), place), fields.fortranOrder(), fields.shape(), bytes.length);
    }

    /**
     * Bytes of all elements, checked to be what stands behind the header.
     *
     * @param size bytes that the whole file has
     */
    long checkedDataBytes(long size, String place) {
        long expected = type.bytes();
        for (long axis : shape) {
            if (axis == 0) {
                expected = 0;
            }
        }
        try {
            for (long axis : shape) {
                expected = Math.multiplyExact(expected, axis);
            }
            Math.addExact(expected, length);
        } catch (ArithmeticException e) {
            throw new InputException(
                    place + ": shape " + shapeText() + " of " + type + " overflows 64 bits of bytes, found "
                            + (size - length) + " bytes of elements",
                    e);
        }
        if (expected != size - length) {
            throw new InputException(place + ": shape " + shapeText() + " of " + type + ": expected " + expected
                    + " bytes of elements, found " + (size - length)
                    + (expected > size - length
                            ? "; the file is cut off or corrupt"
                            : "; there is something behind them"));
        }
        return expected;
    }

    String shapeText() {
        List<String> axes = new ArrayList<>();
        for (long axis : shape) {
            axes.add(Long.toString(axis));
        }
        return "(" + String.join(", ", axes) + (axes.size() == 1 ? ",)" : ")");
    }
}
