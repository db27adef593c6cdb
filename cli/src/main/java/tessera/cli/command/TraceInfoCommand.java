package tessera.cli.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tessera.cli.output.CommonOptions;
import tessera.cli.output.Results;
import tessera.traces.stat.TraceStatistics;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.TraceFiles;
import tessera.viz.table.Column;
import tessera.viz.table.Table;

/** {@code tessera trace info TRACE}: shape, checksum, and how each layer attends. */
@Command(
        name = "info",
        description = "Shape, checksum, row-sum error of a trace, and per layer how concentrated its attention is.",
        footer = {
            "",
            "Examples:",
            "  tessera trace info TRACE.npz",
            "  tessera trace info TRACE.npz --format json",
            "",
            "TRACE is a file, or sample:NAME (tessera list traces). Definitions: docs/traces.md."
        })
public final class TraceInfoCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS = List.of(
            new Column("layer", "layer", "", "index from 0"),
            new Column(
                    "top10_mass", "mass in top 10 %", "", "mean probability on the tenth of the keys most attended to"),
            new Column("entropy", "entropy", "bits", "mean entropy of a query's probabilities"),
            new Column("sink_share", "on key 0", "", "mean probability on the first key"),
            new Column(
                    "importance_concentration",
                    "importance in top 10 % of keys",
                    "",
                    "mean share of a head's token importance (column sums) on the tenth of the keys that has most"));

    @Parameters(paramLabel = "TRACE", description = "A trace file, or sample:NAME.")
    private String trace;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        AttentionTrace opened = TraceFiles.open(trace);
        TraceStatistics statistics = TraceStatistics.of(opened);
        List<List<Object>> rows = statistics.perLayer().stream()
                .map(layer -> List.<Object>of(
                        layer.layer(),
                        layer.top10Mass(),
                        layer.entropy(),
                        layer.sinkShare(),
                        layer.importanceConcentration()))
                .toList();
        Table table = new Table("trace_info", caption(opened, statistics), COLUMNS, rows);
        new Results(common, spec.commandLine().getOut()).print(table, json(opened, statistics, table));
        return 0;
    }

    private static Map<String, Object> json(AttentionTrace trace, TraceStatistics statistics, Table perLayer) {
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
        fields.put("per_layer", perLayer.records());
        return fields;
    }

    private static String caption(AttentionTrace trace, TraceStatistics statistics) {
        String layout = trace.layout().stream().map(String::valueOf).collect(Collectors.joining(" x "));
        String kvHeads =
                trace.kvHeadCount() == trace.headCount() ? "" : " (" + trace.kvHeadCount() + " key/value heads)";
        return String.join(
                "\n",
                "trace      " + trace.name(),
                "shape      " + trace.layerCount() + " layers x " + trace.headCount() + " heads" + kvHeads + ", "
                        + trace.queryCount() + " queries, " + trace.keyCount() + " keys (layout " + layout
                        + "), head dim "
                        + trace.headDim() + (trace.isCausal() ? ", causal" : ""),
                "precision  " + trace.precision(),
                "sha256     " + trace.sha256(),
                "row sums   within " + String.format(java.util.Locale.ROOT, "%.1e", statistics.rowSumError())
                        + " of 1");
    }
}
