package tessera.cli.explore.space;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import tessera.models.config.ConfigNode;
import tessera.models.config.ConfigSection;
import tessera.traces.check.InputException;

/**
 * The values of one parameter as a space file writes them: {@code values: [a, b]}, {@code powers_of_two: [4, 64]} (both
 * ends included), {@code range: {from: 0.1, to: 0.9, step: 0.1}} or {@code range: {from: 1, to: 1000, count: 7, scale:
 * log}}; with {@code unit: GB/s} behind each number.
 */
final class ValueList {
    static final List<String> FORMS = List.of("values", "powers_of_two", "range");
    private static final int MOST_DIGITS = 300;
    private static final int MOST_VALUES = 1_000_000;

    private ValueList() {}

    static List<String> of(ConfigNode node, ConfigSection section) {
        List<String> given = FORMS.stream().filter(section::has).toList();
        if (given.size() != 1) {
            throw new InputException(node.place() + ": expected exactly one of " + String.join(", ", FORMS) + ", got "
                    + (given.isEmpty() ? "none" : String.join(" and ", given)));
        }
        List<String> numbers = switch (given.get(0)) {
            case "values" -> listed(section.node("values"));
            case "powers_of_two" -> powersOfTwo(section);
            default -> range(section.node("range"));
        };
        String unit = section.has("unit") ? " " + section.text("unit") : "";
        return numbers.stream().map(number -> number + unit).toList();
    }

    private static List<String> listed(ConfigNode node) {
        if (!(node.value() instanceof ConfigNode.Items list) || list.items().isEmpty()) {
            throw node.wrong("a list of at least one value, such as [128, 256, 512]");
        }
        List<String> values = new ArrayList<>();
        for (ConfigNode item : list.items()) {
            if (!(item.value() instanceof ConfigNode.Scalar scalar)) {
                throw item.wrong("a single value");
            }
            if (values.contains(scalar.text())) {
                throw item.wrong("each value once");
            }
            values.add(scalar.text());
        }
        return values;
    }

    private static List<String> powersOfTwo(ConfigSection section) {
        List<Long> ends = section.integers("powers_of_two", 1, 1L << 40);
        boolean isRange = ends.size() == 2
                && Long.bitCount(ends.get(0)) == 1
                && Long.bitCount(ends.get(1)) == 1
                && ends.get(0) <= ends.get(1);
        if (!isRange) {
            throw section.node("powers_of_two").wrong("[first, last], two powers of two in ascending order");
        }
        List<String> values = new ArrayList<>();
        for (long value = ends.get(0); value <= ends.get(1); value *= 2) {
            values.add(Long.toString(value));
        }
        return values;
    }

    private static List<String> range(ConfigNode node) {
        ConfigSection section = node.section(List.of("from", "to"), List.of("step", "count", "scale"));
        BigDecimal from = decimal(section, "from");
        BigDecimal to = decimal(section, "to");
        if (from.compareTo(to) > 0) {
            throw new InputException(node.place() + ": from " + from + " is above to " + to
                    + ", so the range is empty; swap them or widen it");
        }
        if (section.has("step") == section.has("count")) {
            throw new InputException(node.place() + ": expected either step or count (and scale: log with count)");
        }
        boolean isLog = section.has("scale") && section.text("scale").equals("log");
        if (section.has("scale") && !isLog && !section.text("scale").equals("linear")) {
            throw section.node("scale").wrong("log or linear");
        }
        return section.has("step")
                ? stepped(section, from, to)
                : counted(node, from, to, section.count("count", 1, MOST_VALUES), isLog);
    }

    private static List<String> stepped(ConfigSection section, BigDecimal from, BigDecimal to) {
        BigDecimal step = decimal(section, "step");
        if (step.signum() <= 0) {
            throw section.node("step").wrong("a step above 0");
        }
        BigDecimal steps = to.subtract(from).divide(step, 0, RoundingMode.FLOOR);
        if (steps.compareTo(BigDecimal.valueOf(MOST_VALUES)) >= 0) {
            throw section.node("step").wrong("a step that gives at most " + MOST_VALUES + " values");
        }
        List<String> values = new ArrayList<>();
        for (int i = 0; i <= steps.intValue(); i++) {
            values.add(text(from.add(step.multiply(BigDecimal.valueOf(i)))));
        }
        return values;
    }

    private static List<String> counted(ConfigNode node, BigDecimal from, BigDecimal to, int count, boolean isLog) {
        if (count == 1 && from.compareTo(to) < 0) {
            throw new InputException(node.place() + ": one value cannot be both from " + from + " and to " + to
                    + "; expected a count of at least 2, or values: [" + from + "]");
        }
        if (isLog && from.signum() <= 0) {
            throw new InputException(node.place() + ": scale log needs from above 0, got " + from);
        }
        List<String> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double part = count == 1 ? 0 : (double) i / (count - 1);
            double value = isLog
                    ? from.doubleValue() * Math.pow(to.doubleValue() / from.doubleValue(), part)
                    : from.doubleValue() + part * (to.doubleValue() - from.doubleValue());
            values.add(text(BigDecimal.valueOf(value).round(new MathContext(6))));
        }
        return values.stream().distinct().toList();
    }

    /** A finite number as people write it, underscores allowed; NaN for anything else. */
    static double number(String text) {
        try {
            double number = Double.parseDouble(text.replace("_", ""));
            return Double.isFinite(number) ? number : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static String text(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static BigDecimal decimal(ConfigSection section, String key) {
        try {
            BigDecimal number = new BigDecimal(section.text(key).replace("_", ""));
            // More digits than that would fill the memory when they are written out.
            if (Math.abs((long) number.precision() - number.scale()) <= MOST_DIGITS && number.scale() <= MOST_DIGITS) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Falls through to the refusal.
        }
        throw section.node(key).wrong("a number between 1e-300 and 1e300");
    }
}
