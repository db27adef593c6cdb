package tessera.hdl.block;

import static tessera.hdl.block.Logic.ONE;
import static tessera.hdl.block.Logic.ZERO;
import static tessera.hdl.block.Logic.next;
import static tessera.hdl.block.Logic.vector;
import static tessera.hdl.block.Logic.zeros;
import static tessera.hdl.emit.Statement.set;
import static tessera.hdl.emit.Statement.when;

import java.util.List;
import tessera.hdl.emit.Expression;
import tessera.hdl.emit.Expression.Literal;
import tessera.hdl.emit.ModuleBuilder;
import tessera.hdl.emit.Signal;
import tessera.models.block.TopKBlockParams;
import tessera.models.machine.TopKParams;

/**
 * The request side that both top-k selectors share: the ports of a selector, the filling of the row memory, and the
 * handshake of the result. One request at a time: the next one enters when the result has been taken and the filter pass
 * needs neither rows nor threshold any more.
 */
final class TopKRequest {
    final Signal clock;
    final Signal reset;
    final Signal inLast;
    final Signal inMask;
    final Signal outThreshold;
    final Signal outGreater;
    final Signal outKeepEqual;

    /** A beat is taken in this cycle. */
    Signal take;
    /** The next beat is the first of its request. */
    Signal isFirstBeat;
    /** Row that the beat goes to. */
    Signal fillRow;
    /** Of the request being selected: its last row, the number of scores in that row, and their lanes. */
    Signal lastRow;

    Signal lastCount;
    Signal lastMask;
    /** Scores of the request being selected. */
    Signal scoreCount;
    /** A wire for the selector to assign: how many lanes of the beat hold a score. */
    Signal beatCount;
    /** k, at most the capacity, held from the first beat on. */
    Signal k;
    /** k of the beat at the input, at most the capacity. */
    Signal cappedK;
    /** A wire for the selector to assign: the answer will be in its registers after this cycle's edge. */
    Signal decided;

    private final ModuleBuilder m;
    private final TopKParams params;
    private final Signal inValid;
    private final Signal inReady;
    private final Signal inK;
    private final Signal outValid;
    private final Signal outReady;
    private final Signal filterBusy;
    private final Signal filterStart;
    private final Signal rowOfBeat;
    private final Signal isTaking;
    private final Signal lastRowPort;
    private final Signal lastMaskPort;

    /** Declares the ports that every selector has. */
    TopKRequest(ModuleBuilder m, TopKParams params) {
        int countBits = TopKBlockParams.countBits(params);
        int rowBits = TopKFilterVerilog.rowBits(params);
        this.m = m;
        this.params = params;
        this.clock = m.clock();
        this.reset = m.reset();
        this.inValid = m.input("in_valid", 1);
        this.inReady = m.output("in_ready", 1);
        this.inLast = m.input("in_last", 1);
        this.inMask = m.input("in_mask", params.lanes());
        this.inK = m.input("k", countBits);
        this.outValid = m.output("out_valid", 1);
        this.outReady = m.input("out_ready", 1);
        this.outThreshold = m.output("out_threshold", params.scoreBits());
        this.outGreater = m.output("out_greater", countBits);
        this.outKeepEqual = m.output("out_keep_equal", countBits);
        this.isTaking = m.output("write_enable", 1);
        this.rowOfBeat = m.output("write_row", rowBits);
        this.filterStart = m.output("filter_start", 1);
        this.filterBusy = m.input("filter_busy", 1);
        this.lastRowPort = m.output("last_row", rowBits);
        this.lastMaskPort = m.output("last_mask", params.lanes());
    }

    /** The state from the first beat to the result taken. */
    void build() {
        int rowBits = rowOfBeat.width();
        m.section("Request: fill the rows, select, hold the result until it is taken.");
        isFirstBeat = m.register("is_first_beat_q", 1);
        Signal isSelecting = m.register("is_selecting_q", 1);
        Signal outValidQ = m.register("out_valid_q", 1);
        fillRow = m.register("fill_row_q", rowBits);
        lastRow = m.register("last_row_q", rowBits);
        int laneBits = TopKBlockParams.laneBits(params);
        lastCount = m.register("last_count_q", laneBits + 1);
        beatCount = m.wire("beat_count", laneBits + 1);
        k = m.register("k_q", inK.width());
        decided = m.wire("decided", 1);
        Signal ready = m.wire("ready", isSelecting.not().and(outValidQ.not()).and(filterBusy.not()));
        take = m.wire("take", inValid.and(ready));
        Literal capacity = Literal.of(params.capacity(), inK.width());
        cappedK = m.wire("capped_k", inK.atMost(capacity).choose(inK, capacity));
        m.assign(inReady, ready);
        m.assign(outValid, outValidQ);
        m.assign(isTaking, take);
        m.assign(rowOfBeat, fillRow);
        m.assign(filterStart, decided);
        m.assign(lastRowPort, lastRow);
        m.section("The lanes of the last row, and the number of scores: rows before it are full.");
        lastMask = m.wire(
                "last_lanes",
                vector(params.lanes(), lane -> Literal.of(lane, laneBits + 1).lessThan(lastCount)));
        m.assign(lastMaskPort, lastMask);
        int countBits = inK.width();
        Expression fullRows = rowBits + laneBits >= countBits
                ? Expression.lowestFirst(List.of(zeros(laneBits), lastRow.bits(countBits - laneBits - 1, 0)))
                : Expression.lowestFirst(List.of(zeros(laneBits), lastRow)).extended(countBits);
        scoreCount = m.wire("score_count", fullRows.plus(lastCount.extended(countBits)));
        Expression isLastTaken = take.and(inLast);
        m.clocked(when(
                        reset,
                        set(isFirstBeat, ONE),
                        set(isSelecting, ZERO),
                        set(outValidQ, ZERO),
                        set(fillRow, zeros(rowBits)))
                .otherwise(
                        when(
                                take,
                                set(isFirstBeat, inLast),
                                set(fillRow, inLast.choose(zeros(rowBits), next(fillRow)))),
                        when(isLastTaken, set(isSelecting, ONE)).otherwise(when(decided, set(isSelecting, ZERO))),
                        when(decided, set(outValidQ, ONE)).otherwise(when(outReady, set(outValidQ, ZERO)))));
        m.clocked(
                when(take, set(lastRow, fillRow), set(lastCount, beatCount)),
                when(take.and(isFirstBeat), set(k, cappedK)));
    }
}
