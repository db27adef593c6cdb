package tessera.hdl.block;

import static tessera.hdl.block.Logic.ONE;
import static tessera.hdl.block.Logic.ZERO;
import static tessera.hdl.block.Logic.anyOf;
import static tessera.hdl.block.Logic.gated;
import static tessera.hdl.block.Logic.next;
import static tessera.hdl.block.Logic.vector;
import static tessera.hdl.block.Logic.zeros;
import static tessera.hdl.emit.Statement.set;
import static tessera.hdl.emit.Statement.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tessera.hdl.emit.Expression;
import tessera.hdl.emit.Expression.Literal;
import tessera.hdl.emit.HdlModule;
import tessera.hdl.emit.ModuleBuilder;
import tessera.hdl.emit.Signal;
import tessera.hdl.emit.Statement;
import tessera.hdl.emit.Widths;
import tessera.models.machine.TopKParams;

/**
 * The selector of the radix engine. For every digit value v above 0 one margin: how many of the scores still in question
 * have a digit of at least v, minus the k still to be found. The largest v whose margin is not negative is the
 * threshold's digit, and the margin of v + 1 is what is still missing, with its sign: the start value of the next digit's
 * margins. So there is no comparator, no subtractor and no separate "k left".
 *
 * <p>Two stages: count the lanes of a row for each v, then add the counts to the margins and, in the last row, decide.
 */
final class TopKRadixSelectVerilog {
    private final TopKParams params;
    private final int lanes;
    private final int digits;
    private final int digitBits;
    private final int values;
    private final int marginBits;
    private final ModuleBuilder m;
    private final TopKRequest request;
    private final HdlModule populationCount;

    /** The first digit of each score that arrives. */
    private Signal inDigits;

    /** Ports towards the row memory; there are none with a single digit, which is counted while it arrives. */
    private Signal readEnable;

    private Signal readRow;
    private Signal row;

    /** Digit d is being counted. */
    private Expression[] isDigit;

    private Signal[] thresholdDigits;
    private Signal rowValid;
    private Signal rowLast;
    private Signal isDeciding;
    /** The margins hold nothing of this digit yet. */
    private Signal isFresh;
    /** What is missing at the start of this digit: minus the k still to be found. */
    private Signal missing;
    /** Entry v: scores of the row in question with a digit of at least v, one cycle later; entry 0: all of them. */
    private Signal[] counts;

    private TopKRadixSelectVerilog(TopKParams params) {
        this.params = params;
        this.lanes = params.lanes();
        this.digits = params.digitCount();
        this.digitBits = params.digitBits();
        this.values = 1 << digitBits;
        this.marginBits = Widths.toHold(2L * params.capacity() - 1);
        this.populationCount = PopulationCountVerilog.module(lanes);
        this.m = new ModuleBuilder(
                moduleName(params),
                "Selector of the radix top-k engine: the k-th largest score, digit by digit.",
                "Margin of a digit value v: scores in question with a digit of at least v, minus the k still to be found.",
                "The largest v with a margin of at least 0 is the threshold's digit; the margin of v + 1 starts the next",
                "digit's margins. For k above the number of scores every margin is negative: then the digit is the",
                "largest v that no score is below.",
                "",
                "Latency: " + latency(params) + " cycles from the last beat to out_valid.");
        this.request = new TopKRequest(m, params);
    }

    static String moduleName(TopKParams params) {
        return "tsr_top_k_radix_select_n" + params.capacity() + "_p" + params.lanes() + "_w" + params.scoreBits() + "_b"
                + params.digitBits();
    }

    static HdlModule module(TopKParams params) {
        return new TopKRadixSelectVerilog(params).build();
    }

    /** For the header: the formula with this engine's number of digits. */
    static String latency(TopKParams params) {
        int rest = params.digitCount() - 1;
        return "2 + (digits - 1) (rows + 1) = "
                + (rest == 0 ? "2" : rest == 1 ? "rows + 3" : rest + " rows + " + (rest + 2));
    }

    private HdlModule build() {
        inDigits = m.input("in_digits", lanes * digitBits);
        if (digits > 1) {
            readEnable = m.output("read_enable", 1);
            readRow = m.output("read_row", TopKFilterVerilog.rowBits(params));
            row = m.input("row", lanes * params.scoreBits());
        }
        request.build();
        passes();
        countLanes(lanesInQuestion());
        decide();
        return m.build();
    }

    private int high(int digit) {
        return params.scoreBits() - 1 - digit * digitBits;
    }

    private int low(int digit) {
        return Math.max(0, high(digit) - digitBits + 1);
    }

    private Expression digitOf(Signal scores, int lane, int digit) {
        int base = lane * params.scoreBits();
        return scores.bits(base + high(digit), base + low(digit)).extended(digitBits);
    }

    /** One pass over the rows for each digit below the first; a row is counted in the cycle after it was read. */
    private void passes() {
        m.section("Digits: one-hot, the one being counted. The first is counted while the rows arrive.");
        Signal digit = digits == 1 ? null : m.register("digit_q", digits);
        isDigit = new Expression[digits];
        for (int d = 0; d < digits; d++) {
            isDigit[d] = digits == 1 ? ONE : digit.bit(d);
        }
        isDeciding = m.register("is_deciding_q", 1);
        isFresh = m.register("is_fresh_q", 1);
        Signal hasCounts = m.register("has_counts_q", 1);
        List<Statement> cleared = new ArrayList<>();
        List<Statement> moved = new ArrayList<>();
        Expression isCounting = request.take;
        Expression isLastCounted = request.take.and(request.inLast);
        if (digits > 1) {
            rowValid = m.register("row_valid_q", 1);
            rowLast = m.register("row_last_q", 1);
            isCounting = isCounting.or(rowValid);
            isLastCounted = m.wire("is_last_counted", isLastCounted.or(rowValid.and(rowLast)));
            reading(isLastCounted.and(isDigit[digits - 1].not()), cleared, moved);
            cleared.add(set(digit, Literal.of(1, digits)));
            moved.add(when(
                    isDeciding,
                    set(
                            digit,
                            Expression.Concatenation.highestFirst(digit.bits(digits - 2, 0), digit.bit(digits - 1)))));
        }
        cleared.addAll(List.of(set(isDeciding, ZERO), set(hasCounts, ZERO), set(isFresh, ONE)));
        moved.addAll(List.of(
                set(isDeciding, isLastCounted),
                set(hasCounts, isCounting),
                when(isDeciding, set(isFresh, ONE)).otherwise(when(hasCounts, set(isFresh, ZERO)))));
        m.clocked(when(request.reset, cleared).otherwise(moved));
        m.assign(request.decided, digits == 1 ? isDeciding : isDeciding.and(isDigit[digits - 1]));
    }

    private void reading(Expression startsPass, List<Statement> cleared, List<Statement> moved) {
        int rowBits = readRow.width();
        Signal isReading = m.register("is_reading_q", 1);
        Signal readRowQ = m.register("read_row_q", rowBits);
        Signal isLastRow = m.wire("is_last_row", readRowQ.equalTo(request.lastRow));
        m.assign(readEnable, isReading);
        m.assign(readRow, readRowQ);
        cleared.addAll(List.of(set(isReading, ZERO), set(readRowQ, zeros(rowBits)), set(rowValid, ZERO)));
        moved.addAll(List.of(
                when(startsPass, set(isReading, ONE)).otherwise(when(isLastRow, set(isReading, ZERO))),
                when(isReading, set(readRowQ, isLastRow.choose(zeros(rowBits), next(readRowQ)))),
                set(rowValid, isReading),
                set(rowLast, isLastRow)));
    }

    /** Lane and digit → the digit of the lane's score counts now: the threshold's digits above it agree. */
    private Signal[][] lanesInQuestion() {
        thresholdDigits = new Signal[digits];
        m.section("The threshold's digits found so far");
        for (int d = 0; d < digits; d++) {
            thresholdDigits[d] = m.register("threshold_" + d + "_q", high(d) - low(d) + 1);
        }
        m.section("Lanes in question: match_d_l counts digit d of lane l, the digits above being the threshold's.");
        Signal[][] matches = new Signal[lanes][digits];
        Signal[] counted = new Signal[digits];
        for (int d = 1; d < digits; d++) {
            counted[d] = m.wire("counts_" + d, rowValid.and(isDigit[d]));
        }
        for (int lane = 0; lane < lanes; lane++) {
            matches[lane][0] = m.wire("match_0_" + lane, request.take.and(request.inMask.bit(lane)));
            Expression agrees = digits == 1 ? ONE : rowLast.not().or(request.lastMask.bit(lane));
            for (int d = 1; d < digits; d++) {
                Expression isSame = digitOf(row, lane, d - 1).equalTo(thresholdDigits[d - 1]);
                agrees = m.wire("agrees_" + d + "_" + lane, agrees.and(isSame));
                matches[lane][d] = m.wire("match_" + d + "_" + lane, counted[d].and(agrees));
            }
        }
        return matches;
    }

    /** Per lane and digit value v: is the lane in question and its digit at least v? Counted over the lanes. */
    private void countLanes(Signal[][] matches) {
        m.section("Digits of the lanes in question, 0 for the others; then bit v-1: is it at least v?");
        Signal[] atLeast = new Signal[lanes];
        for (int lane = 0; lane < lanes; lane++) {
            Expression digit = gated(matches[lane][0], inDigits.lane(lane, digitBits));
            for (int d = 1; d < digits; d++) {
                digit = digit.or(gated(matches[lane][d], digitOf(row, lane, d)));
            }
            atLeast[lane] = thermometer(m.wire("digit_" + lane, digit), lane);
        }
        m.section("How many lanes are in question, and how many of them have a digit of at least v.");
        counts = new Signal[values];
        List<Statement> updates = new ArrayList<>();
        for (int v = 0; v < values; v++) {
            int bit = v - 1;
            Signal column = m.wire(
                    "lanes_" + v,
                    vector(lanes, lane -> bit < 0 ? anyOf(List.of(matches[lane])) : atLeast[lane].bit(bit)));
            Signal total = v == 0 ? request.beatCount : m.wire("total_" + v, Widths.toHold(lanes));
            m.instance("count_" + v, populationCount, Map.of("lanes", column, "count", total));
            counts[v] = m.register("count_" + v + "_q", total.width());
            updates.add(set(counts[v], total));
        }
        m.clocked(updates);
    }

    /** Bit v-1 of the result: digit >= v. One gate a bit: with one more bit on top, the lower half is or-ed, the upper and-ed. */
    private Signal thermometer(Signal digit, int lane) {
        Signal lower = m.wire("at_least_1_" + lane, digit.bit(0));
        for (int bits = 2; bits <= digitBits; bits++) {
            Expression top = digit.bit(bits - 1);
            List<Expression> parts = new ArrayList<>();
            for (int i = 0; i < lower.width(); i++) {
                parts.add(top.or(lower.bit(i)));
            }
            parts.add(top);
            for (int i = 0; i < lower.width(); i++) {
                parts.add(top.and(lower.bit(i)));
            }
            lower = m.wire("at_least_" + bits + "_" + lane, Expression.lowestFirst(parts));
        }
        return lower;
    }

    private void decide() {
        m.section("Margins, the counts added; k against the number of scores.");
        missing = m.register("missing_q", marginBits);
        Signal keepsAll = m.wire("keeps_all", request.scoreCount.lessThan(request.k));
        List<Statement> updates = new ArrayList<>();
        Signal[] sums = new Signal[values];
        Signal[] reached = new Signal[values];
        for (int v = 1; v < values; v++) {
            Signal margin = m.register("margin_" + v + "_q", marginBits);
            Signal isFull = m.register("is_full_" + v + "_q", 1);
            sums[v] = m.wire("margin_" + v, isFresh.choose(missing, margin).plus(counts[v].extended(marginBits)));
            Signal full = m.wire("is_full_" + v, isFresh.or(isFull).and(counts[v].equalTo(counts[0])));
            reached[v] =
                    m.wire("is_reached_" + v, sums[v].bit(marginBits - 1).not().or(keepsAll.and(full)));
            updates.addAll(List.of(set(margin, sums[v]), set(isFull, full)));
        }
        m.clocked(updates);

        m.section("The largest digit value that is reached, and what is missing above it.");
        Signal[] chosen = new Signal[values];
        List<Expression> stillMissing = new ArrayList<>();
        for (int v = 0; v < values; v++) {
            Expression isReached = v == 0 ? ONE : reached[v];
            Expression nextIsNot = v + 1 == values ? ONE : reached[v + 1].not();
            chosen[v] = m.wire(
                    "is_digit_" + v, v == 0 ? nextIsNot : v + 1 == values ? isReached : isReached.and(nextIsNot));
            stillMissing.add(gated(chosen[v], v + 1 == values ? missing : sums[v + 1]));
        }
        Signal digit = m.wire("threshold_digit", vector(digitBits, bit -> {
            List<Expression> set = new ArrayList<>();
            for (int v = 0; v < values; v++) {
                if ((v >> bit & 1) == 1) {
                    set.add(chosen[v]);
                }
            }
            return anyOf(set);
        }));
        Signal minusK = m.wire("minus_k", zeros(marginBits).minus(request.cappedK.extended(marginBits)));
        List<Statement> decisions = new ArrayList<>(List.of(set(missing, anyOf(stillMissing))));
        for (int d = 0; d < digits; d++) {
            Expression value = digit.bits(thresholdDigits[d].width() - 1, 0);
            decisions.add(
                    digits == 1 ? set(thresholdDigits[d], value) : when(isDigit[d], set(thresholdDigits[d], value)));
        }
        // k = 0 is selected as k = 1, so that margins stay in range, and answered with counts of 0.
        m.clocked(when(
                        request.take.and(request.isFirstBeat),
                        set(
                                missing,
                                request.cappedK.any().choose(minusK, Literal.of((1L << marginBits) - 1, marginBits))))
                .otherwise(when(isDeciding, decisions)));
        answer(keepsAll);
    }

    private void answer(Signal keepsAll) {
        m.section("The answer: what is missing at the end are those that must equal the threshold.");
        List<Expression> lowestDigitFirst = new ArrayList<>();
        for (int d = digits - 1; d >= 0; d--) {
            lowestDigitFirst.add(thresholdDigits[d]);
        }
        m.assign(request.outThreshold, Expression.lowestFirst(lowestDigitFirst));
        Signal hasK = m.wire("has_k", request.k.any());
        Signal above = m.wire("above", request.k.plus(missing.bits(request.k.width() - 1, 0)));
        Expression kept = keepsAll.choose(request.scoreCount, request.k);
        m.assign(request.outGreater, gated(hasK, above));
        m.assign(request.outKeepEqual, gated(hasK, kept.minus(above)));
    }
}
