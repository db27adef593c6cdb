package tessera.cli.explore.answer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.space.Workload;
import tessera.viz.table.Column;
import tessera.viz.table.Table;
import tessera.viz.table.TableText;

/**
 * What differs between two stored runs: inputs first, then what came of them.
 *
 * @param stalls of both, {@code unit.cause} to cycles; empty where nobody asked
 */
public record DesignDiff(
        StoredRun first, StoredRun second, Map<String, Long> firstStalls, Map<String, Long> secondStalls) {
    /** A unit's cause is named if its share of the unit's cycles changed by so much. */
    private static final double SHARE = 0.01;

    private static final double HALF = 0.5;
    private static final List<String> LIMITS = List.of("memory_cycles", "compute_cycles", "top_k_cycles");

    /**
     * A thing that both have, or one of them.
     *
     * @param first,second as text; {@code –} where it does not count
     */
    record Input(String name, String first, String second) {}

    /** What was put in differently: machine, pattern and workloads where the spaces differ, then parameters. */
    List<Input> inputs() {
        Map<String, String> one = all(first);
        Map<String, String> other = all(second);
        Set<String> names = new LinkedHashSet<>(one.keySet());
        names.addAll(other.keySet());
        List<Input> inputs = new ArrayList<>();
        for (String name : names) {
            Input input = new Input(name, one.getOrDefault(name, "–"), other.getOrDefault(name, "–"));
            if (!input.first().equals(input.second())) {
                inputs.add(input);
            }
        }
        return inputs;
    }

    private static Map<String, String> all(StoredRun run) {
        Space space = run.space();
        Map<String, String> all = new LinkedHashMap<>();
        all.put("machine", space.machine());
        all.put("pattern", space.pattern());
        all.put("workloads", space.workloads().stream().map(Workload::text).collect(Collectors.joining(", ")));
        all.put("level", run.id().level().label());
        all.putAll(Design.parameters(space.grid(), run.id().point()));
        return all;
    }

    /**
     * The unit whose own work is longest, by figures that say how long memory, compute and top-k need alone; on a GPU, where
     * kernels follow one another, neither if both together do not come to half of the time.
     */
    static String limit(StoredRun run) {
        if (isGpu(run)) {
            double work = value(run, "memory_cycles") + value(run, "compute_cycles");
            if (work < HALF * value(run, "latency_cycles")) {
                return "launches and waiting";
            }
        }
        String limit = "";
        double most = Double.NEGATIVE_INFINITY;
        for (String figure : LIMITS) {
            int column = run.header().columns().indexOf(figure);
            if (column >= 0 && run.outcome().value(column) > most) {
                most = run.outcome().value(column);
                limit = Figure.label(figure);
            }
        }
        return limit;
    }

    private static boolean isGpu(StoredRun run) {
        return !Double.isNaN(value(run, "tensor_cycles"));
    }

    private static double value(StoredRun run, String figure) {
        int column = run.header().columns().indexOf(figure);
        return column < 0 ? Double.NaN : run.outcome().value(column);
    }

    /** Inputs and figures, one row each; the ratio is second over first. */
    public Table table() {
        List<List<Object>> rows = new ArrayList<>();
        inputs().forEach(input -> rows.add(Arrays.asList("input", input.name(), input.first(), input.second(), null)));
        List<String> columns = first.header().columns();
        for (int i = 0; i < columns.size(); i++) {
            double a = first.outcome().value(i);
            double b = second.outcome().value(i);
            if (!Double.isNaN(a) || !Double.isNaN(b)) {
                rows.add(Arrays.asList(
                        "figure",
                        columns.get(i),
                        Rerun.finite(a),
                        Rerun.finite(b),
                        a == 0 ? null : Rerun.finite(b / a)));
            }
        }
        return new Table(
                "diff",
                "",
                List.of(
                        Column.of("kind", "kind"),
                        Column.of("name", "name"),
                        Column.of("first", "first"),
                        Column.of("second", "second"),
                        Column.of("ratio", "second ÷ first")),
                rows);
    }

    /**
     * What a unit did with its time.
     *
     * @param firstShare,secondShare of the unit's cycles, 0 to 1
     */
    record Share(String unit, String cause, double firstShare, double secondShare) {}

    /** Causes whose share changed by a per cent of the unit's cycles or more, the largest change first. */
    List<Share> shares() {
        Map<String, Double> one = shares(firstStalls);
        Map<String, Double> other = shares(secondStalls);
        Set<String> names = new LinkedHashSet<>(one.keySet());
        names.addAll(other.keySet());
        return names.stream()
                .map(name -> new Share(
                        name.substring(0, name.indexOf('.')),
                        name.substring(name.indexOf('.') + 1),
                        one.getOrDefault(name, 0.0),
                        other.getOrDefault(name, 0.0)))
                .filter(share -> Math.abs(share.secondShare() - share.firstShare()) >= SHARE)
                .sorted((a, b) -> Double.compare(
                        Math.abs(b.secondShare() - b.firstShare()), Math.abs(a.secondShare() - a.firstShare())))
                .toList();
    }

    private static Map<String, Double> shares(Map<String, Long> stalls) {
        Map<String, Long> cycles = new LinkedHashMap<>();
        Map<String, Long> totals = new LinkedHashMap<>();
        stalls.forEach((path, count) -> {
            // memory_0, memory_1, … are one unit: its channels.
            String unit = path.substring(0, path.indexOf('.')).replaceFirst("^memory_[0-9]+$", "memory");
            cycles.merge(unit + path.substring(path.indexOf('.')), count, Long::sum);
            totals.merge(unit, count, Long::sum);
        });
        Map<String, Double> shares = new LinkedHashMap<>();
        cycles.forEach((path, count) ->
                shares.put(path, (double) count / Math.max(1, totals.get(path.substring(0, path.indexOf('.'))))));
        return shares;
    }

    /** What has changed since a run was stored, by its id, where its units were simulated again. */
    private Map<String, String> changes() {
        Map<String, String> changes = new LinkedHashMap<>();
        if (!firstStalls.isEmpty() || !secondStalls.isEmpty()) {
            for (StoredRun run : List.of(first, second)) {
                if (!run.change().isEmpty()) {
                    changes.put(run.id().toString(), run.change());
                }
            }
        }
        return changes;
    }

    /** For people. */
    public String text() {
        StringBuilder out = new StringBuilder();
        out.append("first:  ")
                .append(first.id())
                .append("  ")
                .append(first.folder())
                .append('\n');
        out.append("second: ")
                .append(second.id())
                .append("  ")
                .append(second.folder())
                .append("\n\n");
        if (inputs().isEmpty()) {
            out.append("The same design at the same level.\n\n");
        }
        out.append(TableText.aligned(readable())).append('\n');
        String before = limit(first);
        String after = limit(second);
        if (!before.isEmpty() && !after.isEmpty()) {
            out.append(
                            before.equals(after)
                                    ? "What limits both: " + before
                                    : "What limits moves from " + before + " to " + after)
                    .append(
                            isGpu(first) && isGpu(second)
                                    ? " (the longer of what memory and compute need alone, if they make up half of the time).\n"
                                    : " (the longest of what memory, compute and top-k need alone).\n");
        }
        changes()
                .forEach((id, change) -> out.append("\nWhat the units of ")
                        .append(id)
                        .append(" did is of now. ")
                        .append(change)
                        .append('\n'));
        if (!shares().isEmpty()) {
            out.append("\nWhat the units did with their time, where it changed by 1 % or more:\n\n")
                    .append(TableText.aligned(shareTable()));
        }
        return out.toString();
    }

    /** Texts in both columns, so that parameters and numbers line up alike. */
    private Table readable() {
        Table table = table();
        return new Table(
                table.name(),
                "",
                table.columns(),
                table.rows().stream()
                        .map(row -> Arrays.<Object>asList(
                                row.get(0),
                                row.get(1),
                                TableText.readable(row.get(2)),
                                TableText.readable(row.get(3)),
                                row.get(4)))
                        .toList());
    }

    private Table shareTable() {
        List<List<Object>> rows = new ArrayList<>();
        shares().forEach(share -> rows.add(List.of(
                share.unit(), share.cause().replace('_', ' '), 100 * share.firstShare(), 100 * share.secondShare())));
        return new Table(
                "stalls",
                "",
                List.of(
                        Column.of("unit", "unit"),
                        Column.of("cause", "cause"),
                        Column.of("first", "first", "%"),
                        Column.of("second", "second", "%")),
                rows);
    }

    /** For programs. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("first", first.id().toString());
        json.put("second", second.id().toString());
        json.put("rows", table().records());
        json.put("first_limit", limit(first));
        json.put("second_limit", limit(second));
        List<Map<String, Object>> stalls = new ArrayList<>();
        for (Share share : shares()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("unit", share.unit());
            one.put("cause", share.cause());
            one.put("first_share", share.firstShare());
            one.put("second_share", share.secondShare());
            stalls.add(one);
        }
        json.put("stalls", stalls);
        json.put("changed_since", changes());
        return json;
    }
}
