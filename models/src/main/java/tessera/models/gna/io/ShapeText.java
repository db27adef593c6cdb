package tessera.models.gna.io;

import tessera.models.gna.GnaProblem;
import tessera.traces.check.InputException;

/** Option values per axis: {@code 30x48x80} to numbers, {@code no,no,yes} to flags. */
public final class ShapeText {
    private static final int SHOWN = 40;

    private ShapeText() {}

    /** Whole numbers 1 to 2^31 − 1 joined by x, one per axis; {@code option} is named in the message of a wrong one. */
    public static int[] numbers(String option, String text) {
        String[] parts = split(option, text, "x", "whole numbers joined by x, such as 30x48x80");
        int[] numbers = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            numbers[i] = number(option, text, parts[i]);
        }
        return numbers;
    }

    /** yes/no (or true/false) joined by commas, one per axis. */
    public static boolean[] flags(String option, String text) {
        String[] parts = split(option, text, ",", "yes or no per axis joined by commas, such as no,no,yes");
        boolean[] flags = new boolean[parts.length];
        for (int i = 0; i < parts.length; i++) {
            flags[i] = switch (parts[i]) {
                case "yes", "true" -> true;
                case "no", "false" -> false;
                default ->
                    throw new InputException(option + " " + shown(text)
                            + ": expected yes or no per axis joined by commas, got " + shown(parts[i]));
            };
        }
        return flags;
    }

    private static String[] split(String option, String text, String separator, String expected) {
        String[] parts = text.strip().split(separator, -1);
        if (parts.length > GnaProblem.MAX_RANK) {
            throw new InputException(option + " " + shown(text) + ": expected " + expected + " (1 to "
                    + GnaProblem.MAX_RANK + " axes), got " + parts.length + " entries");
        }
        return parts;
    }

    private static int number(String option, String text, String part) {
        if (part.matches("[0-9]{1,10}")) {
            long value = Long.parseLong(part);
            if (value >= 1 && value <= Integer.MAX_VALUE) {
                return (int) value;
            }
        }
        throw new InputException(option + " " + shown(text) + ": expected whole numbers 1 to " + Integer.MAX_VALUE
                + " joined by x, such as 30x48x80, got " + shown(part));
    }

    /** The text in quotes, without control characters, cut where it is longer than a message should be. */
    static String shown(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return "'" + (clean.length() > SHOWN ? clean.substring(0, SHOWN) + "…" : clean) + "'";
    }
}
