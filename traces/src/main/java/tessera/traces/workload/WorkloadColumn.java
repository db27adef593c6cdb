package tessera.traces.workload;

import java.util.Arrays;
import java.util.List;

/**
 * The columns of a SpAtten workload file, under the names the authors' files use, plus {@code top_k_latency_cycles}.
 * <b>Source:</b> header line of the workload files of mit-han-lab/spatten; ranges are ours.
 */
public enum WorkloadColumn {
    /** Generated token, counted from 0. */
    ITERATION("iteration_id", Form.COUNT, 0),
    LAYER("layer_id", Form.COUNT, 0),
    HEAD("head_id", Form.COUNT, 0),
    /** Elements of one key or value vector of one head. */
    HEAD_DIM("embedding_length_D", Form.COUNT, 1),
    /** Keys that exist before any pruning. */
    SENTENCE_LENGTH("sentence_length_L", Form.COUNT, 1),
    /** Keys that survive cascade token pruning and are fetched. */
    KEY_COUNT("key_fetch_num", Form.COUNT, 1),
    KEY_BITS("quant_key_bit", Form.BITS, 1),
    QUERY_BITS("quant_query_bit", Form.BITS, 1),
    /** Largest probability below which the keys' low bits are fetched; -1 where that is off. */
    REFETCH_THRESHOLD("auto_requant_thres", Form.REAL, -1),
    /** Whether this row's keys are fetched again for their low bits. */
    REFETCH("if_requant", Form.FLAG, 0),
    /** Low bits fetched then; -1 where that is off. */
    LSB_BITS("auto_requant_incre", Form.BITS, 1),
    /** Values that survive local pruning and are fetched. */
    VALUE_COUNT("value_fetch_num", Form.COUNT, 1),
    VALUE_BITS("quant_value_bit", Form.BITS, 1),
    ACCUMULATE_IMPORTANCE("if_accumulate_importance", Form.FLAG, 0),
    RESCALE_IMPORTANCE("if_rescale_previous_importance", Form.FLAG, 0),
    /** Whether a cascade top-k is due after this row. */
    CASCADE_TOP_K("if_topk", Form.FLAG, 0),
    /** How many tokens that cascade top-k keeps; -1 on rows without one. */
    CASCADE_KEPT("topk", Form.COUNT, -1),
    /** Cycles that the local value top-k takes on this row, instead of the machine's own model of it. */
    TOP_K_LATENCY("top_k_latency_cycles", Form.COUNT, 0);

    /** How a cell is written. */
    enum Form {
        /** Whole number, at least the column's minimum; {@code 64.0} counts as whole. */
        COUNT,
        /** Bit width 1 to 32, or -1 for "not quantised". */
        BITS,
        /** True or False, in any letter case, or 1 or 0. */
        FLAG,
        /** Finite number, at least the column's minimum. */
        REAL
    }

    /** Without these there is no row to simulate. */
    static final List<WorkloadColumn> REQUIRED = List.of(KEY_COUNT, VALUE_COUNT, KEY_BITS, VALUE_BITS, REFETCH);

    private final String header;
    private final Form form;
    private final int min;

    WorkloadColumn(String header, Form form, int min) {
        this.header = header;
        this.form = form;
        this.min = min;
    }

    /** The name in the header line. */
    public String header() {
        return header;
    }

    Form form() {
        return form;
    }

    int min() {
        return min;
    }

    static List<String> headers(List<WorkloadColumn> columns) {
        return columns.stream().map(WorkloadColumn::header).toList();
    }

    static List<String> allHeaders() {
        return headers(Arrays.asList(values()));
    }
}
