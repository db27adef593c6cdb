package tessera.cli.dram;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How close compared rows ({@link ReferenceRows}) come, by configuration and in all. */
public final class ReferenceSummary {
    /** Largest error of cycles that counts as agreement, in percent. */
    public static final double CYCLES_TOLERANCE_PERCENT = 3;
    /** The same of the average latency. */
    public static final double LATENCY_TOLERANCE_PERCENT = 10;

    private ReferenceSummary() {}

    /** Whether a row is within both tolerances; {@code copy} is judged by its cycles, its latency means different things. */
    public static boolean agrees(Map<String, Object> row) {
        boolean isCopy = row.get("stream").toString().startsWith("copy");
        return Math.abs(number(row, "cycles_error_percent")) <= CYCLES_TOLERANCE_PERCENT
                && (isCopy || Math.abs(number(row, "latency_error_percent")) <= LATENCY_TOLERANCE_PERCENT);
    }

    /** One map of fields per configuration in the order of first rows, then one over all. */
    public static List<Map<String, Object>> of(List<Map<String, Object>> rows) {
        Map<String, List<Map<String, Object>>> byConfiguration = new LinkedHashMap<>();
        for (Map<String, Object> row : rows) {
            byConfiguration
                    .computeIfAbsent(row.get("config").toString(), name -> new ArrayList<>())
                    .add(row);
        }
        List<Map<String, Object>> summary = new ArrayList<>();
        byConfiguration.forEach((name, group) -> summary.add(fields(name, group)));
        summary.add(fields("all", rows));
        return summary;
    }

    private static Map<String, Object> fields(String name, List<Map<String, Object>> rows) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("config", name);
        fields.put("rows", (long) rows.size());
        fields.put("agree", rows.stream().filter(ReferenceSummary::agrees).count());
        fields.put(
                "same_cycles",
                rows.stream()
                        .filter(row -> number(row, "cycles") == number(row, "reference_cycles"))
                        .count());
        fields.put("worst_cycles_error_percent", worst(rows, "cycles_error_percent"));
        fields.put("worst_latency_error_percent", worst(rows, "latency_error_percent"));
        fields.put(
                "worst_row_hit_rate_difference",
                rows.stream()
                        .mapToDouble(
                                row -> Math.abs(number(row, "row_hit_rate") - number(row, "reference_row_hit_rate")))
                        .max()
                        .orElse(0));
        return fields;
    }

    private static double worst(List<Map<String, Object>> rows, String key) {
        return rows.stream()
                .mapToDouble(row -> Math.abs(number(row, key)))
                .max()
                .orElse(0);
    }

    private static double number(Map<String, Object> row, String key) {
        return ((Number) row.get(key)).doubleValue();
    }
}
