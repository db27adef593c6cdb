package tessera.models.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import tessera.models.unit.Quantity;
import tessera.traces.check.InputException;
import tessera.traces.check.Nearest;

/** A mapping whose keys have been checked, read by type. Asking for a key that was not declared is a bug of ours. */
public final class ConfigSection {
    private final ConfigNode node;
    private final Map<String, ConfigNode> entries;
    private final List<String> accepted;

    private ConfigSection(ConfigNode node, Map<String, ConfigNode> entries, List<String> accepted) {
        this.node = node;
        this.entries = entries;
        this.accepted = accepted;
    }

    static ConfigSection of(ConfigNode node, List<String> required, List<String> optional) {
        if (!(node.value() instanceof ConfigNode.Mapping mapping)) {
            throw node.wrong("a mapping with the keys " + String.join(", ", required));
        }
        List<String> accepted = new ArrayList<>(required);
        accepted.addAll(optional);
        for (Map.Entry<String, ConfigNode> entry : mapping.entries().entrySet()) {
            if (!accepted.contains(entry.getKey())) {
                throw new InputException(entry.getValue().place() + ": unknown key; accepted here: "
                        + String.join(", ", accepted) + Nearest.hint(entry.getKey(), accepted));
            }
        }
        for (String key : required) {
            if (!mapping.entries().containsKey(key)) {
                throw new InputException(
                        node.place() + ": key '" + key + "' is missing; required here: " + String.join(", ", required));
            }
        }
        return new ConfigSection(node, mapping.entries(), List.copyOf(accepted));
    }

    public boolean has(String key) {
        checkDeclared(key);
        return entries.containsKey(key);
    }

    /** The node under a declared key that is there. */
    public ConfigNode node(String key) {
        checkDeclared(key);
        ConfigNode child = entries.get(key);
        if (child == null) {
            throw new IllegalStateException("optional key '" + key + "' was read without asking has()");
        }
        return child;
    }

    /** The whole mapping. */
    public ConfigNode asNode() {
        return node;
    }

    public String text(String key) {
        ConfigNode child = node(key);
        if (child.value() instanceof ConfigNode.Scalar scalar) {
            return scalar.text();
        }
        throw child.wrong("a single value");
    }

    /** A whole number in [min, max]; digits with optional underscores. */
    public long integer(String key, long min, long max) {
        return integer(node(key), min, max);
    }

    /** As {@link #integer} for an int. */
    public int count(String key, int min, int max) {
        return Math.toIntExact(integer(key, min, max));
    }

    /** A power of two in [min, max]. */
    public int powerOfTwo(String key, int min, int max) {
        int value = count(key, min, max);
        if (Integer.bitCount(value) != 1) {
            throw node(key).wrong("a power of two between " + min + " and " + max);
        }
        return value;
    }

    /** A finite number in [min, max]. */
    public double number(String key, double min, double max) {
        String text = text(key);
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw node(key).wrong("a number between " + min + " and " + max);
        }
        if (!(value >= min && value <= max)) {
            throw node(key).wrong("a number between " + min + " and " + max);
        }
        return value;
    }

    public boolean flag(String key) {
        return switch (text(key)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw node(key).wrong("true or false");
        };
    }

    /** An enum constant, written in lower case with underscores. */
    public <E extends Enum<E>> E choice(String key, Class<E> type) {
        String text = text(key);
        List<String> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String name = constant.name().toLowerCase(Locale.ROOT);
            if (name.equals(text)) {
                return constant;
            }
            names.add(name);
        }
        throw new InputException(node(key).place() + " = '" + text + "': expected one of " + String.join(", ", names)
                + Nearest.hint(text, names));
    }

    /** Whole numbers of a YAML list, each in [min, max]. */
    public List<Long> integers(String key, long min, long max) {
        ConfigNode child = node(key);
        if (!(child.value() instanceof ConfigNode.Items list)) {
            throw child.wrong("a list of whole numbers");
        }
        return list.items().stream().map(item -> integer(item, min, max)).toList();
    }

    /** A size such as {@code 192 KiB}, in bytes. */
    public long bytes(String key) {
        return quantity(key, Quantity::bytes);
    }

    /** A rate such as {@code 16 GB/s}, in bytes per second. */
    public long bytesPerSecond(String key) {
        return quantity(key, Quantity::bytesPerSecond);
    }

    /** A frequency such as {@code 1 GHz}, in hertz. */
    public long hertz(String key) {
        long hertz = quantity(key, Quantity::hertz);
        if (hertz < 1) {
            throw node(key).wrong("a frequency of at least 1 Hz");
        }
        return hertz;
    }

    /** A time such as {@code 1.5 ns}, in femtoseconds. */
    public long femtoseconds(String key) {
        return quantity(key, Quantity::femtoseconds);
    }

    /** An energy such as {@code 3.9 pJ}, in picojoules. */
    public double picojoules(String key) {
        return real(key, Quantity::picojoules);
    }

    /** An area such as {@code 18.71 mm2}, in square millimetres. */
    public double squareMillimetres(String key) {
        return real(key, Quantity::squareMillimetres);
    }

    private long quantity(String key, ToLongFunction<String> parse) {
        String text = text(key);
        try {
            return parse.applyAsLong(text);
        } catch (InputException e) {
            throw e.at(node(key).place());
        }
    }

    private double real(String key, ToDoubleFunction<String> parse) {
        String text = text(key);
        try {
            return parse.applyAsDouble(text);
        } catch (InputException e) {
            throw e.at(node(key).place());
        }
    }

    private static long integer(ConfigNode child, long min, long max) {
        String expected = "a whole number between " + min + " and " + max;
        if (!(child.value() instanceof ConfigNode.Scalar scalar)) {
            throw child.wrong(expected);
        }
        long value;
        try {
            value = Long.parseLong(scalar.text().replace("_", ""));
        } catch (NumberFormatException e) {
            throw child.wrong(expected);
        }
        if (value < min || value > max) {
            throw child.wrong(expected);
        }
        return value;
    }

    private void checkDeclared(String key) {
        if (!accepted.contains(key)) {
            throw new IllegalStateException("key '" + key + "' of " + node.place() + " was never declared");
        }
    }
}
