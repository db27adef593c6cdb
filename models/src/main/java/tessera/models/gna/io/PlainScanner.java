package tessera.models.gna.io;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tessera.models.gna.Tiling;

/**
 * Reads the plain form of a problem line several times faster than a general JSON parser: known keys, each once, lists of
 * unsigned numbers below 10^9, booleans, the tiling's name. Whatever is not plain, right or wrong, it leaves to the
 * general parser. Not thread-safe.
 */
final class PlainScanner {
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FLAT = "\"flat\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MULTI_DIM = "\"multi_dim\"".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_DIGITS = 9;
    private static final int MOST_ENTRIES = 8;

    private final byte[][] keys;
    private final int[] numbers = new int[MOST_ENTRIES];
    private byte[] text = {};
    private int position;
    private int end;

    /** For these keys, in the order of {@link GnaProblemReader#KEYS}. */
    PlainScanner() {
        keys = GnaProblemReader.KEYS.stream()
                .map(key -> key.getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
    }

    /** Fills the fields; false, with the fields in any state, when the line is not plain. */
    boolean scan(byte[] line, int offset, int length, ProblemFields fields) {
        text = line;
        position = offset;
        end = offset + length;
        int seen = 0;
        if (!taken('{')) {
            return false;
        }
        do {
            int key = key();
            if (key < 0 || (seen & 1 << key) != 0 || !taken(':') || !value(key, fields)) {
                return false;
            }
            seen |= 1 << key;
        } while (taken(','));
        return taken('}') && next() < 0;
    }

    private boolean value(int key, ProblemFields fields) {
        return switch (key) {
            case 0 -> (fields.layout = numbers()).length > 0;
            case 1 -> (fields.window = numbers()).length > 0;
            case 2 -> (fields.stride = numbers()).length > 0;
            case 3 -> (fields.dilation = numbers()).length > 0;
            case 4 -> (fields.causal = flags()).length > 0;
            case 5 -> (fields.queryTile = numbers()).length > 0;
            case 6 -> (fields.kvTile = numbers()).length > 0;
            default -> tiling(fields);
        };
    }

    /** The next byte that is not white space, without taking it; negative at the end. */
    private int next() {
        while (position < end) {
            byte at = text[position];
            if (at != ' ' && at != '\t' && at != '\r') {
                return at;
            }
            position++;
        }
        return -1;
    }

    private boolean taken(char wanted) {
        if (next() != wanted) {
            return false;
        }
        position++;
        return true;
    }

    /** Whether exactly these bytes come next; then they are taken. */
    private boolean taken(byte[] wanted) {
        int to = position + wanted.length;
        if (to > end || !Arrays.equals(text, position, to, wanted, 0, wanted.length)) {
            return false;
        }
        position = to;
        return true;
    }

    /** Index of the quoted key that comes next; negative when it is none of the keys. */
    private int key() {
        if (taken('"')) {
            for (int key = 0; key < keys.length; key++) {
                int close = position + keys[key].length;
                if (close < end && text[close] == '"' && taken(keys[key])) {
                    position++;
                    return key;
                }
            }
        }
        return -1;
    }

    /** The list of numbers that comes next; empty when it is not plain. */
    private int[] numbers() {
        int count = 0;
        if (!taken('[')) {
            return new int[0];
        }
        do {
            int value = number();
            if (value < 1 || count == MOST_ENTRIES) {
                return new int[0];
            }
            numbers[count++] = value;
        } while (taken(','));
        return taken(']') ? Arrays.copyOf(numbers, count) : new int[0];
    }

    /** The number that comes next; 0 when it is not plain. */
    private int number() {
        int value = 0;
        int digits = 0;
        if (next() == '0') {
            return 0;
        }
        while (position < end && text[position] >= '0' && text[position] <= '9') {
            value = 10 * value + text[position++] - '0';
            if (++digits > MOST_DIGITS) {
                return 0;
            }
        }
        return value;
    }

    /** The list of booleans that comes next; empty when it is not plain. */
    private boolean[] flags() {
        boolean[] flags = new boolean[MOST_ENTRIES];
        int count = 0;
        if (!taken('[')) {
            return new boolean[0];
        }
        do {
            next();
            boolean isTrue = taken(TRUE);
            if ((!isTrue && !taken(FALSE)) || count == MOST_ENTRIES) {
                return new boolean[0];
            }
            flags[count++] = isTrue;
        } while (taken(','));
        return taken(']') ? Arrays.copyOf(flags, count) : new boolean[0];
    }

    private boolean tiling(ProblemFields fields) {
        next();
        boolean isFlat = taken(FLAT);
        fields.tiling = isFlat ? Tiling.FLAT : Tiling.MULTI_DIM;
        return isFlat || taken(MULTI_DIM);
    }
}
