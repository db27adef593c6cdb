package tessera.cli.bound;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tessera.viz.table.Column;
import tessera.viz.table.Table;
import tessera.viz.table.TableText;

/** Results as tables. */
public final class BoundText {
    private BoundText() {}

    /** One pattern: what it is, the waterfall, the quality. */
    public static String one(BoundResult result) {
        StringBuilder text = new StringBuilder();
        text.append(result.pattern().name())
                .append(" (")
                .append(result.pattern().paper())
                .append(", fidelity ")
                .append(result.pattern().fidelity())
                .append(") on ")
                .append(result.question().machineName())
                .append(", ")
                .append(result.question().input().shape().name())
                .append(", ")
                .append(result.json().get("phase"))
                .append(", budget ")
                .append(result.budget())
                .append(", scale ")
                .append(result.question().scale())
                .append("\n\n")
                .append(TableText.aligned(waterfall(result)))
                .append('\n')
                .append(TableText.aligned(figures(result)));
        result.notes().forEach(note -> text.append("note: ").append(note).append('\n'));
        return text.toString();
    }

    /** The steps of one pattern. */
    public static Table waterfall(BoundResult result) {
        List<List<Object>> rows = new ArrayList<>();
        for (Map<String, Object> step : result.waterfall()) {
            rows.add(List.of(step.get("step"), step.get("speedup"), step.get("us"), step.get("explanation")));
        }
        return new Table(
                "bound",
                "",
                List.of(
                        Column.of("step", "step"),
                        Column.of("speedup", "speedup"),
                        Column.of("us", "time", "us"),
                        Column.of("explanation", "what is counted")),
                rows);
    }

    private static Table figures(BoundResult result) {
        Map<String, Object> json = result.json();
        List<List<Object>> rows = new ArrayList<>();
        for (String key : List.of(
                "lower_bound_us",
                "simulated_us",
                "serial_us",
                "side_work_us",
                "kept_mass",
                "least_kept_mass",
                "output_error",
                "recall",
                "coverage",
                "receptive_field")) {
            rows.add(Arrays.asList(key, json.get(key)));
        }
        if (json.get("end_to_end") instanceof Map<?, ?> whole) {
            whole.forEach((key, value) -> rows.add(Arrays.asList("end_to_end " + key, value)));
        }
        return new Table(
                "bound_figures", "", List.of(Column.of("figure", "figure"), Column.of("value", "value")), rows);
    }

    /** All patterns, fastest first, those that could not be run last. */
    public static Table ranked(List<BoundResult> results, Map<String, String> failures) {
        List<List<Object>> rows = new ArrayList<>();
        results.stream()
                .sorted((a, b) -> Double.compare(b.speedup(), a.speedup()))
                .forEach(result -> rows.add(Arrays.asList(
                        result.pattern().name(),
                        result.pattern().fidelity().name(),
                        result.json().get("phase"),
                        result.budget(),
                        result.costs().steps().get(0).speedup(),
                        result.speedup(),
                        result.simulated().us(),
                        result.costs().selectionUs(),
                        BoundResult.number(result.quality().keptMass()),
                        BoundResult.number(result.quality().outputError()),
                        BoundResult.number(result.quality().recall()),
                        String.join(", ", result.marks()))));
        failures.forEach((name, why) ->
                rows.add(Arrays.asList(name, "", "", "", null, null, null, null, null, null, null, "not run: " + why)));
        return new Table(
                "bound_all",
                "",
                List.of(
                        Column.of("pattern", "pattern"),
                        Column.of("fidelity", "fidelity"),
                        Column.of("phase", "phase"),
                        Column.of("budget", "budget"),
                        Column.of("flop_speedup", "FLOP speedup"),
                        Column.of("speedup", "speedup"),
                        Column.of("simulated_us", "simulated", "us"),
                        Column.of("selection_us", "selection", "us"),
                        Column.of("kept_mass", "kept mass"),
                        Column.of("output_error", "output error"),
                        Column.of("recall", "recall"),
                        Column.of("notes", "notes")),
                rows);
    }
}
