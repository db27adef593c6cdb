package tessera.models.dram.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tessera.traces.check.InputException;
import tessera.traces.check.Nearest;

/**
 * The parameters of a generated stream.
 *
 * @param generator which pattern
 * @param count transactions, ≥ 1; the list is cut to exactly this many
 * @param size bytes of a transaction, a power of two
 * @param footprintBytes addresses stay below this
 * @param seed start of the random numbers
 * @param stride bytes between transactions of {@code stride}
 * @param row bytes of one token's vector in the gather patterns
 * @param keep probability with which a token is kept, in (0, 1]
 */
record StreamParams(
        Generator generator, int count, int size, long footprintBytes, long seed, long stride, int row, double keep) {
    private static final List<String> KEYS = List.of("n", "size", "foot", "seed", "stride", "row", "keep");
    private static final Pattern NUMBER = Pattern.compile("(0[xX])?([0-9a-fA-F_]+)|2\\^([0-9]{1,2})");
    private static final long LARGEST = 1L << 50;

    /** Reads {@code name:key=value,…}; missing keys take the defaults of the reference streams. */
    static StreamParams parse(String text, int defaultSize, long defaultSeed) {
        int colon = text.indexOf(':');
        Generator generator = Generator.of(colon < 0 ? text : text.substring(0, colon));
        StreamParams params = new StreamParams(generator, 65536, defaultSize, 1L << 30, defaultSeed, 4096, 64, 0.25);
        List<String> seen = new ArrayList<>();
        String rest = colon < 0 ? "" : text.substring(colon + 1);
        for (String assignment : rest.isBlank() ? new String[0] : rest.split(",", -1)) {
            int equals = assignment.indexOf('=');
            String key = equals < 0
                    ? assignment.strip()
                    : assignment.substring(0, equals).strip();
            if (equals < 0 || !KEYS.contains(key)) {
                throw new InputException("stream " + text + ": expected key=value with a key of "
                        + String.join(", ", KEYS) + ", got '" + assignment + "'" + Nearest.hint(key, KEYS));
            }
            if (seen.contains(key)) {
                throw new InputException("stream " + text + ": key '" + key + "' is given twice; remove one");
            }
            seen.add(key);
            params = params.with(text, key, assignment.substring(equals + 1).strip());
        }
        params.check(text);
        return params;
    }

    private StreamParams with(String text, String key, String value) {
        return switch (key) {
            case "n" ->
                copy((int) whole(text, key, value, 1, AddressStream.MOST), size, footprintBytes, seed, stride, row);
            case "size" -> copy(count, (int) whole(text, key, value, 1, 1 << 16), footprintBytes, seed, stride, row);
            case "foot" -> copy(count, size, whole(text, key, value, 1, LARGEST), seed, stride, row);
            case "seed" -> copy(count, size, footprintBytes, whole(text, key, value, 0, Long.MAX_VALUE), stride, row);
            case "stride" -> copy(count, size, footprintBytes, seed, whole(text, key, value, 1, LARGEST), row);
            case "row" -> copy(count, size, footprintBytes, seed, stride, (int) whole(text, key, value, 1, 1 << 24));
            default -> new StreamParams(generator, count, size, footprintBytes, seed, stride, row, share(text, value));
        };
    }

    private StreamParams copy(int n, int bytes, long foot, long start, long step, int vector) {
        return new StreamParams(generator, n, bytes, foot, start, step, vector, keep);
    }

    private void check(String text) {
        if (Integer.bitCount(size) != 1) {
            throw new InputException("stream " + text + ": size = " + size + ", must be a power of two");
        }
        long least = switch (generator) {
            case KV_ALT -> 2L * Math.max(size, row);
            case COPY -> 2L * size;
            case GATHER_SORTED, GATHER_RAND -> Math.max(size, row);
            default -> size;
        };
        if (footprintBytes < least) {
            throw new InputException("stream " + text + ": foot = " + footprintBytes + ", must hold at least " + least
                    + " bytes for this pattern; raise foot");
        }
    }

    private static long whole(String text, String key, String value, long min, long max) {
        Matcher form = NUMBER.matcher(value);
        long number = -1;
        if (form.matches()) {
            try {
                number = form.group(3) != null
                        ? powerOfTwo(Integer.parseInt(form.group(3)))
                        : Long.parseLong(form.group(2).replace("_", ""), form.group(1) == null ? 10 : 16);
            } catch (NumberFormatException e) {
                number = -1;
            }
        }
        if (number < min || number > max) {
            throw new InputException("stream " + text + ": " + key + " = '" + value
                    + "': expected a whole number between " + min + " and " + max + " (decimal, 0x… or 2^k)");
        }
        return number;
    }

    private static long powerOfTwo(int exponent) {
        return exponent > 62 ? -1 : 1L << exponent;
    }

    private static double share(String text, String value) {
        double share;
        try {
            share = Double.parseDouble(value);
        } catch (NumberFormatException e) {
            share = Double.NaN;
        }
        if (!(share <= 1) || Math.rint(share * 65536) < 1) {
            throw new InputException(
                    "stream " + text + ": keep = '" + value + "': expected a probability between 1/65536 and 1");
        }
        return share;
    }
}
