package tessera.hdl.block;

import static tessera.hdl.block.Logic.ZERO;
import static tessera.hdl.block.Logic.vector;
import static tessera.hdl.block.Logic.zeros;
import static tessera.hdl.emit.Statement.set;
import static tessera.hdl.emit.Statement.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tessera.hdl.emit.Expression;
import tessera.hdl.emit.Expression.Literal;
import tessera.hdl.emit.HdlModule;
import tessera.hdl.emit.ModuleBuilder;
import tessera.hdl.emit.Signal;
import tessera.hdl.emit.Statement;
import tessera.models.block.TopKBlockParams;
import tessera.models.block.ZeroEliminatorParams;
import tessera.models.machine.TopKParams;

/**
 * Packs the kept lanes of many rows into full rows: a zero eliminator for each row, then a rotation behind what is held
 * from the rows before. SpAtten's released RTL calls the two together a zero eliminator for fragments.
 */
final class RowPackerVerilog {
    private final TopKParams params;
    private final int lanes;
    private final int bits;
    private final int laneBits;
    private final ModuleBuilder m;

    private RowPackerVerilog(TopKParams params) {
        this.params = params;
        this.lanes = params.lanes();
        this.bits = params.scoreBits();
        this.laneBits = TopKBlockParams.laneBits(params);
        this.m = new ModuleBuilder(
                "tsr_row_packer_n" + params.capacity() + "_p" + lanes + "_w" + bits,
                "Row packer: the kept lanes of the rows up to in_last as full rows, and a last one with the rest.",
                "in_ready is always 1. done comes once, one cycle after the last row: with the rest, if there is any,",
                "and with count, the number of kept lanes since the done before.",
                "",
                "Latency: 2 cycles from a row to the full row that it completes, 3 from the last row to done.");
    }

    static HdlModule module(TopKParams params) {
        return new RowPackerVerilog(params).build();
    }

    private HdlModule build() {
        int countBits = TopKBlockParams.countBits(params);
        Map<String, Expression> packer = new TreeMap<>();
        packer.put("clk", m.clock());
        Signal reset = m.reset();
        packer.put("rst", reset);
        packer.put("in_valid", m.input("in_valid", 1));
        packer.put("in_ready", m.output("in_ready", 1));
        packer.put("in_last", m.input("in_last", 1));
        packer.put("in_mask", m.input("in_mask", lanes));
        packer.put("in_data", m.input("in_row", lanes * bits));
        Signal outValid = m.output("out_valid", 1);
        Signal outRow = m.output("out_row", lanes * bits);
        Signal done = m.output("done", 1);
        Signal count = m.output("count", countBits);

        m.section("Each row packed by itself");
        Signal isPacked = m.wire("is_packed", 1);
        Signal packedLast = m.wire("packed_last", 1);
        Signal packedCount = m.wire("packed_count", laneBits + 1);
        Signal packed = m.wire("packed_row", lanes * bits);
        packer.put("out_valid", isPacked);
        packer.put("out_ready", Logic.ONE);
        packer.put("out_last", packedLast);
        packer.put("out_count", packedCount);
        packer.put("out_data", packed);
        m.instance("packer", ZeroEliminatorVerilog.module(new ZeroEliminatorParams(lanes, bits, laneBits)), packer);

        m.section("What is held from the rows before; it never fills the top lane.");
        Signal held = m.register("held_q", (lanes - 1) * bits);
        Signal heldCount = m.register("held_count_q", laneBits);
        Signal isFlushing = m.register("is_flushing_q", 1);
        Signal countQ = m.register("count_q", countBits);
        Signal total = m.wire("total", heldCount.extended(laneBits + 1).plus(packedCount));
        Expression isFull = total.bit(laneBits);
        Expression[] rotated = rotated(packed, heldCount);
        m.section("Held lanes first, the packed ones behind them; what went round the top is held next.");
        Signal merged = m.wire(
                "merged",
                vector(
                        lanes,
                        lane -> lane == lanes - 1
                                ? rotated[lane]
                                : Literal.of(lane, laneBits)
                                        .lessThan(heldCount)
                                        .choose(held.lane(lane, bits), rotated[lane])));
        Expression wrapped = vector(lanes - 1, lane -> rotated[lane]);
        m.assign(outValid, isPacked.and(isFull).or(isFlushing.and(heldCount.any())));
        m.assign(outRow, merged);
        m.assign(done, isFlushing);
        m.assign(count, countQ);
        List<Statement> cleared =
                List.of(set(isFlushing, ZERO), set(heldCount, zeros(laneBits)), set(countQ, zeros(countBits)));
        List<Statement> counted = new ArrayList<>(List.of(
                set(isFlushing, packedLast),
                set(heldCount, total.bits(laneBits - 1, 0)),
                set(countQ, countQ.plus(packedCount.extended(countBits)))));
        m.clocked(
                when(reset.or(isFlushing), cleared).otherwise(when(isPacked, counted)),
                when(isPacked, set(held, isFull.choose(wrapped, merged.bits((lanes - 1) * bits - 1, 0)))));
        return m.build();
    }

    /** Lane i of the packed row goes to lane i + held_count, modulo the lanes. */
    private Expression[] rotated(Signal packed, Signal heldCount) {
        Expression[] row = new Expression[lanes];
        for (int lane = 0; lane < lanes; lane++) {
            row[lane] = packed.lane(lane, bits);
        }
        for (int layer = 0; layer < laneBits; layer++) {
            int distance = 1 << layer;
            m.section("Rotate up by " + distance);
            Expression[] next = new Expression[lanes];
            for (int lane = 0; lane < lanes; lane++) {
                Expression from = row[Math.floorMod(lane - distance, lanes)];
                next[lane] = m.wire(
                        "rotated_" + distance + "_" + lane, heldCount.bit(layer).choose(from, row[lane]));
            }
            row = next;
        }
        return row;
    }
}
