package tessera.hdl.block;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tessera.models.block.BlockParameter;
import tessera.traces.check.InputException;
import tessera.traces.check.Nearest;

/**
 * One kind of hardware block: its line in {@link Blocks#ALL}.
 *
 * @param name on the command line, such as {@code zero-eliminator}
 * @param summary one sentence
 * @param parameters what {@code --set} accepts
 * @param latency the latency formula, in cycles
 * @param source where the structure comes from
 * @param status what has been verified, and how
 * @param build makes the block from a value for every parameter
 */
public record Block(
        String name,
        String summary,
        List<BlockParameter> parameters,
        String latency,
        String source,
        String status,
        Function<Map<String, Integer>, BlockInstance> build) {
    /** The status of a block that passes every check of this module. */
    public static final String CHECKED =
            "golden = cycle model = RTL, cycle for cycle, under Verilator; lint-clean in Verilator, Icarus and Yosys";

    public Block {
        parameters = List.copyOf(parameters);
    }

    /** The block with its default parameters. */
    public BlockInstance instance() {
        return instance(List.of());
    }

    /**
     * The block with some parameters set.
     *
     * @param settings {@code key=value}, each key once; the rest keeps its default
     * @throws InputException for an unknown or repeated key, a value that is no whole number, or values that make no
     *     hardware
     */
    public BlockInstance instance(List<String> settings) {
        Map<String, Integer> values = new LinkedHashMap<>();
        parameters.forEach(parameter -> values.put(parameter.name(), parameter.defaultValue()));
        List<String> seen = new ArrayList<>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw new InputException(
                        name + ": expected a setting such as " + example() + ", got '" + setting + "'");
            }
            String key = setting.substring(0, equals).strip();
            BlockParameter parameter = parameter(key);
            if (seen.contains(key)) {
                throw new InputException(name + ": " + key + " is set twice; set it once");
            }
            seen.add(key);
            values.put(key, wholeNumber(parameter, setting.substring(equals + 1).strip()));
        }
        return build.apply(values);
    }

    private BlockParameter parameter(String key) {
        return parameters.stream()
                .filter(candidate -> candidate.name().equals(key))
                .findFirst()
                .orElseThrow(() -> Nearest.unknown(
                        "parameter of " + name,
                        key,
                        parameters.stream().map(BlockParameter::name).toList()));
    }

    private int wholeNumber(BlockParameter parameter, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new InputException(
                    name + ": " + parameter.name() + " = '" + text + "', must be " + parameter.range(), e);
        }
    }

    private String example() {
        return parameters.get(0).name() + "=" + parameters.get(0).defaultValue();
    }
}
