package tessera.cli.explore.space;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tessera.cli.explore.sample.Sampler;
import tessera.models.config.ConfigNode;
import tessera.models.config.ConfigSection;
import tessera.models.plan.Phase;
import tessera.traces.check.FileTrouble;
import tessera.traces.check.InputException;
import tessera.traces.check.Nearest;

/** Space files: strict YAML, every mistake refused with file and line before the first point. */
public final class SpaceReader {
    private static final List<String> REQUIRED = List.of("name", "machine", "workloads", "parameters", "objectives");
    private static final List<String> OPTIONAL = List.of("pattern", "constraints", "sampler", "funnel", "break_even");
    private static final List<String> RESERVED = List.of("run_id", "level", "on_front", "status");
    private static final String DEFAULT_PATTERN = "spatten-cascade";
    private static final int DEFAULT_POINTS = 10_000;
    private static final int DEFAULT_POPULATION = 100;
    private static final int DEFAULT_CYCLE_POINTS = 20;
    private static final int DEFAULT_CONTROL_POINTS = 20;

    private SpaceReader() {}

    /**
     * Reads a space file.
     *
     * @param figures names of the figures that points have: what objectives and constraints may name
     */
    public static Space read(Path file, List<String> figures) {
        try {
            return of(file.toString(), Files.readString(file), figures);
        } catch (IOException e) {
            throw new InputException("space " + file + ": cannot be read (" + FileTrouble.reason(e) + ")", e);
        }
    }

    /** As {@link #read}, from text that came from {@code file}. */
    public static Space of(String file, String text, List<String> figures) {
        ConfigSection section = ConfigNode.parse(file, text).section(REQUIRED, OPTIONAL);
        String name = section.text("name");
        if (!name.matches("[\\p{L}\\p{N}].*")) {
            throw section.node("name").wrong("a name that begins with a letter or a digit: the study's folder gets it");
        }
        Grid grid = grid(section.node("parameters"), figures);
        if (section.has("break_even")) {
            BreakEven.list(section.node("break_even"), grid.parameters(), figures);
        }
        Sampler sampler = Sampler.LATIN_HYPERCUBE;
        long points = Math.min(DEFAULT_POINTS, grid.size());
        int population = DEFAULT_POPULATION;
        long refinePoints = 0;
        int rtlPoints = 0;
        boolean hasAllRtlBlocks = false;
        if (section.has("sampler")) {
            ConfigSection way = section.node("sampler").section(List.of("method"), List.of("points", "population"));
            sampler = sampler(way.node("method"), way.text("method"));
            if (way.has("population") && !sampler.isSearch()) {
                throw way.node("population").wrong("no population with a sampler that is no search (nsga2, nsga3)");
            }
            if (way.has("points") && sampler == Sampler.GRID) {
                throw way.node("points")
                        .wrong("no points with the grid, which takes all; for some of them: method: random");
            }
            population = way.has("population") ? way.count("population", 4, 1 << 16) : DEFAULT_POPULATION;
            points = way.has("points") ? way.integer("points", 1, 1L << 40) : points;
        }
        points = sampler == Sampler.GRID ? grid.size() : points;
        int cyclePoints = DEFAULT_CYCLE_POINTS;
        int controlPoints = DEFAULT_CONTROL_POINTS;
        if (section.has("funnel")) {
            ConfigSection funnel = section.node("funnel")
                    .section(
                            List.of(),
                            List.of("refine_points", "cycle_points", "control_points", "rtl_points", "rtl_blocks"));
            refinePoints = funnel.has("refine_points") ? funnel.integer("refine_points", 0, 1L << 40) : 0;
            rtlPoints = funnel.has("rtl_points") ? funnel.count("rtl_points", 0, 1 << 20) : 0;
            hasAllRtlBlocks = funnel.has("rtl_blocks") && hasAllBlocks(funnel);
            cyclePoints = funnel.has("cycle_points") ? funnel.count("cycle_points", 0, 1 << 20) : cyclePoints;
            controlPoints = funnel.has("control_points") ? funnel.count("control_points", 0, 1 << 20) : controlPoints;
        }
        return new Space(
                name,
                section.text("machine"),
                section.has("pattern") ? section.text("pattern") : DEFAULT_PATTERN,
                workloads(section.node("workloads")),
                grid,
                section.has("constraints") ? constraints(section.node("constraints"), figures) : List.of(),
                objectives(section.node("objectives"), figures),
                sampler,
                points,
                population,
                refinePoints,
                cyclePoints,
                controlPoints,
                rtlPoints,
                hasAllRtlBlocks,
                text,
                places(section, grid));
    }

    private static Grid grid(ConfigNode node, List<String> figures) {
        List<Parameter> parameters = parameters(node, figures);
        try {
            return new Grid(parameters);
        } catch (InputException e) {
            throw e.at(node.place());
        }
    }

    private static boolean hasAllBlocks(ConfigSection funnel) {
        return switch (funnel.text("rtl_blocks")) {
            case "all" -> true;
            case "top-k" -> false;
            default ->
                throw funnel.node("rtl_blocks")
                        .wrong("top-k (seconds) or all (Yosys takes a minute or two for each of the larger blocks)");
        };
    }

    private static Sampler sampler(ConfigNode node, String name) {
        try {
            return Sampler.of(name);
        } catch (InputException e) {
            throw e.at(node.place());
        }
    }

    private static Map<String, String> places(ConfigSection section, Grid grid) {
        Map<String, String> places = new HashMap<>();
        places.put("machine", section.node("machine").place());
        List<ConfigNode> parameters = items(section.node("parameters"));
        for (int i = 0; i < parameters.size(); i++) {
            places.put("parameter " + grid.parameters().get(i).name(), line(parameters.get(i)));
        }
        number(places, "workload ", section.node("workloads"));
        number(places, "objective ", section.node("objectives"));
        for (String key : List.of("pattern", "break_even", "funnel")) {
            if (section.has(key)) {
                places.put(key, section.node(key).place());
            }
        }
        if (section.has("constraints")) {
            number(places, "constraint ", section.node("constraints"));
        }
        return places;
    }

    private static void number(Map<String, String> places, String what, ConfigNode list) {
        List<ConfigNode> items = items(list);
        for (int i = 0; i < items.size(); i++) {
            places.put(what + i, line(items.get(i)));
        }
    }

    private static String line(ConfigNode node) {
        return node.file() + ":" + node.line();
    }

    private static List<Constraint> constraints(ConfigNode node, List<String> figures) {
        List<Constraint> constraints = new ArrayList<>();
        for (ConfigNode item : items(node)) {
            Constraint constraint = Constraint.of(item, figures);
            for (Constraint earlier : constraints) {
                if (earlier.contradicts(constraint)) {
                    throw new InputException(item.place() + ": " + constraint + " contradicts " + earlier
                            + ": no design can keep to both; change one of them");
                }
            }
            constraints.add(constraint);
        }
        return constraints;
    }

    private static List<Parameter> parameters(ConfigNode node, List<String> figures) {
        List<Parameter> parameters = new ArrayList<>();
        List<String> required = List.of("name", "set");
        List<String> optional = new ArrayList<>(ValueList.FORMS);
        optional.add("unit");
        optional.add("when");
        for (ConfigNode item : items(node)) {
            ConfigSection section = item.section(required, optional);
            String name = section.text("name");
            if (!name.matches("[a-z][a-z0-9_]*") || RESERVED.contains(name) || figures.contains(name)) {
                throw section.node("name")
                        .wrong("a name in snake_case that is no other column of the results, such as top_k_lanes");
            }
            if (parameters.stream().anyMatch(earlier -> earlier.name().equals(name))) {
                throw section.node("name").wrong("a name that no other parameter has");
            }
            Parameter.Condition condition = section.has("when") ? condition(section.node("when"), parameters) : null;
            Parameter parameter = new Parameter(name, section.text("set"), ValueList.of(item, section), condition);
            for (Parameter earlier : parameters) {
                if (earlier.target().equals(parameter.target()) && !areAlternatives(earlier, parameter)) {
                    throw section.node("set")
                            .wrong("a key that no other parameter sets (" + earlier.name()
                                    + " does), unless both have a when for different values of one parameter");
                }
            }
            parameters.add(parameter);
        }
        return parameters;
    }

    /** Whether two parameters never count together. */
    private static boolean areAlternatives(Parameter first, Parameter second) {
        return first.condition() != null
                && second.condition() != null
                && first.condition().parameter() == second.condition().parameter()
                && Collections.disjoint(
                        first.condition().values(), second.condition().values());
    }

    /** {@code when: {engine: [radix]}}: another parameter above this one, and its values. */
    private static Parameter.Condition condition(ConfigNode node, List<Parameter> earlier) {
        List<String> names = earlier.stream().map(Parameter::name).toList();
        if (!(node.value() instanceof ConfigNode.Mapping mapping)
                || mapping.entries().size() != 1) {
            throw node.wrong("one parameter and its values, such as {engine: [radix]}");
        }
        Map.Entry<String, ConfigNode> entry =
                mapping.entries().entrySet().iterator().next();
        mustBeOneOf(entry.getValue(), "parameter above this one", entry.getKey(), names);
        int other = names.indexOf(entry.getKey());
        List<String> known = earlier.get(other).values();
        List<Integer> values = new ArrayList<>();
        for (ConfigNode item : items(entry.getValue())) {
            String text = item.value() instanceof ConfigNode.Scalar scalar ? scalar.text() : "";
            mustBeOneOf(item, "value of " + entry.getKey(), text, known);
            if (values.contains(known.indexOf(text))) {
                throw item.wrong("each value once");
            }
            values.add(known.indexOf(text));
        }
        return new Parameter.Condition(other, values);
    }

    private static List<Workload> workloads(ConfigNode node) {
        List<Workload> workloads = new ArrayList<>();
        for (ConfigNode item : items(node)) {
            ConfigSection section = item.section(List.of("trace"), List.of("weight", "phase"));
            workloads.add(new Workload(
                    section.text("trace"),
                    section.has("phase") ? Optional.of(section.choice("phase", Phase.class)) : Optional.empty(),
                    section.has("weight") ? section.number("weight", 1e-9, 1e9) : 1));
        }
        return workloads;
    }

    private static List<String> objectives(ConfigNode node, List<String> figures) {
        List<String> objectives = new ArrayList<>();
        for (ConfigNode item : items(node)) {
            String text = item.value() instanceof ConfigNode.Scalar scalar ? scalar.text() : "";
            mustBeOneOf(item, "objective", text, figures);
            if (objectives.contains(text)) {
                throw item.wrong("each objective once");
            }
            objectives.add(text);
        }
        return objectives;
    }

    private static List<ConfigNode> items(ConfigNode node) {
        if (!(node.value() instanceof ConfigNode.Items list) || list.items().isEmpty()) {
            throw node.wrong("a list with at least one item");
        }
        return list.items();
    }

    static void mustBeOneOf(ConfigNode node, String what, String name, List<String> known) {
        if (!known.contains(name)) {
            throw new InputException(node.place() + ": expected a " + what + ", got '" + name + "'; there are: "
                    + String.join(", ", known) + Nearest.hint(name, known));
        }
    }
}
