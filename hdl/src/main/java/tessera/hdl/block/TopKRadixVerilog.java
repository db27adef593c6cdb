package tessera.hdl.block;

import java.util.HashMap;
import java.util.Map;
import tessera.hdl.emit.Expression;
import tessera.hdl.emit.HdlModule;
import tessera.hdl.emit.Memories;
import tessera.hdl.emit.Signal;
import tessera.models.machine.TopKParams;

/** The radix top-k engine: selector, row memory and filter pass; selector and filter take turns at the memory. */
final class TopKRadixVerilog {
    private TopKRadixVerilog() {}

    static String moduleName(TopKParams params) {
        return "tsr_top_k_radix_n" + params.capacity() + "_p" + params.lanes() + "_w" + params.scoreBits() + "_b"
                + params.digitBits();
    }

    static HdlModule module(TopKParams params) {
        TopKTop top = new TopKTop(
                moduleName(params),
                params,
                "Radix top-k engine: the k largest of up to " + params.capacity()
                        + " scores, ties to the lowest index.",
                "Latency: " + TopKRadixSelectVerilog.latency(params) + " cycles from the last beat to out_valid,");
        Map<String, Expression> extra = new HashMap<>();
        extra.put("in_digits", top.inHighBits(params.digitBits()));
        Expression readEnable = top.filterReads;
        Expression readRow = top.filterRow;
        Signal stored = top.wire("row", params.lanes() * params.scoreBits());
        if (params.digitCount() > 1) {
            Signal selectReads = top.wire("select_reads", 1);
            Signal selectRow = top.wire("select_row", TopKFilterVerilog.rowBits(params));
            extra.put("read_enable", selectReads);
            extra.put("read_row", selectRow);
            extra.put("row", stored);
            readEnable = selectReads.or(readEnable);
            readRow = selectReads.choose(selectRow, readRow);
        }
        top.selector(TopKRadixSelectVerilog.module(params), extra);
        top.memory(
                "rows",
                Memories.oneReadOneWrite(Math.max(2, params.rows(params.capacity())), stored.width()),
                readEnable,
                readRow,
                stored);
        return top.finish(stored);
    }
}
