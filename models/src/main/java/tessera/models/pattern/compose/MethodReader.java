package tessera.models.pattern.compose;

import java.util.ArrayList;
import java.util.List;
import tessera.models.config.ConfigNode;
import tessera.models.config.ConfigSection;
import tessera.models.golden.RowPrecision;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.mask.Lengths;
import tessera.models.plan.Phase;
import tessera.models.plan.Schedule;
import tessera.traces.check.InputException;

/** Reads a method for inputs of a certain length. */
final class MethodReader {
    private static final List<String> REQUIRED =
            List.of("acts_in", "reference_length", "recipes", "scale", "budget", "noise", "seed");
    private static final List<String> OPTIONAL = List.of("typical_share", "schedule", "bits", "dense_up_to");

    private static final List<String> SCHEDULE = List.of("acts_in", "steps", "dense_steps", "selections");

    private final String name;
    private final Lengths lengths;
    private final double budget;

    private MethodReader(String name, Lengths lengths, double budget) {
        this.name = name;
        this.lengths = lengths;
        this.budget = budget;
    }

    /** Reads with lengths as the key {@code scale} says: 1, a factor, or auto. */
    static Method read(String name, ConfigNode node, AttentionShape shape) {
        ConfigSection section = node.section(REQUIRED, OPTIONAL);
        int reference = section.count("reference_length", 1, 1 << 30);
        Lengths lengths = section.text("scale").equals("auto")
                ? Lengths.inProportion(shape.keyCount(), reference)
                : Lengths.of(section.number("scale", 1e-9, 1));
        double budget = section.text("budget").equals("authors") ? Double.NaN : budget(section);
        return new MethodReader(name, lengths, budget).method(section);
    }

    private static double budget(ConfigSection section) {
        double budget = section.number("budget", 0, 1);
        if (budget == 0) {
            throw section.node("budget").wrong("authors, or a share of the keys above 0 and up to 1 (1 keeps all)");
        }
        return budget;
    }

    private Method method(ConfigSection section) {
        List<Recipe> recipes = new ArrayList<>();
        for (ConfigNode item : items(section.node("recipes"))) {
            recipes.add(new RecipeReader(lengths, budget).read(item));
        }
        boolean isStatic = recipes.stream().allMatch(recipe -> recipe.choose().isEmpty());
        if (isStatic && budget < 1) {
            throw new InputException(
                    section.node("budget").place() + " = " + budget + ": pattern " + name
                            + " decides nothing on data and has no budget; expected authors or 1 (keep all), or set its own widths");
        }
        int bits = section.has("bits") ? section.count("bits", 2, 16) : 16;
        return new Method(
                name,
                phases(section),
                section.has("typical_share") ? section.number("typical_share", 1e-9, 1) : Double.NaN,
                recipes,
                section.has("schedule") ? schedule(section.node("schedule")) : Schedule.SINGLE,
                section.has("schedule")
                        ? phases(section.node("schedule").section(SCHEDULE, List.of("order")))
                        : List.of(),
                RowPrecision.fixed(bits, bits, bits),
                section.number("noise", 0, 1000),
                section.integer("seed", 0, Long.MAX_VALUE),
                budget >= 1,
                section.has("dense_up_to") ? lengths.tokens(section, "dense_up_to") : 0);
    }

    private static List<Phase> phases(ConfigSection section) {
        return switch (section.text("acts_in")) {
            case "prefill" -> List.of(Phase.PREFILL);
            case "decode" -> List.of(Phase.DECODE);
            case "both" -> List.of(Phase.PREFILL, Phase.DECODE);
            default -> throw section.node("acts_in").wrong("prefill, decode or both");
        };
    }

    private static Schedule schedule(ConfigNode node) {
        ConfigSection section = node.section(SCHEDULE, List.of("order"));
        int steps = section.count("steps", 1, 1 << 20);
        return new Schedule(
                steps,
                section.count("dense_steps", 0, steps),
                section.number("selections", 0, steps),
                section.has("order")
                        ? section.choice("order", Schedule.KernelOrder.class)
                        : Schedule.KernelOrder.QUERY_OUTER);
    }

    static List<ConfigNode> items(ConfigNode node) {
        if (!(node.value() instanceof ConfigNode.Items list)) {
            throw node.wrong("a list");
        }
        return list.items();
    }
}
