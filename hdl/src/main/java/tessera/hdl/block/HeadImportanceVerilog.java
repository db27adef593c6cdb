package tessera.hdl.block;

import static tessera.hdl.emit.Statement.set;
import static tessera.hdl.emit.Statement.when;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tessera.hdl.emit.Expression;
import tessera.hdl.emit.Expression.Literal;
import tessera.hdl.emit.Expression.Repeat;
import tessera.hdl.emit.HdlModule;
import tessera.hdl.emit.Memories;
import tessera.hdl.emit.ModuleBuilder;
import tessera.hdl.emit.Signal;
import tessera.models.block.HeadImportanceParams;
import tessera.sim.block.HeadImportanceModel;

/** The Verilog of the head importance accumulator: absolute values, adders, the sum of a row, the total of its head. */
final class HeadImportanceVerilog {
    private final HeadImportanceParams params;
    private final ModuleBuilder m;
    private final StreamSignals p;
    private final int bits;

    private HeadImportanceVerilog(HeadImportanceParams params) {
        this.params = params;
        this.bits = params.totalBits();
        this.m = new ModuleBuilder(
                "tsr_head_importance_h" + params.heads() + "_n" + params.lanes() + "_w" + params.elementBits() + "_t"
                        + params.totalBits(),
                "Head importance: the absolute values of a row's elements are added to the total of its head.",
                params.lanes() + " elements of " + params.elementBits() + " bits a beat, two's complement; "
                        + params.heads() + " totals of " + bits + " bits, which saturate.",
                "in_head and in_clear count with in_last; in_clear sets all totals to 0 first, as reset does.",
                "",
                "Latency: 4 cycles from the accepted last beat of a row to out_valid; one beat a cycle.");
        this.p = new StreamSignals(m, HeadImportanceModel.ports(params));
    }

    static HdlModule module(HeadImportanceParams params) {
        return new HeadImportanceVerilog(params).build();
    }

    private HdlModule build() {
        Signal shows = m.wire("shows", 1);
        ElasticStages stages = new ElasticStages(
                m, p.reset(), params.latencyCycles(), p.get("in_valid"), p.get("out_ready"), Optional.of(shows));
        m.assign(p.get("in_ready"), stages.ready());
        m.assign(p.get("out_valid"), stages.valid());
        List<Expression> terms = new ArrayList<>();
        Row row = absolute(stages.take(0), terms);
        m.section("Stage 2: the sum of the beat");
        for (int level = 0; level < params.levels(); level++) {
            terms = new ArrayList<>(AdderTree.level(m, "level" + (level + 1), terms, false));
        }
        StageRegisters second = new StageRegisters(m);
        Signal beatSum = second.hold("stage2_sum_q", terms.get(0));
        row = row.held(second, 2);
        second.loadWhen(stages.take(1));

        m.section("Stage 3: the sum of the row, started anew by its first beat");
        Signal isFirst = m.register("is_first_q", 1);
        m.clocked(when(p.reset(), set(isFirst, Literal.of(1, 1)))
                .otherwise(when(stages.take(2), set(isFirst, row.last()))));
        Signal sum = m.register("row_sum_q", bits);
        StageRegisters third = new StageRegisters(m);
        third.load(sum, saturated("row_sum", isFirst.choose(Literal.of(0, bits), sum), beatSum.extended(bits)));
        row = row.held(third, 3);
        third.loadWhen(stages.take(2));
        m.assign(shows, row.last());
        total(row, sum, stages.take(3).and(row.last()));
        return m.build();
    }

    /** What travels with a beat. */
    private record Row(Signal last, Signal clear, Signal head) {
        Row held(StageRegisters registers, int stage) {
            String prefix = "stage" + stage + "_";
            return new Row(
                    registers.hold(prefix + "last_q", last),
                    registers.hold(prefix + "clear_q", clear),
                    registers.hold(prefix + "head_q", head));
        }
    }

    private Row absolute(Signal take, List<Expression> terms) {
        m.section("Stage 1: absolute values");
        int width = params.elementBits();
        StageRegisters registers = new StageRegisters(m);
        for (int lane = 0; lane < params.lanes(); lane++) {
            Expression element = p.get("in_data").lane(lane, width);
            Expression sign = p.get("in_data").bit((lane + 1) * width - 1);
            terms.add(registers.hold(
                    "stage1_absolute_" + lane + "_q",
                    sign.choose(Literal.of(0, width).minus(element), element)));
        }
        Row row = new Row(p.get("in_last"), p.get("in_clear"), p.get("in_head")).held(registers, 1);
        registers.loadWhen(take);
        return row;
    }

    private void total(Row row, Signal rowSum, Expression isEnd) {
        m.section("Stage 4: the total of the head; heads without one count as 0");
        Signal write = m.wire("write", isEnd);
        Signal valid = m.register("head_valid_q", params.heads());
        Signal oneHot = m.wire("head_one_hot", Literal.of(1, params.heads()).shiftLeft(row.head()));
        Signal kept = m.wire("head_valid_kept", row.clear().choose(Literal.of(0, params.heads()), valid));
        m.clocked(when(p.reset(), set(valid, Literal.of(0, params.heads())))
                .otherwise(when(write, set(valid, kept.or(oneHot)))));
        Signal stored = m.wire("stored_total", bits);
        Signal before = m.wire("total_before", kept.and(oneHot).any().choose(stored, Literal.of(0, bits)));
        Signal total = m.wire("total", saturated("total", before, rowSum));
        Map<String, Expression> connections = new LinkedHashMap<>();
        connections.put("clk", m.clock());
        connections.put("write_enable", write);
        connections.put("write_address", row.head());
        connections.put("write_data", total);
        connections.put("read_address", row.head());
        connections.put("read_data", stored);
        m.instance("totals", Memories.registerFile(params.heads(), bits), connections);
        StageRegisters output = new StageRegisters(m);
        m.assign(p.get("out_head"), output.hold("stage4_head_q", row.head()));
        m.assign(p.get("out_total"), output.hold("stage4_total_q", total));
        output.loadWhen(write);
    }

    private Expression saturated(String name, Expression one, Expression other) {
        Signal sum =
                m.wire(name + "_with_carry", one(name, one).extended(bits + 1).plus(other.extended(bits + 1)));
        return sum.bits(bits - 1, 0).or(new Repeat(bits, sum.bit(bits)));
    }

    private Expression one(String name, Expression one) {
        return one instanceof Signal ? one : m.wire(name + "_before", one);
    }
}
