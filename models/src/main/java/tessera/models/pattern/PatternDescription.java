package tessera.models.pattern;

import java.util.List;
import java.util.function.Function;
import tessera.models.config.ConfigNode;
import tessera.models.config.ConfigSection;

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

    /** A pattern that is in no catalogue. */
    public PatternDescription(
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
        this(
                name,
                patternClass,
                paper,
                fidelity,
                traceNeeds,
                summary,
                source,
                check,
                status,
                defaults,
                factory,
                Catalogue.NONE);
    }

    /** The parameters with overrides {@code key=value} applied. */
    public ConfigNode parameters(List<String> overrides) {
        return ConfigNode.parse("pattern " + name, defaults.isBlank() ? "{}" : defaults)
                .with(overrides);
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
