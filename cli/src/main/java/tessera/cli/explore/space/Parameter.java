package tessera.cli.explore.space;

import java.util.List;
import tessera.traces.check.InputException;

/**
 * One thing that may vary.
 *
 * @param name in results
 * @param target dotted key that is set: of the machine's YAML, or of the pattern's behind {@code pattern.}
 * @param values at least one, as they would stand in the YAML; no two alike
 * @param condition null if it always counts
 */
public record Parameter(String name, String target, List<String> values, Condition condition) {
    /**
     * A parameter counts only where another has one of these values.
     *
     * @param parameter position of the other parameter, before this one
     * @param values numbers of the other's values for which this one counts
     */
    public record Condition(int parameter, List<Integer> values) {
        public Condition {
            values = List.copyOf(values);
        }
    }

    public Parameter {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new InputException("parameter '" + name + "': expected at least one value, got none");
        }
        if (values.stream().distinct().count() < values.size()) {
            throw new InputException("parameter '" + name + "': " + values + " names a value twice; list each once");
        }
    }

    public int size() {
        return values.size();
    }
}
