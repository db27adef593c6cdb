package tessera.hdl.block;

import static tessera.hdl.emit.Statement.set;
import static tessera.hdl.emit.Statement.when;

import java.util.ArrayList;
import java.util.List;
import tessera.hdl.emit.Constant;
import tessera.hdl.emit.Expression;
import tessera.hdl.emit.Expression.Literal;
import tessera.hdl.emit.HdlModule;
import tessera.hdl.emit.Memories;
import tessera.hdl.emit.ModuleBuilder;
import tessera.hdl.emit.Signal;
import tessera.hdl.emit.Widths;
import tessera.models.block.SoftmaxUnitParams;
import tessera.sim.block.SoftmaxUnitModel;

/** The Verilog of the softmax: its phases, its two memories and its divider; {@link SoftmaxLanes} has the arithmetic. */
final class SoftmaxUnitVerilog {
    private final SoftmaxUnitParams params;
    private final ModuleBuilder m;
    private final StreamSignals p;
    private final int lanes;
    private final int lineBits;
    private final int countBits;
    private final SoftmaxLanes arithmetic;

    private Constant fillState;
    private Constant powerState;
    private Constant divideState;
    private Constant giveState;
    private Signal state;

    private SoftmaxUnitVerilog(SoftmaxUnitParams params) {
        this.params = params;
        this.lanes = params.lanes();
        this.lineBits = Widths.toIndex(params.lines());
        this.countBits = Widths.toHold(params.lines());
        this.m = new ModuleBuilder(
                "tsr_softmax_n" + params.capacity() + "_p" + lanes + "_w" + params.scoreBits(),
                "Softmax of rows of up to " + params.capacity() + " scores, " + lanes
                        + " a beat; in_mask bit i: lane i holds" + " one.",
                "Scores have " + params.scoreBits() + " bits, two's complement. t = (largest - score) x row_scale >>"
                        + " row_shift, in units of 2^-16;",
                "power = 2^-t by a table of 64 segments and interpolation, 24 fraction bits; probability = power / sum of"
                        + " powers, 12 bits.",
                "One row_scale and row_shift a row, taken before its first scores. A row is given before the next is taken.",
                "",
                "Latency: b + " + params.latencyCycles(0)
                        + " cycles from the accepted last of b beats to the first probabilities, then one beat a cycle:",
                "b to compute the powers, " + SoftmaxUnitParams.POWER_STAGES + " stages, "
                        + SoftmaxUnitParams.DIVIDE_CYCLES + " steps of division, " + SoftmaxUnitParams.OUTPUT_STAGES
                        + " stages.");
        this.p = new StreamSignals(m, SoftmaxUnitModel.ports(params));
        this.arithmetic = new SoftmaxLanes(m, params);
    }

    static HdlModule module(SoftmaxUnitParams params) {
        return new SoftmaxUnitVerilog(params).build();
    }

    private Signal hasRow;
    private Signal lines;
    private Signal line;
    private Signal largest;
    private Signal scale;
    private Signal shift;

    private HdlModule build() {
        m.section("Phases: take a row, compute its powers, divide, give the probabilities");
        fillState = m.constant("STATE_FILL", 0, 2);
        powerState = m.constant("STATE_POWER", 1, 2);
        divideState = m.constant("STATE_DIVIDE", 2, 2);
        giveState = m.constant("STATE_GIVE", 3, 2);
        state = m.register("state_q", 2);
        hasRow = m.register("has_row_q", 1);
        lines = m.register("lines_q", countBits);
        line = m.register("line_q", countBits);
        largest = m.register("largest_q", params.scoreBits());
        scale = m.register("scale_q", SoftmaxUnitParams.SCALE_BITS);
        shift = m.register("shift_q", SoftmaxUnitParams.SHIFT_BITS);
        Signal isFill = m.wire("is_fill", state.equalTo(fillState));
        Signal isPower = m.wire("is_power", state.equalTo(powerState));
        Signal isDivide = m.wire("is_divide", state.equalTo(divideState));
        Signal isGive = m.wire("is_give", state.equalTo(giveState));
        m.assign(p.get("row_ready"), isFill.and(hasRow.not()));
        m.assign(p.get("in_ready"), isFill.and(hasRow));
        Signal takeRow = m.wire("take_row", p.get("row_valid").and(p.get("row_ready")));
        Signal take = m.wire("take", p.get("in_valid").and(p.get("in_ready")));
        m.clocked(when(takeRow, set(scale, p.get("row_scale")), set(shift, p.get("row_shift"))));
        Signal beatLargest = arithmetic.largest(p.get("in_mask"), p.get("in_scores"));
        Signal isNewLargest = m.wire("is_new_largest", lines.any().not().or(largest.signedLessThan(beatLargest)));
        m.clocked(when(take.and(isNewLargest), set(largest, beatLargest)));

        Signal hasLine = m.wire("has_line", line.lessThan(lines));
        Signal issue = m.wire("issue_scores", isPower.and(hasLine));
        List<Signal> valid = powerPipeline(take, issue);
        Signal sumDone = m.wire(
                "sum_done",
                valid.get(valid.size() - 1).and(valid.get(valid.size() - 2).not()));
        Signal divided = divider(sumDone, isDivide);
        Signal giveTake = give(isGive.and(hasLine));
        phases(takeRow, take, issue, sumDone, divided, giveTake);
        return m.build();
    }

    private Signal sum;
    private Signal reciprocal;
    private Signal powerAddress;
    private Signal powerWrite;
    private Signal powerWord;

    /** Scores out of their memory, powers into theirs, and their sum; returns the valid bits of the stages. */
    private List<Signal> powerPipeline(Signal take, Signal issue) {
        m.section("Memory of scores");
        int wordBits = lanes * (params.scoreBits() + 1);
        Signal scores = m.wire("scores", wordBits);
        m.instance(
                "score_memory",
                Memories.oneReadOneWrite(params.lines(), wordBits),
                Memories.ports(
                        m.clock(),
                        take,
                        lines.bits(lineBits - 1, 0),
                        Expression.lowestFirst(List.of(p.get("in_mask"), p.get("in_scores"))),
                        issue,
                        line.bits(lineBits - 1, 0),
                        scores));
        m.section("Stages of the powers: nothing stalls them");
        List<Signal> valid = new ArrayList<>();
        List<Signal> addresses = new ArrayList<>();
        Expression before = issue;
        Expression addressBefore = line.bits(lineBits - 1, 0);
        List<tessera.hdl.emit.Statement> cleared = new ArrayList<>();
        List<tessera.hdl.emit.Statement> moved = new ArrayList<>();
        List<tessera.hdl.emit.Statement> addressed = new ArrayList<>();
        for (int stage = 1; stage < SoftmaxUnitParams.POWER_STAGES; stage++) {
            Signal bit = m.register("power" + stage + "_valid_q", 1);
            Signal address = m.register("power" + stage + "_line_q", lineBits);
            cleared.add(set(bit, Literal.of(0, 1)));
            moved.add(set(bit, before));
            addressed.add(set(address, addressBefore));
            valid.add(bit);
            addresses.add(address);
            before = bit;
            addressBefore = address;
        }
        m.clocked(when(p.reset(), cleared).otherwise(moved));
        m.clocked(addressed);
        powerWord = arithmetic.powers(scores, largest, scale, shift);
        powerWrite = valid.get(valid.size() - 1);
        powerAddress = addresses.get(addresses.size() - 1);
        m.section("Sum of the powers");
        int sumBits = SoftmaxLanes.POWER_WIDTH + Widths.toIndex(params.capacity());
        sum = m.register("sum_q", sumBits);
        Signal beatSum = arithmetic.beatSum(powerWord, sumBits);
        m.clocked(
                when(take, set(sum, Literal.of(0, sumBits))).otherwise(when(powerWrite, set(sum, sum.plus(beatSum)))));
        return valid;
    }

    /** Long division of 2^42 by the sum, a bit a cycle; returns the wire that says that this is the last step. */
    private Signal divider(Signal start, Signal isDivide) {
        m.section("Division: reciprocal = 2^42 / sum, the highest bit first");
        int quotientBits = SoftmaxUnitParams.DIVIDE_CYCLES;
        int width = sum.width() + 1;
        Signal rest = m.register("rest_q", sum.width());
        reciprocal = m.register("reciprocal_q", quotientBits);
        Signal step = m.register("step_q", 5);
        Signal doubled = m.wire("rest_doubled", Expression.lowestFirst(List.of(Literal.of(0, 1), rest)));
        Signal fits = m.wire("sum_fits", sum.extended(width).atMost(doubled));
        Signal left = m.wire("rest_left", doubled.minus(sum.extended(width)));
        m.ignore("rest_left_high", left.bit(width - 1));
        m.clocked(when(start, set(rest, Literal.of(1L << 23, sum.width())), set(step, Literal.of(0, 5)))
                .otherwise(when(
                        isDivide,
                        set(rest, fits.choose(left.bits(width - 2, 0), doubled.bits(width - 2, 0))),
                        set(reciprocal, Expression.lowestFirst(List.of(fits, reciprocal.bits(quotientBits - 2, 0)))),
                        set(step, step.plus(Literal.of(1, 5))))));
        return m.wire("divided", isDivide.and(step.equalTo(Literal.of(quotientBits - 1, 5))));
    }

    /** Powers out of their memory, times the reciprocal, rounded; returns whether a line is taken. */
    private Signal give(Expression offered) {
        Signal offers = m.wire("issue_powers", offered);
        ElasticStages stages =
                new ElasticStages(m, p.reset(), SoftmaxUnitParams.OUTPUT_STAGES, offers, p.get("out_ready"));
        m.section("Memory of powers");
        int powersBits = lanes * SoftmaxLanes.POWER_WIDTH;
        int wordBits = lanes + powersBits;
        Signal word = m.wire("power_word", wordBits);
        m.instance(
                "power_memory",
                Memories.oneReadOneWrite(params.lines(), wordBits),
                Memories.ports(
                        m.clock(),
                        powerWrite,
                        powerAddress,
                        powerWord,
                        stages.take(0),
                        line.bits(lineBits - 1, 0),
                        word));
        m.section("Stages of the output");
        StageRegisters first = new StageRegisters(m);
        Signal last1 =
                first.hold("give1_last_q", line.plus(Literal.of(1, countBits)).equalTo(lines));
        first.loadWhen(stages.take(0));
        StageRegisters second = new StageRegisters(m);
        Signal last2 = second.hold("give2_last_q", last1);
        Signal mask2 = second.hold("give2_mask_q", word.bits(lanes - 1, 0));
        List<Signal> products = arithmetic.products(second, word, reciprocal);
        second.loadWhen(stages.take(1));
        StageRegisters third = new StageRegisters(m);
        m.assign(p.get("out_last"), third.hold("give3_last_q", last2));
        m.assign(p.get("out_mask"), third.hold("give3_mask_q", mask2));
        m.assign(p.get("out_probabilities"), third.hold("give3_probabilities_q", arithmetic.probabilities(products)));
        third.loadWhen(stages.take(2));
        m.assign(p.get("out_valid"), stages.valid());
        return stages.take(0);
    }

    private void phases(Signal takeRow, Signal take, Signal issue, Signal sumDone, Signal divided, Signal giveTake) {
        m.section("Phases");
        Signal isLast = m.wire("take_last", take.and(p.get("in_last")));
        Signal isEnd =
                m.wire("row_given", p.get("out_valid").and(p.get("out_ready")).and(p.get("out_last")));
        Literal zero = Literal.of(0, countBits);
        Literal one = Literal.of(1, countBits);
        m.clocked(when(
                        p.reset(),
                        set(state, fillState),
                        set(hasRow, Literal.of(0, 1)),
                        set(lines, zero),
                        set(line, zero))
                .otherwise(
                        when(takeRow, set(hasRow, Literal.of(1, 1)))
                                .otherwise(when(isLast, set(hasRow, Literal.of(0, 1)))),
                        when(take, set(lines, lines.plus(one))).otherwise(when(isEnd, set(lines, zero))),
                        when(issue.or(giveTake), set(line, line.plus(one)))
                                .otherwise(when(isLast.or(divided), set(line, zero))),
                        when(isLast, set(state, powerState))
                                .otherwise(when(sumDone, set(state, divideState))
                                        .otherwise(when(divided, set(state, giveState))
                                                .otherwise(when(isEnd, set(state, fillState)))))));
    }
}
