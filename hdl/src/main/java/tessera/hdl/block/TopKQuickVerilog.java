package tessera.hdl.block;

import java.util.HashMap;
import java.util.Map;
import tessera.hdl.emit.Expression;
import tessera.hdl.emit.HdlModule;
import tessera.hdl.emit.Memories;
import tessera.hdl.emit.Signal;
import tessera.models.machine.TopKParams;

/** The quick-select top-k engine: selector with its two buffers of live rows, the rows as they came, filter pass. */
final class TopKQuickVerilog {
    private TopKQuickVerilog() {}

    static HdlModule module(TopKParams params) {
        TopKTop top = new TopKTop(
                "tsr_top_k_quick_n" + params.capacity() + "_p" + params.lanes() + "_w" + params.scoreBits(),
                params,
                "Quick-select top-k engine: the k largest of up to " + params.capacity()
                        + " scores, ties to the lowest index.",
                "Latency: " + TopKQuickSelectVerilog.latency() + " cycles from the last beat to out_valid,");
        int rowBits = TopKFilterVerilog.rowBits(params);
        int width = params.lanes() * params.scoreBits();
        HdlModule memory = Memories.oneReadOneWrite(Math.max(2, params.rows(params.capacity())), width);
        Map<String, Expression> extra = new HashMap<>();
        extra.put("in_scores", top.inHighBits(params.scoreBits()));
        Signal readEnable = top.wire("read_enable", 1);
        Signal readRow = top.wire("read_row", rowBits);
        extra.put("read_enable", readEnable);
        extra.put("read_row", readRow);
        for (String side : new String[] {"less", "greater"}) {
            Signal write = top.wire("write_" + side, 1);
            Signal writeRow = top.wire(side + "_write_row", rowBits);
            Signal writeData = top.wire(side + "_write_data", width);
            Signal row = top.wire(side + "_row", width);
            extra.put("write_" + side, write);
            extra.put(side + "_write_row", writeRow);
            extra.put(side + "_write_data", writeData);
            extra.put(side + "_row", row);
            top.memory(side + "_rows", memory, new Expression[] {write, writeRow, writeData, readEnable, readRow}, row);
        }
        top.selector(TopKQuickSelectVerilog.module(params), extra);
        Signal stored = top.wire("row", width);
        top.memory("rows", memory, top.filterReads, top.filterRow, stored);
        return top.finish(stored);
    }
}
