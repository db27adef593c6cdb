package tessera.cli.simulate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.viz.table.Column;
import tessera.viz.table.Table;
import tessera.viz.table.TableText;

/** What every unit was doing, for people and for programs. */
public final class Stalls {
    /** First in the table; other causes come in the machine's order. */
    private static final List<String> WORK = List.of("busy", "working");

    private static final String CHANNEL = "memory_";

    private Stalls() {}

    /** {@code {"softmax": {"busy_cycles": …, "wait_input_cycles": …}, …}} from {@code "softmax.busy" → cycles}. */
    public static Map<String, Map<String, Long>> json(Map<String, Long> stalls) {
        Map<String, Map<String, Long>> units = new LinkedHashMap<>();
        stalls.forEach((path, cycles) ->
                units.computeIfAbsent(unit(path), unit -> new LinkedHashMap<>()).put(cause(path) + "_cycles", cycles));
        return units;
    }

    /** Share of the cycles of every unit by cause, in percent. */
    static String text(Map<String, Long> stalls) {
        return aligned(channelsTogether(stalls));
    }

    /** {@code memory_0, memory_1, …} as one unit, for people. */
    private static Map<String, Long> channelsTogether(Map<String, Long> stalls) {
        long channels = stalls.keySet().stream()
                .map(Stalls::unit)
                .filter(unit -> unit.startsWith(CHANNEL))
                .distinct()
                .count();
        Map<String, Long> table = new LinkedHashMap<>();
        stalls.forEach((path, cycles) -> {
            String unit = unit(path);
            String shown = unit.startsWith(CHANNEL) ? "memory (" + channels + " channels)" : unit;
            table.merge(shown + "." + cause(path), cycles, Long::sum);
        });
        return table;
    }

    private static String aligned(Map<String, Long> stalls) {
        List<Column> columns = new ArrayList<>(List.of(Column.of("unit", "unit")));
        List<String> causes = stalls.keySet().stream()
                .map(Stalls::cause)
                .distinct()
                .sorted(Comparator.comparing(cause -> !WORK.contains(cause)))
                .toList();
        causes.forEach(cause -> columns.add(Column.of(cause, cause.replace('_', ' '), "%")));
        Map<String, List<Object>> rows = new LinkedHashMap<>();
        Map<String, Long> totals = new LinkedHashMap<>();
        stalls.forEach((path, cycles) -> totals.merge(unit(path), cycles, Long::sum));
        for (Map.Entry<String, Long> total : totals.entrySet()) {
            List<Object> row = new ArrayList<>(List.of(total.getKey()));
            for (String cause : causes) {
                Long cycles = stalls.get(total.getKey() + "." + cause);
                row.add(cycles == null ? null : 100.0 * cycles / total.getValue());
            }
            rows.put(total.getKey(), row);
        }
        return TableText.aligned(new Table("stalls", "", columns, List.copyOf(rows.values())));
    }

    private static String unit(String path) {
        return path.substring(0, path.indexOf('.'));
    }

    private static String cause(String path) {
        return path.substring(path.indexOf('.') + 1);
    }
}
