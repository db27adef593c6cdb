package tessera.hdl.block;

import java.util.ArrayList;
import java.util.List;
import tessera.hdl.emit.Expression;
import tessera.hdl.emit.Expression.Literal;
import tessera.hdl.emit.HdlModule;
import tessera.hdl.emit.ModuleBuilder;
import tessera.hdl.emit.Signal;
import tessera.models.block.BitWidthConverterParams;
import tessera.sim.block.BitWidthConverterModel;

/** The Verilog of the bit-width converter: per lane, a choice among the places where its slice may lie. */
final class BitWidthConverterVerilog {
    private BitWidthConverterVerilog() {}

    static HdlModule module(BitWidthConverterParams params) {
        ModuleBuilder m = new ModuleBuilder(
                "tsr_bit_width_converter_n" + params.lanes() + "_w" + params.elementBits() + "_l" + params.lsbBits(),
                "Bit-width converter: densely packed upper slices, left-aligned, with the lower slices below them.",
                params.lanes() + " lanes of " + params.elementBits()
                        + " bits, lane 0 lowest. in_width i: upper slices of"
                        + " 4 + 2 i bits in the low bits of in_msb;",
                "a larger in_width counts as the largest. in_merge: in_lsb holds lower slices of " + params.lsbBits()
                        + " bits; those bits for which there is no room are dropped.",
                "",
                "Latency: 1 cycle from an accepted beat to out_valid; one beat a cycle.");
        StreamSignals p = new StreamSignals(m, BitWidthConverterModel.ports(params));
        ElasticStages stages = new ElasticStages(m, p.reset(), 1, p.get("in_valid"), p.get("out_ready"));
        m.assign(p.get("in_ready"), stages.ready());
        m.assign(p.get("out_valid"), stages.valid());
        m.section("Lower slices, zero where none was fetched");
        Signal lsb = m.wire(
                "lsb", p.get("in_merge").choose(p.get("in_lsb"), Literal.of(0, params.lanes() * params.lsbBits())));
        m.section("Lanes");
        List<Expression> elements = new ArrayList<>();
        for (int lane = 0; lane < params.lanes(); lane++) {
            elements.add(m.wire("element_" + lane, element(params, p, lsb, lane)));
        }
        m.section("Stage 1 registers");
        StageRegisters registers = new StageRegisters(m);
        m.assign(p.get("out_last"), registers.hold("stage1_last_q", p.get("in_last")));
        m.assign(p.get("out_data"), registers.hold("stage1_data_q", Expression.lowestFirst(elements)));
        registers.loadWhen(stages.take(0));
        return m.build();
    }

    private static Expression element(BitWidthConverterParams params, StreamSignals p, Signal lsb, int lane) {
        List<Integer> widths = params.msbWidths();
        Expression chosen = null;
        for (int i = widths.size() - 1; i >= 0; i--) {
            Expression aligned = aligned(params, p.get("in_msb"), lsb, lane, widths.get(i));
            chosen = chosen == null
                    ? aligned
                    : p.get("in_width")
                            .equalTo(Literal.of(i, params.widthBits()))
                            .choose(aligned, chosen);
        }
        return chosen;
    }

    private static Expression aligned(BitWidthConverterParams params, Signal msb, Signal lsb, int lane, int width) {
        int room = params.elementBits() - width;
        List<Expression> highestFirst = new ArrayList<>();
        highestFirst.add(msb.lane(lane, width));
        int kept = Math.min(room, params.lsbBits());
        if (kept > 0) {
            int low = lane * params.lsbBits();
            highestFirst.add(lsb.bits(low + params.lsbBits() - 1, low + params.lsbBits() - kept));
        }
        if (room > kept) {
            highestFirst.add(Literal.of(0, room - kept));
        }
        return highestFirst.size() == 1 ? highestFirst.get(0) : new Expression.Concatenation(highestFirst);
    }
}
