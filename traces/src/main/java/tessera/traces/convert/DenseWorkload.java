package tessera.traces.convert;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tessera.traces.tensor.StoredPrecision;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.workload.SpattenWorkload;
import tessera.traces.workload.WorkloadColumn;

/**
 * The work of a trace as a SpAtten workload, nothing pruned: a row for every (query, layer, head) that fetches every key
 * and value the query sees. Of a trace with decode steps these alone: SpAtten's files hold generated tokens.
 */
final class DenseWorkload {
    private DenseWorkload() {}

    static void write(AttentionTrace trace, OutputStream out) throws IOException {
        List<String> headers = Arrays.stream(WorkloadColumn.values())
                .filter(column -> column != WorkloadColumn.TOP_K_LATENCY)
                .map(WorkloadColumn::header)
                .toList();
        out.write((String.join(",", headers) + "\n").getBytes(StandardCharsets.US_ASCII));
        int bits = trace.precision() == StoredPrecision.INT8 ? 8 : SpattenWorkload.NOT_QUANTISED;
        int first = trace.shape().decodeStepCount() == 0 ? 0 : trace.shape().prefillCount();
        for (int query = first; query < trace.queryCount(); query++) {
            StringBuilder rows = new StringBuilder();
            for (int layer = 0; layer < trace.layerCount(); layer++) {
                for (int head = 0; head < trace.headCount(); head++) {
                    rows.append(row(trace, query, query - first, layer, head, bits))
                            .append('\n');
                }
            }
            out.write(rows.toString().getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static String row(AttentionTrace trace, int query, int iteration, int layer, int head, int bits) {
        int keys = trace.shape().visibleKeys(query);
        List<String> cells = new ArrayList<>();
        for (WorkloadColumn column : WorkloadColumn.values()) {
            switch (column) {
                case ITERATION -> cells.add(Integer.toString(iteration));
                case LAYER -> cells.add(Integer.toString(layer));
                case HEAD -> cells.add(Integer.toString(head));
                case HEAD_DIM -> cells.add(Integer.toString(trace.headDim()));
                case SENTENCE_LENGTH, KEY_COUNT, VALUE_COUNT -> cells.add(Integer.toString(keys));
                case KEY_BITS, QUERY_BITS, VALUE_BITS -> cells.add(Integer.toString(bits));
                case REFETCH_THRESHOLD, LSB_BITS, CASCADE_KEPT -> cells.add("-1");
                case REFETCH, ACCUMULATE_IMPORTANCE, RESCALE_IMPORTANCE, CASCADE_TOP_K -> cells.add("False");
                case TOP_K_LATENCY -> {
                    // Left to the machine.
                }
            }
        }
        return String.join(",", cells);
    }
}
