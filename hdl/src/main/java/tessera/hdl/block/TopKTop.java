package tessera.hdl.block;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tessera.hdl.emit.Expression;
import tessera.hdl.emit.HdlModule;
import tessera.hdl.emit.Memories;
import tessera.hdl.emit.ModuleBuilder;
import tessera.hdl.emit.Signal;
import tessera.models.block.TopKBlockParams;
import tessera.models.machine.TopKParams;

/** The top module of a top-k engine, the same for both: a selector, memories for rows, the filter pass. */
final class TopKTop {
    private static final List<String> SELECTOR_PORTS = List.of(
            "clk",
            "rst",
            "in_valid",
            "in_ready",
            "in_last",
            "in_mask",
            "k",
            "out_valid",
            "out_ready",
            "out_threshold",
            "out_greater",
            "out_keep_equal");

    /** The filter pass wants a row of the request. */
    final Signal filterReads;

    final Signal filterRow;

    private final TopKParams params;
    private final ModuleBuilder m;
    private final Map<String, Signal> ports = new HashMap<>();
    private final Signal writeEnable;
    private final Signal writeRow;
    private final Signal filterStart;
    private final Signal filterBusy;
    private final Signal lastRow;
    private final Signal lastMask;

    TopKTop(String name, TopKParams params, String purpose, String latency) {
        int countBits = TopKBlockParams.countBits(params);
        int laneBits = TopKBlockParams.laneBits(params);
        int rowBits = TopKFilterVerilog.rowBits(params);
        this.params = params;
        this.m = new ModuleBuilder(
                name,
                purpose,
                "in: rows of " + params.lanes() + " unsigned scores of " + params.scoreBits()
                        + " bits, lane 0 lowest; in_mask marks the lanes of a request's last row; k with the first beat.",
                "out: the k-th largest score, how many are greater, how many equal ones are kept (k = 0: both counts 0;",
                "k above the number of scores: the smallest score). keep: the kept indices in order, keep_count of them in",
                "a beat; the last beat of a request has keep_last and may be empty.",
                "",
                latency,
                "rows counting the rows of the request; the first kept row follows "
                        + TopKBlockParams.filterLatencyCycles(params)
                        + " cycles after the decision, then a row a cycle.");
        port(m.clock());
        port(m.reset());
        port(m.input("in_valid", 1));
        port(m.output("in_ready", 1));
        port(m.input("in_last", 1));
        port(m.input("in_scores", params.lanes() * params.scoreBits()));
        port(m.input("in_mask", params.lanes()));
        port(m.input("k", countBits));
        port(m.output("out_valid", 1));
        port(m.input("out_ready", 1));
        port(m.output("out_threshold", params.scoreBits()));
        port(m.output("out_greater", countBits));
        port(m.output("out_keep_equal", countBits));
        port(m.output("keep_valid", 1));
        port(m.input("keep_ready", 1));
        port(m.output("keep_last", 1));
        port(m.output("keep_index", params.lanes() * TopKBlockParams.indexBits(params)));
        port(m.output("keep_count", laneBits + 1));
        m.section("Between selector, memory and filter pass");
        this.writeEnable = m.wire("write_enable", 1);
        this.writeRow = m.wire("write_row", rowBits);
        this.filterStart = m.wire("filter_start", 1);
        this.filterBusy = m.wire("filter_busy", 1);
        this.lastRow = m.wire("last_row", rowBits);
        this.lastMask = m.wire("last_mask", params.lanes());
        this.filterReads = m.wire("filter_reads", 1);
        this.filterRow = m.wire("filter_row", rowBits);
    }

    private void port(Signal signal) {
        ports.put(signal.name(), signal);
    }

    Signal wire(String name, int width) {
        return m.wire(name, width);
    }

    /** The {@code bits} highest bits of each score that arrives. */
    Expression inHighBits(int bits) {
        int width = params.scoreBits();
        Signal scores = ports.get("in_scores");
        return bits == width
                ? scores
                : m.wire(
                        "in_digits",
                        Logic.vector(
                                params.lanes(),
                                lane -> scores.bits((lane + 1) * width - 1, (lane + 1) * width - bits)));
    }

    /** @param extra connections beyond those that every selector has */
    void selector(HdlModule selector, Map<String, Expression> extra) {
        Map<String, Expression> connections = new HashMap<>(extra);
        for (String name : SELECTOR_PORTS) {
            connections.put(name, ports.get(name));
        }
        connections.put("write_enable", writeEnable);
        connections.put("write_row", writeRow);
        connections.put("filter_start", filterStart);
        connections.put("filter_busy", filterBusy);
        connections.put("last_row", lastRow);
        connections.put("last_mask", lastMask);
        m.instance("selector", selector, connections);
    }

    /** A memory that keeps the rows of the request as they arrived. */
    void memory(String name, HdlModule memory, Expression readEnable, Expression readRow, Signal row) {
        m.instance(
                name,
                memory,
                Memories.ports(
                        ports.get("clk"), writeEnable, writeRow, ports.get("in_scores"), readEnable, readRow, row));
    }

    /** @param inputs write enable, row and data, read enable and row */
    void memory(String name, HdlModule memory, Expression[] inputs, Signal row) {
        m.instance(
                name,
                memory,
                Memories.ports(ports.get("clk"), inputs[0], inputs[1], inputs[2], inputs[3], inputs[4], row));
    }

    HdlModule finish(Signal row) {
        Map<String, Expression> connections = new HashMap<>();
        for (String name : List.of("clk", "rst", "keep_valid", "keep_ready", "keep_last", "keep_index", "keep_count")) {
            connections.put(name, ports.get(name));
        }
        connections.put("start", filterStart);
        connections.put("busy", filterBusy);
        connections.put("threshold", ports.get("out_threshold"));
        connections.put("keep_equal", ports.get("out_keep_equal"));
        connections.put("last_row", lastRow);
        connections.put("last_mask", lastMask);
        connections.put("read_enable", filterReads);
        connections.put("read_row", filterRow);
        connections.put("row", row);
        m.instance("filter", TopKFilterVerilog.module(params), connections);
        return m.build();
    }
}
