package tessera.cli.explore.answer;

import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values of parameters as numbers: {@code 0.3}, {@code 64}, {@code 32 GB/s}. */
final class Numbers {
    private static final Pattern TEXT =
            Pattern.compile("([-+]?[0-9][0-9_]*(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)(?:\\s*([A-Za-z%/0-9]*))?");

    private Numbers() {}

    /** The number in front; empty if the text is something else. */
    static OptionalDouble of(String text) {
        Matcher parts = TEXT.matcher(text.strip());
        return parts.matches()
                ? OptionalDouble.of(Double.parseDouble(parts.group(1).replace("_", "")))
                : OptionalDouble.empty();
    }

    /** What stands behind the number; empty if nothing does. */
    static String unit(String text) {
        Matcher parts = TEXT.matcher(text.strip());
        return parts.matches() && parts.group(2) != null ? parts.group(2) : "";
    }

    /** Whether all are numbers of one unit, each above the one before. */
    static boolean areAscending(List<String> values) {
        double last = Double.NEGATIVE_INFINITY;
        for (String value : values) {
            OptionalDouble number = of(value);
            if (number.isEmpty() || number.getAsDouble() <= last || !unit(value).equals(unit(values.get(0)))) {
                return false;
            }
            last = number.getAsDouble();
        }
        return true;
    }

    /** Whether both are numbers of the same unit. */
    static boolean areOfOneUnit(String a, String b) {
        return of(a).isPresent() && of(b).isPresent() && unit(a).equals(unit(b));
    }

    /** Whether it is written as a whole number. */
    static boolean isWhole(String text) {
        Matcher parts = TEXT.matcher(text.strip());
        return parts.matches() && parts.group(1).matches("[-+]?[0-9_]+");
    }
}
