package tessera.models.pattern;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tessera.models.config.ConfigNode;
import tessera.models.config.ConfigSection;
import tessera.traces.check.InputException;

/**
 * One pattern: what {@code tessera list patterns} says of it, its parameters, and how it is made.
 *
 * @param name as on the command line
 * @param patternClass which family it belongs to: dense, static, cascade, …
 * @param paper short title of the paper
 * @param fidelity how close the rule is to the paper's
 * @param traceNeeds what a trace must hold: none, QK, QKV, ML (several layers) …
 * @param summary one line
 * @param source where the rule was read
 * @param check one figure that the pattern is checked by
 * @param status how far that has been done
 * @param defaults YAML mapping of every parameter with its default and its source as a comment; empty for none
 * @param factory from the parameters, all present
 * @param catalogue what else is known of a method from the literature
 */
public record PatternDescription(
        String name,
        String patternClass,
        String paper,
        Fidelity fidelity,
        String traceNeeds,
        String summary,
        String source,
        String check,
        String status,
        String defaults,
        Function<ConfigSection, AttentionPattern> factory,
        Catalogue catalogue) {
    private static final String PREFIX = "pattern.";

    /** The parameters with overrides {@code key=value} or {@code pattern.key=value} applied; messages write them alike. */
    public ConfigNode parameters(List<String> overrides) {
        ConfigNode parameters = ConfigNode.parse("pattern " + name, defaults.isBlank() ? "{}" : defaults);
        String prefix = overrides.stream().anyMatch(set -> set.startsWith(PREFIX)) ? PREFIX : "";
        List<String> own = overrides.stream()
                .map(set -> set.startsWith(PREFIX) ? set.substring(PREFIX.length()) : set)
                .toList();
        try {
            return prefixed(prefix, parameters.with(own));
        } catch (InputException e) {
            throw new InputException(e.getMessage().replaceFirst("^--set ", "--set " + prefix), e);
        }
    }

    private static ConfigNode prefixed(String prefix, ConfigNode parameters) {
        Map<String, ConfigNode> entries = new LinkedHashMap<>();
        ((ConfigNode.Mapping) parameters.value())
                .entries()
                .forEach((key, node) -> entries.put(
                        key,
                        node.line() == 0 ? new ConfigNode(node.file(), 0, prefix + node.path(), node.value()) : node));
        return new ConfigNode(parameters.file(), parameters.line(), parameters.path(), new ConfigNode.Mapping(entries));
    }

    /** The pattern with overrides {@code key=value} applied to its defaults. */
    public AttentionPattern make(List<String> overrides) {
        return factory.apply(section(parameters(overrides)));
    }

    /** Parameters as a factory reads them. */
    ConfigSection section(ConfigNode parameters) {
        return parameters.section(keys(parameters));
    }

    /** Whether it decides something on queries, keys or values. */
    public boolean isDynamic() {
        return !traceNeeds.equals("none");
    }

    /** Whether it has this parameter, at the top level. */
    public boolean hasParameter(String key) {
        return parameterNames().contains(key);
    }

    /** Its parameters at the top level. */
    public List<String> parameterNames() {
        return defaults.isBlank() ? List.of() : List.of(keys(parameters(List.of())));
    }

    private static String[] keys(ConfigNode parameters) {
        return ((ConfigNode.Mapping) parameters.value()).entries().keySet().toArray(new String[0]);
    }
}
