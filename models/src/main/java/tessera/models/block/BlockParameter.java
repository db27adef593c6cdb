package tessera.models.block;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.traces.check.InputException;

/**
 * One whole-number parameter of a hardware block: its name on the command line, its default, what it may be and why.
 *
 * @param name {@code snake_case}
 * @param summary one phrase, with the unit
 * @param defaultValue what holds when nothing is set
 * @param min smallest legal value
 * @param max largest legal value
 * @param isPowerOfTwo whether only powers of two make hardware
 * @param reason why the rule holds, for the error message
 */
public record BlockParameter(
        String name, String summary, int defaultValue, int min, int max, boolean isPowerOfTwo, String reason) {
    public BlockParameter {
        if (!isLegal(defaultValue, min, max, isPowerOfTwo)) {
            throw new IllegalArgumentException("default " + defaultValue + " of " + name + " is not legal");
        }
    }

    /** Any whole number in a range. */
    public static BlockParameter number(
            String name, String summary, int defaultValue, int min, int max, String reason) {
        return new BlockParameter(name, summary, defaultValue, min, max, false, reason);
    }

    /** A power of two in a range. */
    public static BlockParameter power(String name, String summary, int defaultValue, int min, int max, String reason) {
        return new BlockParameter(name, summary, defaultValue, min, max, true, reason);
    }

    /** A rule between parameters: a broken one is an {@link InputException} with this text. */
    public static void require(String block, boolean holds, String message) {
        if (!holds) {
            throw new InputException(block + ": " + message);
        }
    }

    /** Parameter names with values, in this order. */
    public static Map<String, Integer> values(List<BlockParameter> parameters, int... values) {
        Map<String, Integer> named = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            named.put(parameters.get(i).name(), values[i]);
        }
        return named;
    }

    /** Values in the order of their parameters: the first that is not legal is an {@link InputException}. */
    public static void checkAll(String block, List<BlockParameter> parameters, int... values) {
        for (int i = 0; i < values.length; i++) {
            parameters.get(i).check(block, values[i]);
        }
    }

    /** The value if it is legal, else an {@link InputException}. */
    public int check(String block, int value) {
        if (!isLegal(value, min, max, isPowerOfTwo)) {
            throw new InputException(
                    block + ": " + name + " = " + value + ", must be " + range() + " (" + reason + ")" + advice(value));
        }
        return value;
    }

    /** What it may be, in words. */
    public String range() {
        return (isPowerOfTwo ? "a power of two between " : "a whole number between ") + min + " and " + max;
    }

    private String advice(int value) {
        if (value < min) {
            return "; use " + min + " or more";
        }
        if (value > max) {
            return "; use " + max + " or less";
        }
        int below = Integer.highestOneBit(value);
        return "; use " + below + (below * 2 <= max ? " or " + below * 2 : "");
    }

    private static boolean isLegal(int value, int min, int max, boolean isPowerOfTwo) {
        return value >= min && value <= max && (!isPowerOfTwo || Integer.bitCount(value) == 1);
    }
}
