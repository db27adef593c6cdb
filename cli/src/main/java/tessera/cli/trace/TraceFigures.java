package tessera.cli.trace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tessera.traces.stat.HeadStatistics;
import tessera.traces.stat.LayerStatistics;
import tessera.traces.stat.MassCurve;
import tessera.traces.stat.TraceStatistics;
import tessera.traces.trace.AttentionTrace;
import tessera.viz.table.Column;
import tessera.viz.table.Table;

/** The figures of {@code tessera trace info}, as a table and as JSON. */
public final class TraceFigures {
    private static final List<Column> FIGURES = List.of(
            new Column(
                    "top10_mass", "mass in top 10 %", "", "mean probability on the tenth of the keys most attended to"),
            new Column("entropy", "entropy", "bits", "mean entropy of a query's probabilities"),
            new Column("sink_share", "on key 0", "", "mean probability on the first key"),
            new Column(
                    "importance_concentration",
                    "importance in top 10 % of keys",
                    "",
                    "mean share of a head's token importance (column sums) on the tenth of the keys that has most"));

    private final AttentionTrace trace;
    private final TraceStatistics statistics;
    private final boolean perHead;

    /** Figures of a trace, also of every head if wanted. */
    public TraceFigures(AttentionTrace trace, TraceStatistics statistics, boolean perHead) {
        this.trace = trace;
        this.statistics = statistics;
        this.perHead = perHead;
    }

    /** A row a layer, or a row a head, under a caption that describes the trace. */
    public Table table() {
        List<Column> columns = new ArrayList<>(List.of(new Column("layer", "layer", "", "index from 0")));
        if (perHead) {
            columns.add(new Column("head", "head", "", "index from 0"));
        }
        columns.addAll(FIGURES);
        int local = localRadius();
        if (local >= 0) {
            int radius = statistics.radii().get(local);
            columns.add(new Column(
                    "within_" + radius,
                    "within " + radius + " tokens",
                    "",
                    "mean probability on keys at most so far along every axis"));
        }
        List<List<Object>> rows = new ArrayList<>();
        for (LayerStatistics layer : statistics.perLayer()) {
            if (perHead) {
                layer.heads().forEach(head -> rows.add(row(layer.layer(), head, local)));
            } else {
                rows.add(row(layer, local));
            }
        }
        return new Table("trace_info", caption(), columns, rows);
    }

    /** Everything, with the field names of docs/traces.md. */
    public Map<String, Object> json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", trace.name());
        fields.put("sha256", trace.sha256());
        fields.put("layers", trace.layerCount());
        fields.put("heads", trace.headCount());
        fields.put("kv_heads", trace.kvHeadCount());
        fields.put("queries", trace.queryCount());
        fields.put("keys", trace.keyCount());
        fields.put("head_dim", trace.headDim());
        fields.put("layout", trace.layout());
        fields.put("causal", trace.isCausal());
        fields.put("precision", trace.precision().toString());
        fields.put("row_sum_error", statistics.rowSumError());
        fields.put("per_layer", statistics.perLayer().stream().map(this::json).toList());
        fields.put("decode_steps", trace.shape().decodeStepCount());
        fields.put("measured_queries", statistics.measuredQueries());
        fields.put("model", trace.description().model());
        fields.put("provenance", trace.description().provenance());
        fields.put("command", trace.description().command());
        return fields;
    }

    private Map<String, Object> json(LayerStatistics layer) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("layer", layer.layer());
        fields.put("top10_mass", layer.top10Mass());
        fields.put("entropy", layer.entropy());
        fields.put("sink_share", layer.sinkShare());
        fields.put("importance_concentration", layer.importanceConcentration());
        putCurves(fields, layer.massCurve(), layer.importanceCurve(), layer.locality());
        if (perHead) {
            fields.put("per_head", layer.heads().stream().map(this::json).toList());
        }
        return fields;
    }

    private Map<String, Object> json(HeadStatistics head) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("head", head.head());
        fields.put("top10_mass", head.top10Mass());
        fields.put("entropy", head.entropy());
        fields.put("sink_share", head.sinkShare());
        fields.put("importance_concentration", head.importanceConcentration());
        putCurves(fields, head.massCurve(), head.importanceCurve(), head.locality());
        return fields;
    }

    private void putCurves(
            Map<String, Object> fields, List<Double> mass, List<Double> importance, List<Double> locality) {
        fields.put("mass_curve", curve(MassCurve.PERCENT, mass));
        fields.put("importance_curve", curve(MassCurve.PERCENT, importance));
        fields.put("locality", curve(statistics.radii(), locality));
    }

    private static Map<String, Double> curve(List<Integer> places, List<Double> values) {
        Map<String, Double> curve = new LinkedHashMap<>();
        for (int i = 0; i < places.size(); i++) {
            curve.put(places.get(i).toString(), values.get(i));
        }
        return curve;
    }

    /** The place of radius 4, or of the largest where the layout is smaller; -1 where there is none. */
    private int localRadius() {
        return Math.min(3, statistics.radii().size() - 1);
    }

    private static List<Object> row(int layer, HeadStatistics head, int local) {
        List<Object> row = new ArrayList<>(List.of(
                layer,
                head.head(),
                head.top10Mass(),
                head.entropy(),
                head.sinkShare(),
                head.importanceConcentration()));
        if (local >= 0) {
            row.add(head.locality().get(local));
        }
        return row;
    }

    private static List<Object> row(LayerStatistics layer, int local) {
        List<Object> row = new ArrayList<>(List.of(
                layer.layer(), layer.top10Mass(), layer.entropy(), layer.sinkShare(), layer.importanceConcentration()));
        if (local >= 0) {
            row.add(layer.locality().get(local));
        }
        return row;
    }

    private String caption() {
        String layout = trace.layout().stream().map(String::valueOf).collect(Collectors.joining(" x "));
        String kvHeads =
                trace.kvHeadCount() == trace.headCount() ? "" : " (" + trace.kvHeadCount() + " key/value heads)";
        List<String> lines = new ArrayList<>(List.of(
                "trace      " + trace.name(),
                "shape      " + trace.layerCount() + " layers x " + trace.headCount() + " heads" + kvHeads + ", "
                        + trace.queryCount() + " queries, " + trace.keyCount() + " keys (layout " + layout
                        + "), head dim "
                        + trace.headDim() + (trace.isCausal() ? ", causal" : "")));
        if (trace.shape().decodeStepCount() > 0) {
            lines.add("phases     " + trace.shape().prefillCount() + " queries at once, then "
                    + trace.shape().decodeStepCount() + " decode steps");
        }
        lines.add("precision  " + trace.precision());
        lines.add("sha256     " + trace.sha256());
        lines.add("row sums   within " + String.format(Locale.ROOT, "%.1e", statistics.rowSumError()) + " of 1");
        if (statistics.measuredQueries() < trace.queryCount()) {
            lines.add("measured   " + statistics.measuredQueries() + " of " + trace.queryCount()
                    + " queries, evenly spread (--all-queries measures all)");
        }
        return String.join("\n", lines);
    }
}
