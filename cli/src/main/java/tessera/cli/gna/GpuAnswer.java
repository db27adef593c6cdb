package tessera.cli.gna;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.models.gpu.GpuQuery;
import tessera.sim.gpu.GpuEstimate;
import tessera.traces.json.Json;
import tessera.viz.table.Column;
import tessera.viz.table.Table;
import tessera.viz.table.TableText;

/** What the GPU model says about one problem, in the forms that results are printed in. */
record GpuAnswer(String heading, Map<String, Object> fields) {
    static final GpuAnswer NONE = new GpuAnswer("", Map.of());

    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("kernel_us", "the attention kernel alone"),
            Map.entry("token_permute_us", "copies that make tiles contiguous, and back"),
            Map.entry("pad_us", "copies that pad to whole tiles"),
            Map.entry("additional_us", "additional keys and merge; backward: reductions"),
            Map.entry("total_us", "all of these"),
            Map.entry("dense_us", "dense self attention over the same tokens"),
            Map.entry("speedup", "dense over kernel"),
            Map.entry("speedup_with_permute", "dense over total"),
            Map.entry("tflops_useful", "of attended pairs"),
            Map.entry("tflops_executed", "of whole visited tiles"),
            Map.entry("waves", "CTAs over the CTAs that the GPU holds at once"),
            Map.entry("sm_busy_share", "of the time that CTA slots have"),
            Map.entry("lower_bound_us", "no kernel of these tiles and units is faster"),
            Map.entry("serial_us", "nothing overlaps within an SM"));

    static GpuAnswer of(GpuQuery query, GpuEstimate estimate) {
        String heading = query.gpu() + ", " + query.headCount() + (query.headCount() == 1 ? " head of " : " heads of ")
                + query.headDim() + ", batch " + query.batch() + ", "
                + query.dtype().label() + ", "
                + query.pass().label();
        return new GpuAnswer(heading, estimate.fields());
    }

    /** A table for people; empty without an answer. */
    String text() {
        if (fields.isEmpty()) {
            return "";
        }
        List<List<Object>> rows = new ArrayList<>();
        fields.forEach((name, value) -> rows.add(List.of(name, value, MEANINGS.getOrDefault(name, ""))));
        List<Column> columns =
                List.of(Column.of("field", "GPU"), Column.of("value", "predicted"), Column.of("meaning", "meaning"));
        return "\n" + heading + "\n\n" + TableText.aligned(new Table("gpu", "", columns, rows));
    }

    /** The row of a result with the GPU's columns behind. */
    Table beside(Table result) {
        if (fields.isEmpty()) {
            return result;
        }
        List<Column> columns = new ArrayList<>(result.columns());
        List<Object> row = new ArrayList<>(result.rows().get(0));
        fields.forEach((name, value) -> {
            columns.add(Column.of("gpu_" + name, "gpu " + name));
            row.add(value);
        });
        return new Table(result.name(), result.caption(), columns, List.of(row));
    }

    /** The JSON of a result with the member {@code gpu}. */
    JsonNode inside(JsonNode result) {
        if (!fields.isEmpty()) {
            ((ObjectNode) result).set("gpu", Json.mapper().valueToTree(new LinkedHashMap<>(fields)));
        }
        return result;
    }
}
