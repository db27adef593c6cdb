package tessera.traces.npy;

import tessera.traces.check.InputException;

/**
 * Element type of an array, NumPy's {@code descr}.
 *
 * @param kind {@code f} binary float, {@code i} signed, {@code u} unsigned integer, {@code b} boolean, {@code U} text of
 *     UTF-32 code units
 * @param bytes bytes of one element: f 2, 4, 8; i and u 1, 2, 4, 8; b 1; U 4 for each character
 * @param bigEndian byte order in the file
 */
public record NpyType(char kind, int bytes, boolean bigEndian) {
    public static final NpyType INT8 = new NpyType('i', 1, false);
    public static final NpyType UINT8 = new NpyType('u', 1, false);
    public static final NpyType FLOAT16 = new NpyType('f', 2, false);
    public static final NpyType FLOAT32 = new NpyType('f', 4, false);
    public static final NpyType FLOAT64 = new NpyType('f', 8, false);

    /** Parses a {@code descr} such as {@code <f4}, {@code |i1}, {@code >u8}, {@code <U16}; {@code place} heads messages. */
    static NpyType parse(String descr, String place) {
        if (!descr.matches("[<>|][a-zA-Z][0-9]{0,7}")) {
            throw unsupported(descr, place);
        }
        char order = descr.charAt(0);
        char kind = descr.charAt(1);
        int number = descr.length() == 2 ? 0 : Integer.parseInt(descr.substring(2));
        boolean isKnown = switch (kind) {
            case 'f' -> number == 2 || number == 4 || number == 8;
            case 'i', 'u' -> number == 1 || number == 2 || number == 4 || number == 8;
            case 'b' -> number == 1;
            case 'U' -> true;
            default -> false;
        };
        boolean isByte = kind != 'U' && number == 1;
        if (!isKnown || (order == '|' && !isByte)) {
            throw unsupported(descr, place);
        }
        return new NpyType(kind, kind == 'U' ? number * 4 : number, order == '>' && !isByte);
    }

    /** The same type in the byte order that {@link NpyArray} keeps and the writer writes. */
    NpyType littleEndian() {
        return new NpyType(kind, bytes, false);
    }

    /** Bytes whose order the file's byte order governs: a whole number, or one character of a text. */
    int unitBytes() {
        return kind == 'U' ? 4 : bytes;
    }

    /** NumPy's {@code descr}: {@code <f4}, {@code |i1}. */
    @Override
    public String toString() {
        String order = kind != 'U' && bytes == 1 ? "|" : bigEndian ? ">" : "<";
        return order + kind + (kind == 'U' ? bytes / 4 : bytes);
    }

    private static InputException unsupported(String descr, String place) {
        String pickled = descr.contains("O") ? " (pickled Python objects are never loaded)" : "";
        return new InputException(place + ": expected element type f2, f4, f8, i1 to i8, u1 to u8, b1 or U, got '"
                + descr + "'" + pickled + "; convert with array.astype('<f4')");
    }
}
