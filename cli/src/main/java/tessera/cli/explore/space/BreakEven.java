package tessera.cli.explore.space;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tessera.models.config.ConfigNode;
import tessera.models.config.ConfigSection;
import tessera.traces.check.InputException;
import tessera.traces.check.Nearest;

/**
 * At which value of one key two figures are equal: {@code {vary: keep, question: speedup = 1}}. The key is a parameter of
 * the space, by its name or by what it sets, and is then varied over its own values; or any other key that a parameter
 * could set, with values of its own (in the forms of a parameter).
 *
 * @param title a few words; the question itself if nobody gave one
 * @param vary name in answers: of the parameter, else the key
 * @param target what is set
 * @param values at least two, in the order of the file
 * @param left a figure
 * @param right a figure, or empty if {@code number} stands there
 * @param number what the figure is compared with; NaN if {@code right} stands there
 */
public record BreakEven(
        String title, String vary, String target, List<String> values, String left, String right, double number) {
    private static final String KEY = "break_even";
    private static final Pattern QUESTION = Pattern.compile("([a-z_0-9]+)\\s*=\\s*(\\S+)");

    public BreakEven {
        values = List.copyOf(values);
    }

    /** {@code speedup = 1}. */
    public String question() {
        return left + " = " + (right.isEmpty() ? numberText() : right);
    }

    private String numberText() {
        return number == Math.rint(number) && Math.abs(number) < 1e15 ? Long.toString((long) number) : "" + number;
    }

    /** Questions of a space file that has been read already. */
    public static List<BreakEven> of(Space space, List<String> figures) {
        ConfigNode root = ConfigNode.parse("space " + space.name(), space.text());
        return root.value() instanceof ConfigNode.Mapping mapping
                        && mapping.entries().containsKey(KEY)
                ? list(mapping.entries().get(KEY), space.grid().parameters(), figures)
                : List.of();
    }

    /** Reads the list of questions; any mistake is an {@link InputException} with file and line. */
    static List<BreakEven> list(ConfigNode node, List<Parameter> parameters, List<String> figures) {
        if (!(node.value() instanceof ConfigNode.Items list)) {
            throw node.wrong("a list of questions, such as [{vary: keep, question: speedup = 1}]");
        }
        List<BreakEven> questions = new ArrayList<>();
        list.items().forEach(item -> questions.add(one(item, parameters, figures)));
        return questions;
    }

    private static BreakEven one(ConfigNode node, List<Parameter> parameters, List<String> figures) {
        List<String> optional = new ArrayList<>(ValueList.FORMS);
        optional.add("unit");
        optional.add("title");
        ConfigSection section = node.section(List.of("vary", "question"), optional);
        Matcher parts = QUESTION.matcher(section.text("question").strip());
        if (!parts.matches()) {
            throw section.node("question").wrong("a figure, = and a number or another figure, such as speedup = 1");
        }
        SpaceReader.mustBeOneOf(section.node("question"), "figure", parts.group(1), figures);
        if (parts.group(1).equals(parts.group(2))) {
            throw section.node("question").wrong("two different figures, or a figure and a number");
        }
        boolean isFigure = figures.contains(parts.group(2));
        double number = isFigure ? Double.NaN : number(section.node("question"), parts.group(2), figures);
        Map.Entry<String, List<String>> varied = varied(section, parameters);
        String title = section.has("title") ? section.text("title") : "";
        BreakEven question = new BreakEven(
                title,
                varied.getKey(),
                target(section.text("vary"), parameters),
                varied.getValue(),
                parts.group(1),
                isFigure ? parts.group(2) : "",
                number);
        return title.isEmpty() ? question.titled(question.question()) : question;
    }

    private BreakEven titled(String text) {
        return new BreakEven(text, vary, target, values, left, right, number);
    }

    private static double number(ConfigNode node, String text, List<String> figures) {
        double number = ValueList.number(text);
        if (Double.isNaN(number)) {
            throw new InputException(node.place() + ": expected a number or a figure behind =, got '" + text
                    + "'; figures: " + String.join(", ", figures) + Nearest.hint(text, figures));
        }
        return number;
    }

    private static String target(String vary, List<Parameter> parameters) {
        return parameters.stream()
                .filter(parameter -> isCalled(parameter, vary))
                .map(Parameter::target)
                .findFirst()
                .orElse(vary);
    }

    private static boolean isCalled(Parameter parameter, String vary) {
        return parameter.name().equals(vary) || parameter.target().equals(vary);
    }

    /** Name and values. */
    private static Map.Entry<String, List<String>> varied(ConfigSection section, List<Parameter> parameters) {
        String vary = section.text("vary");
        Parameter own = parameters.stream()
                .filter(parameter -> isCalled(parameter, vary))
                .findFirst()
                .orElse(null);
        boolean hasValues = ValueList.FORMS.stream().anyMatch(section::has);
        if (own == null && !hasValues) {
            List<String> names = parameters.stream().map(Parameter::name).toList();
            throw new InputException(
                    section.node("vary").place() + " = '" + vary + "': expected a parameter of this space ("
                            + String.join(", ", names) + "), or another key with values, powers_of_two or range"
                            + Nearest.hint(vary, names));
        }
        List<String> values = hasValues ? ValueList.of(section.asNode(), section) : own.values();
        if (values.size() < 2) {
            throw section.node("vary").wrong("a key with at least two values to vary over");
        }
        return Map.entry(own == null ? vary : own.name(), values);
    }
}
