package tessera.hdl.block;

import static tessera.hdl.emit.Statement.set;
import static tessera.hdl.emit.Statement.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tessera.hdl.emit.Expression;
import tessera.hdl.emit.Expression.Concatenation;
import tessera.hdl.emit.Expression.Literal;
import tessera.hdl.emit.HdlModule;
import tessera.hdl.emit.Memories;
import tessera.hdl.emit.ModuleBuilder;
import tessera.hdl.emit.Signal;
import tessera.models.block.TokenImportanceParams;
import tessera.sim.block.TokenImportanceModel;

/**
 * The Verilog of the token importance accumulator: read a line, add, write it back. A line that is read in the very cycle
 * in which it is written comes from the writing side.
 */
final class TokenImportanceVerilog {
    private final TokenImportanceParams params;
    private final ModuleBuilder m;
    private final StreamSignals p;

    private TokenImportanceVerilog(TokenImportanceParams params) {
        this.params = params;
        this.m = new ModuleBuilder(
                "tsr_token_importance_d" + params.lines() + "_n" + params.lanes() + "_w" + params.amountBits() + "_s"
                        + params.sumBits(),
                "Token importance: " + params.lines() + " lines of " + params.lanes() + " saturating sums of "
                        + params.sumBits() + " bits, lane 0 lowest.",
                "in_op 0 adds in_amounts to the lanes of in_mask of line in_line; 1 gives the sums of a line; 2 or 3 sets"
                        + " every sum to 0, as reset does.",
                "",
                "Latency: 2 cycles from an accepted read to out_valid; one operation a cycle, in order.");
        this.p = new StreamSignals(m, TokenImportanceModel.ports(params));
    }

    static HdlModule module(TokenImportanceParams params) {
        return new TokenImportanceVerilog(params).build();
    }

    private HdlModule build() {
        Signal shows = m.wire("shows", 1);
        ElasticStages stages =
                new ElasticStages(m, p.reset(), 2, p.get("in_valid"), p.get("out_ready"), Optional.of(shows));
        m.assign(p.get("in_ready"), stages.ready());
        m.assign(p.get("out_valid"), stages.valid());
        int lineBits = params.lanes() * params.sumBits();
        Signal take = stages.take(0);
        Signal leave = stages.take(1);

        m.section("Stage 1: the line is being read");
        StageRegisters registers = new StageRegisters(m);
        Signal op = registers.hold("stage1_op_q", p.get("in_op"));
        Signal line = registers.hold("stage1_line_q", p.get("in_line"));
        Signal mask = registers.hold("stage1_mask_q", p.get("in_mask"));
        Signal amounts = registers.hold("stage1_amounts_q", p.get("in_amounts"));
        Signal isAdd = m.wire("is_add", op.any().not());
        Signal isClear = m.wire("is_clear", op.bit(1));
        m.assign(shows, op.equalTo(Literal.of(TokenImportanceParams.READ, 2)));
        Signal write = m.wire("write", leave.and(isAdd));
        Signal fromMemory = m.wire("from_memory", lineBits);
        Signal written = m.register("written_q", lineBits);
        Signal isBypassed = registers.hold("bypassed_q", write.and(line.equalTo(p.get("in_line"))));
        registers.loadWhen(take);

        m.section("Lines that hold something; the others count as 0");
        Signal valid = m.register("line_valid_q", params.lines());
        Signal oneHot = m.wire("line_one_hot", Literal.of(1, params.lines()).shiftLeft(line));
        Signal isValid = m.wire("line_is_valid", valid.and(oneHot).any());
        m.clocked(when(p.reset().or(leave.and(isClear)), set(valid, Literal.of(0, params.lines())))
                .otherwise(when(write, set(valid, valid.or(oneHot)))));
        Signal before =
                m.wire("line_before", isValid.choose(isBypassed.choose(written, fromMemory), Literal.of(0, lineBits)));

        Expression after = sums(before, mask, amounts);
        Signal sums = m.wire("line_after", after);
        m.section("Memory");
        m.instance(
                "memory",
                Memories.oneReadOneWrite(params.lines(), lineBits),
                Memories.ports(m.clock(), write, line, sums, take, p.get("in_line"), fromMemory));
        m.clocked(when(write, set(written, sums)));
        m.section("Stage 2 register");
        StageRegisters output = new StageRegisters(m);
        m.assign(p.get("out_sums"), output.hold("stage2_sums_q", before));
        output.loadWhen(leave);
        return m.build();
    }

    private Expression sums(Signal before, Signal mask, Signal amounts) {
        m.section("Sums, held at the largest number");
        int bits = params.sumBits();
        List<Expression> sums = new ArrayList<>();
        for (int lane = 0; lane < params.lanes(); lane++) {
            Expression amount =
                    mask.bit(lane).choose(amounts.lane(lane, params.amountBits()), Literal.of(0, params.amountBits()));
            Signal added = m.wire("amount_" + lane, amount);
            Signal sum = m.wire(
                    "sum_" + lane, before.lane(lane, bits).extended(bits + 1).plus(added.extended(bits + 1)));
            Expression held = new Concatenation(List.of(new Expression.Repeat(bits, sum.bit(bits))));
            sums.add(m.wire("held_sum_" + lane, sum.bits(bits - 1, 0).or(held)));
        }
        return Expression.lowestFirst(sums);
    }
}
