package tessera.models.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.traces.check.InputException;
import tessera.traces.check.Nearest;

/**
 * One value of a configuration file with the place it came from. Immutable.
 *
 * @param file name for messages, as the user wrote it
 * @param line 1-based line of the value; 0 for a value given by {@code --set}
 * @param path dotted path from the root, empty for the root
 * @param value what stands there
 */
public record ConfigNode(String file, int line, String path, Value value) {
    /** What a configuration file can hold. Scalars stay text until somebody asks for a type. */
    public sealed interface Value {}

    /** Text of one scalar, without quotes. */
    public record Scalar(String text) implements Value {}

    /** Items in file order. */
    public record Items(List<ConfigNode> items) implements Value {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** Keys in file order; keys are unique (the parser has made sure). */
    public record Mapping(Map<String, ConfigNode> entries) implements Value {
        public Mapping {
            entries = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }
    }

    /** Reads one YAML document; malformed text or a duplicate key is an {@link InputException} with file and line. */
    public static ConfigNode parse(String file, String text) {
        return ConfigParser.parse(file, text);
    }

    /** This mapping with exactly these keys: an unknown or missing one is an error that names the nearest. */
    public ConfigSection section(String... keys) {
        return ConfigSection.of(this, List.of(keys), List.of());
    }

    /** As {@link #section} with keys that may be absent; {@link ConfigSection#has} tells. */
    public ConfigSection section(List<String> required, List<String> optional) {
        return ConfigSection.of(this, required, optional);
    }

    /**
     * A copy with one scalar replaced: {@code "hbm.channels=16"}. The path must exist, so that a typo is an error, and
     * lead to a scalar; items of a list are addressed by 0-based index.
     */
    public ConfigNode with(String assignment) {
        int equals = assignment.indexOf('=');
        if (equals <= 0) {
            throw new InputException("--set " + assignment + ": expected key=value, for example --set top_k.lanes=16");
        }
        String wanted = assignment.substring(0, equals).trim();
        return replace(
                wanted,
                wanted.split("\\.", -1),
                0,
                assignment.substring(equals + 1).trim());
    }

    /** A copy with all assignments made, each key once: a second assignment to the same key is an error. */
    public ConfigNode with(List<String> assignments) {
        ConfigNode changed = this;
        List<String> seen = new ArrayList<>();
        for (String assignment : assignments) {
            changed = changed.with(assignment);
            String key = assignment.substring(0, assignment.indexOf('=')).trim();
            if (seen.contains(key)) {
                throw new InputException("--set " + assignment + ": " + key + " is set twice; set it once");
            }
            seen.add(key);
        }
        return changed;
    }

    private ConfigNode replace(String wanted, String[] steps, int depth, String text) {
        if (depth == steps.length) {
            if (!(value instanceof Scalar)) {
                throw new InputException("--set " + wanted + "=" + text + ": '" + path
                        + "' is not a single value; set one of its keys instead");
            }
            return new ConfigNode("--set", 0, path, new Scalar(text));
        }
        String step = steps[depth];
        if (value instanceof Mapping mapping) {
            ConfigNode child = mapping.entries().get(step);
            if (child == null) {
                List<String> keys = List.copyOf(mapping.entries().keySet());
                throw new InputException("--set " + wanted + "=" + text + ": " + file + " has no key '" + step + "'"
                        + (path.isEmpty() ? "" : " under '" + path + "'") + "; keys there: " + String.join(", ", keys)
                        + Nearest.hint(step, keys));
            }
            Map<String, ConfigNode> entries = new LinkedHashMap<>(mapping.entries());
            entries.put(step, child.replace(wanted, steps, depth + 1, text));
            return new ConfigNode(file, line, path, new Mapping(entries));
        }
        if (value instanceof Items list
                && step.matches("\\d{1,6}")
                && Integer.parseInt(step) < list.items().size()) {
            List<ConfigNode> items = new ArrayList<>(list.items());
            int index = Integer.parseInt(step);
            items.set(index, items.get(index).replace(wanted, steps, depth + 1, text));
            return new ConfigNode(file, line, path, new Items(items));
        }
        throw new InputException(
                "--set " + wanted + "=" + text + ": '" + path + "' in " + file + " has no part '" + step + "'");
    }

    /** {@code "machine.yaml:12: top_k.lanes"}: how messages name this place. */
    public String place() {
        return (line == 0 ? file : file + ":" + line) + (path.isEmpty() ? "" : ": " + path);
    }

    /** An error about this value: place, what came, what was expected. */
    public InputException wrong(String expected) {
        String got = value instanceof Scalar scalar
                ? "'" + scalar.text() + "'"
                : value instanceof Items ? "a list" : "a mapping";
        return new InputException(place() + " = " + got + ": expected " + expected);
    }

    /** The whole as plain maps, lists and text, for JSON and for printing what a run was resolved to. */
    public Object plain() {
        if (value instanceof Mapping mapping) {
            Map<String, Object> out = new LinkedHashMap<>();
            mapping.entries().forEach((key, node) -> out.put(key, node.plain()));
            return out;
        }
        if (value instanceof Items list) {
            return list.items().stream().map(ConfigNode::plain).toList();
        }
        return ((Scalar) value).text();
    }

    /** YAML of the whole, keys in file order: what {@link #parse} reads back to equal values. */
    public String toYaml() {
        return ConfigParser.print(plain());
    }
}
