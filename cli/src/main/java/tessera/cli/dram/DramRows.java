package tessera.cli.dram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.sim.dram.DramCounts;
import tessera.sim.dram.DramResult;
import tessera.viz.table.Column;
import tessera.viz.table.Table;

/** A DRAM result as fields (design.md section 4.3) and as a table for people. */
public final class DramRows {
    private DramRows() {}

    /** The fields of one run, in the order in which they are printed. */
    public static Map<String, Object> fields(
            String stream, String preset, String map, String injection, DramResult run) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("stream", stream);
        fields.put("preset", preset);
        fields.put("map", map);
        fields.put("inject", injection);
        fields.put("transactions", run.transactions());
        fields.put("cycles", run.cycles());
        fields.put("time_ns", run.timeNs());
        fields.put("bandwidth_gb_per_s", run.bandwidthGbPerS());
        fields.put("peak_gb_per_s", run.peakGbPerS());
        DramResult.Latency latency = run.latency();
        fields.put("average_latency_cycles", latency.average());
        fields.put("p50_latency_cycles", latency.p50());
        fields.put("p95_latency_cycles", latency.p95());
        fields.put("p99_latency_cycles", latency.p99());
        fields.put("max_latency_cycles", latency.largest());
        fields.put("average_latency_from_arrival_cycles", latency.averageFromArrival());
        fields.put("average_write_latency_cycles", run.writeLatency().average());
        fields.put("row_hit_rate", run.rowHitRate());
        putCounts(fields, run.counts());
        fields.put("energy_pj", run.hasEnergy() ? run.energyPj() : null);
        return fields;
    }

    private static void putCounts(Map<String, Object> fields, DramCounts counts) {
        fields.put("activates", counts.activates());
        fields.put("precharges", counts.precharges());
        fields.put("refreshes", counts.refreshes() + counts.bankRefreshes());
        fields.put("reads", counts.reads());
        fields.put("writes", counts.writes());
        fields.put("row_hits", counts.rowHits());
        fields.put("row_misses", counts.rowMisses());
        fields.put("row_conflicts", counts.rowConflicts());
    }

    /** One line per field. */
    public static Table asList(String caption, Map<String, Object> fields) {
        List<List<Object>> rows = new ArrayList<>();
        fields.forEach((key, value) -> rows.add(Arrays.asList(key, value)));
        return new Table("dram", caption, List.of(Column.of("field", "field"), Column.of("value", "value")), rows);
    }

    /** One row per run. */
    public static Table asRows(String name, String caption, List<Map<String, Object>> runs) {
        List<String> keys = List.copyOf(runs.get(0).keySet());
        List<Column> columns = keys.stream().map(key -> Column.of(key, key)).toList();
        List<List<Object>> rows = new ArrayList<>();
        for (Map<String, Object> run : runs) {
            List<Object> cells = new ArrayList<>();
            keys.forEach(key -> cells.add(run.get(key)));
            rows.add(cells);
        }
        return new Table(name, caption, columns, rows);
    }
}
