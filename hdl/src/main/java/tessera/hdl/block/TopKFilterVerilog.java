package tessera.hdl.block;

import static tessera.hdl.block.Logic.ONE;
import static tessera.hdl.block.Logic.ZERO;
import static tessera.hdl.block.Logic.next;
import static tessera.hdl.block.Logic.vector;
import static tessera.hdl.emit.Statement.set;
import static tessera.hdl.emit.Statement.when;

import java.util.HashMap;
import java.util.Map;
import tessera.hdl.emit.Expression;
import tessera.hdl.emit.Expression.Literal;
import tessera.hdl.emit.HdlModule;
import tessera.hdl.emit.ModuleBuilder;
import tessera.hdl.emit.Signal;
import tessera.hdl.emit.Widths;
import tessera.models.block.TopKBlockParams;
import tessera.models.block.ZeroEliminatorParams;
import tessera.models.machine.TopKParams;

/**
 * The filter pass of both top-k engines: reads the rows once more, keeps what is above the threshold and the first
 * {@code keep_equal} of what equals it, and packs the kept lane numbers (not the scores) with a zero eliminator. Rows
 * come out in order, so the row number is counted again at the output instead of travelling along.
 */
final class TopKFilterVerilog {
    private final TopKParams params;
    private final int lanes;
    private final int rowBits;
    private final ModuleBuilder m;
    private final ZeroEliminatorParams packing;
    private Signal clock;
    private Signal reset;
    private Signal start;
    private Signal threshold;
    private Signal keepEqual;
    private Signal lastRow;
    private Signal lastMask;
    private Signal row;

    private TopKFilterVerilog(TopKParams params) {
        this.params = params;
        this.lanes = params.lanes();
        this.rowBits = rowBits(params);
        this.packing = TopKBlockParams.packing(params);
        this.m = new ModuleBuilder(
                "tsr_top_k_filter_n" + params.capacity() + "_p" + lanes + "_w" + params.scoreBits(),
                "Filter pass of a top-k engine: the indices of the kept scores, in order.",
                "Kept are the scores above the threshold and the first keep_equal of those equal to it.",
                "start comes with the decision; the threshold and what belongs to it stay until busy is 0 again.",
                "One beat for each row that keeps anything, and one with keep_last for the last row in any case.",
                "",
                "Latency: " + TopKBlockParams.filterLatencyCycles(params)
                        + " cycles from start to the first row's beat, then a row a cycle.");
    }

    static HdlModule module(TopKParams params) {
        return new TopKFilterVerilog(params).build();
    }

    static int rowBits(TopKParams params) {
        return Widths.toIndex(params.rows(params.capacity()));
    }

    private HdlModule build() {
        clock = m.clock();
        reset = m.reset();
        start = m.input("start", 1);
        Signal busy = m.output("busy", 1);
        threshold = m.input("threshold", params.scoreBits());
        keepEqual = m.input("keep_equal", TopKBlockParams.countBits(params));
        lastRow = m.input("last_row", rowBits);
        lastMask = m.input("last_mask", lanes);
        Signal readEnable = m.output("read_enable", 1);
        Signal readRow = m.output("read_row", rowBits);
        row = m.input("row", lanes * params.scoreBits());
        Signal keepValid = m.output("keep_valid", 1);
        Signal keepReady = m.input("keep_ready", 1);
        Signal keepLast = m.output("keep_last", 1);
        Signal keepIndex = m.output("keep_index", lanes * TopKBlockParams.indexBits(params));
        Signal keepCount = m.output("keep_count", TopKBlockParams.laneBits(params) + 1);

        m.section("Stages: row from the memory, compared, chosen; a stage moves on when the next one is free.");
        Signal busyQ = m.register("busy_q", 1);
        Signal readingQ = m.register("reading_q", 1);
        Signal readRowQ = m.register("read_row_q", rowBits);
        Signal rowValid = m.register("row_valid_q", 1);
        Signal comparedValid = m.register("compared_valid_q", 1);
        Signal chosenValid = m.register("chosen_valid_q", 1);
        Signal rowLast = m.register("row_last_q", 1);
        Signal comparedLast = m.register("compared_last_q", 1);
        Signal chosenLast = m.register("chosen_last_q", 1);
        Signal packReady = m.wire("pack_ready", 1);
        Signal chosenReady = m.wire("chosen_ready", chosenValid.not().or(packReady));
        Signal comparedReady = m.wire("compared_ready", comparedValid.not().or(chosenReady));
        Signal rowReady = m.wire("row_ready", rowValid.not().or(comparedReady));
        Signal isReading = m.wire("is_reading", readingQ.and(rowReady));
        Signal isLastRow = m.wire("is_last_row", readRowQ.equalTo(lastRow));
        m.assign(busy, busyQ);
        m.assign(readEnable, isReading);
        m.assign(readRow, readRowQ);
        m.clocked(when(
                        reset,
                        set(busyQ, ZERO),
                        set(readingQ, ZERO),
                        set(readRowQ, Literal.of(0, rowBits)),
                        set(rowValid, ZERO),
                        set(comparedValid, ZERO),
                        set(chosenValid, ZERO))
                .otherwise(
                        when(start, set(busyQ, ONE), set(readingQ, ONE))
                                .otherwise(
                                        when(isReading.and(isLastRow), set(readingQ, ZERO)),
                                        when(comparedValid.and(comparedLast).and(chosenReady), set(busyQ, ZERO))),
                        when(isReading, set(readRowQ, isLastRow.choose(Literal.of(0, rowBits), next(readRowQ)))),
                        when(rowReady, set(rowValid, readingQ)),
                        when(comparedReady, set(comparedValid, rowValid)),
                        when(chosenReady, set(chosenValid, comparedValid))));

        Signal chosen = choose(comparedReady, chosenReady, comparedValid, rowLast);
        m.section("Flags that travel with the row");
        m.clocked(
                when(isReading, set(rowLast, isLastRow)),
                when(comparedReady, set(comparedLast, rowLast)),
                when(chosenReady, set(chosenLast, comparedLast)));
        output(chosen, chosenValid, chosenLast, packReady, new Signal[] {
            keepValid, keepReady, keepLast, keepIndex, keepCount
        });
        return m.build();
    }

    /** Masks of greater and equal lanes, then the mask of kept lanes, each in a register. */
    private Signal choose(Signal comparedReady, Signal chosenReady, Signal comparedValid, Signal rowLast) {
        int bits = params.scoreBits();
        m.section("Compare each score with the threshold; lanes beyond the last score are neither.");
        Signal isThere = m.wire("is_there", vector(lanes, lane -> rowLast.not().or(lastMask.bit(lane))));
        Signal greater = m.register("greater_q", lanes);
        Signal equal = m.register("equal_q", lanes);
        m.clocked(when(
                comparedReady,
                set(greater, vector(lanes, lane -> isThere.bit(lane).and(threshold.lessThan(row.lane(lane, bits))))),
                set(equal, vector(lanes, lane -> isThere.bit(lane).and(threshold.equalTo(row.lane(lane, bits)))))));

        Expression[] before = countsBelow(equal);
        m.section("Keep an equal one while fewer than keep_equal have been kept.");
        int countBits = keepEqual.width();
        int laneBits = TopKBlockParams.laneBits(params);
        Signal remaining = m.register("remaining_q", countBits);
        Signal isLoading = m.register("is_loading_q", 1);
        Expression low = remaining.bits(laneBits, 0);
        Signal room = m.wire(
                "room",
                countBits == laneBits + 1
                        ? low
                        : remaining
                                .bits(countBits - 1, laneBits + 1)
                                .any()
                                .choose(Literal.of(lanes, laneBits + 1), low));
        Signal kept = m.wire("kept", vector(lanes, lane -> {
            Expression isFirst =
                    lane == 0 ? room.any() : before[lane].extended(laneBits + 1).lessThan(room);
            return greater.bit(lane).or(equal.bit(lane).and(isFirst));
        }));
        Expression equals = before[lanes].extended(countBits);
        Signal chosen = m.register("chosen_q", lanes);
        m.clocked(
                set(isLoading, start),
                when(isLoading, set(remaining, keepEqual))
                        .otherwise(when(
                                comparedValid.and(chosenReady),
                                set(
                                        remaining,
                                        equals.lessThan(remaining)
                                                .choose(remaining.minus(equals), Literal.of(0, countBits))))),
                when(chosenReady, set(chosen, kept)));
        return chosen;
    }

    /** Entry i: how many of lanes 0 to i-1 are set (entry 0 unused), by a prefix network of log2(lanes) layers. */
    private Expression[] countsBelow(Signal mask) {
        m.section("Count the equal lanes below each lane.");
        Expression[] counts = new Expression[lanes];
        for (int lane = 0; lane < lanes; lane++) {
            counts[lane] = mask.bit(lane);
        }
        for (int half = 1; half < lanes; half *= 2) {
            for (int lane = 0; lane < lanes; lane++) {
                if ((lane & half) != 0) {
                    int from = (lane | half - 1) - half;
                    int width = Widths.toHold(lane % (2 * half) + 1L);
                    counts[lane] = m.wire(
                            "equal_" + 2 * half + "_" + lane,
                            counts[lane].extended(width).plus(counts[from].extended(width)));
                }
            }
        }
        Expression[] before = new Expression[lanes + 1];
        System.arraycopy(counts, 0, before, 1, lanes);
        return before;
    }

    private void output(Signal chosen, Signal chosenValid, Signal chosenLast, Signal packReady, Signal[] keep) {
        int laneBits = TopKBlockParams.laneBits(params);
        m.section("Pack the numbers of the kept lanes.");
        Signal packedValid = m.wire("packed_valid", 1);
        Signal packedReady = m.wire("packed_ready", 1);
        Signal packedLast = m.wire("packed_last", 1);
        Signal packedCount = m.wire("packed_count", laneBits + 1);
        Signal packedLanes = m.wire("packed_lanes", lanes * laneBits);
        Map<String, Expression> ports = new HashMap<>();
        ports.put("clk", clock);
        ports.put("rst", reset);
        ports.put("in_valid", chosenValid);
        ports.put("in_ready", packReady);
        ports.put("in_last", chosenLast);
        ports.put("in_mask", chosen);
        ports.put("in_data", vector(lanes, lane -> Literal.of(lane, laneBits)));
        ports.put("out_valid", packedValid);
        ports.put("out_ready", packedReady);
        ports.put("out_last", packedLast);
        ports.put("out_count", packedCount);
        ports.put("out_data", packedLanes);
        m.instance("packer", ZeroEliminatorVerilog.module(packing), ports);

        m.section("Rows that keep nothing are swallowed, but not the last one.");
        Signal isShown = m.wire("is_shown", packedLast.or(packedCount.any()));
        m.assign(packedReady, keep[1].or(isShown.not()));
        m.assign(keep[0], packedValid.and(isShown));
        m.assign(keep[2], packedLast);
        m.assign(keep[4], packedCount);
        if (params.rows(params.capacity()) == 1) {
            m.assign(keep[3], packedLanes);
        } else {
            Signal packedRow = m.register("packed_row_q", rowBits);
            m.clocked(when(reset, set(packedRow, Literal.of(0, rowBits)))
                    .otherwise(when(
                            packedValid.and(packedReady),
                            set(packedRow, packedLast.choose(Literal.of(0, rowBits), next(packedRow))))));
            m.assign(
                    keep[3],
                    vector(
                            lanes,
                            lane -> Expression.lowestFirst(
                                    java.util.List.of(packedLanes.lane(lane, laneBits), packedRow))));
        }
    }
}
