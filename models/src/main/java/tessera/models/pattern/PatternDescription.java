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
        Function<ConfigSection, AttentionPattern> factory) {
    private static final String PREFIX = "pattern.";

    /** The parameters with overrides {@code key=value} applied. */
    public ConfigNode parameters(List<String> overrides) {
        ConfigNode parameters = ConfigNode.parse("pattern " + name, defaults.isBlank() ? "{}" : defaults);
        try {
            return prefixed(parameters.with(overrides));
        } catch (InputException e) {
            throw new InputException(e.getMessage().replaceFirst("^--set ", "--set " + PREFIX), e);
        }
    }

    /** Messages name an override as it was written, {@code pattern.KEY}. */
    private static ConfigNode prefixed(ConfigNode parameters) {
        Map<String, ConfigNode> entries = new LinkedHashMap<>();
        ((ConfigNode.Mapping) parameters.value())
                .entries()
                .forEach((key, node) -> entries.put(
                        key,
                        node.line() == 0
                                ? new ConfigNode(node.file(), 0, PREFIX + node.path(), node.value())
                                : node));
        return new ConfigNode(
                parameters.file(), parameters.line(), parameters.path(), new ConfigNode.Mapping(entries));
    }

    /** The pattern with overrides {@code key=value} applied to its defaults. */
    public AttentionPattern make(List<String> overrides) {
        return factory.apply(section(parameters(overrides)));
    }

    /** Parameters as a factory reads them. */
    ConfigSection section(ConfigNode parameters) {
        return parameters.section(keys(parameters));
    }

    private static String[] keys(ConfigNode parameters) {
        return ((ConfigNode.Mapping) parameters.value()).entries().keySet().toArray(new String[0]);
    }
}
