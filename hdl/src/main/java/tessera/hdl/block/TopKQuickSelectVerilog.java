package tessera.hdl.block;

import static tessera.hdl.block.Logic.ONE;
import static tessera.hdl.block.Logic.ZERO;
import static tessera.hdl.block.Logic.gated;
import static tessera.hdl.block.Logic.next;
import static tessera.hdl.block.Logic.vector;
import static tessera.hdl.block.Logic.zeros;
import static tessera.hdl.emit.Statement.set;
import static tessera.hdl.emit.Statement.when;

import java.util.Map;
import tessera.hdl.emit.Expression;
import tessera.hdl.emit.Expression.Literal;
import tessera.hdl.emit.HdlModule;
import tessera.hdl.emit.ModuleBuilder;
import tessera.hdl.emit.Signal;
import tessera.models.block.PivotRandom;
import tessera.models.block.TopKBlockParams;
import tessera.models.machine.TopKParams;

/**
 * The selector of the quick-select engine, SpAtten's structure: in each round all live rows are compared with a pivot,
 * the lesser and the greater scores are packed into one buffer each, and one of the two is live next. Repaired against
 * the released RTL: the pivot of a side is one of that side's own scores, drawn anew in every round; rows are counted
 * once; lanes beyond the end count nowhere. Rows are packed in place: the row being written has always been read.
 */
final class TopKQuickSelectVerilog {
    private static final String[] SIDES = {"less", "greater"};

    private final TopKParams params;
    private final int lanes;
    private final int bits;
    private final int countBits;
    private final int laneBits;
    private final int rowBits;
    private final ModuleBuilder m;
    private final TopKRequest request;

    private Signal inScores;
    private Signal readEnable;
    private Signal readRow;
    private final Signal[] rows = new Signal[2];
    private final Signal[] writes = new Signal[2];
    private final Signal[] writeRows = new Signal[2];
    private final Signal[] writeData = new Signal[2];

    private Signal isPreparing;
    private Signal isReading;
    private Signal rowValid;
    private Signal rowLast;
    private Signal pivot;
    private Signal liveIsGreater;
    /** Number of the last live score, counted from 0: its row and its lane. */
    private Signal liveLast;

    private Signal isDeciding;
    private Signal random;
    private final Signal[] counts = new Signal[2];
    private final Signal[] nextPivots = new Signal[2];

    private TopKQuickSelectVerilog(TopKParams params) {
        this.params = params;
        this.lanes = params.lanes();
        this.bits = params.scoreBits();
        this.countBits = TopKBlockParams.countBits(params);
        this.laneBits = TopKBlockParams.laneBits(params);
        this.rowBits = TopKFilterVerilog.rowBits(params);
        this.m = new ModuleBuilder(
                "tsr_top_k_quick_select_n" + params.capacity() + "_p" + lanes + "_w" + bits,
                "Selector of the quick-select top-k engine: the k-th largest score by rounds of comparing with a pivot.",
                "A round packs the live scores below the pivot into buffer 0 and those above it into buffer 1.",
                "",
                "Latency: " + latency() + " cycles from the last beat to out_valid.");
        this.request = new TopKRequest(m, params);
    }

    static HdlModule module(TopKParams params) {
        return new TopKQuickSelectVerilog(params).build();
    }

    static String latency() {
        return "2 + sum over rounds of (live rows + " + TopKParams.RTL_ROUND_OVERHEAD_CYCLES + ")";
    }

    private HdlModule build() {
        inScores = m.input("in_scores", lanes * bits);
        readEnable = m.output("read_enable", 1);
        readRow = m.output("read_row", rowBits);
        for (int side = 0; side < 2; side++) {
            writes[side] = m.output("write_" + SIDES[side], 1);
            writeRows[side] = m.output(SIDES[side] + "_write_row", rowBits);
            writeData[side] = m.output(SIDES[side] + "_write_data", lanes * bits);
            rows[side] = m.input(SIDES[side] + "_row", lanes * bits);
        }
        request.build();
        m.instance(
                "count_beat",
                PopulationCountVerilog.module(lanes),
                Map.of("lanes", request.inMask, "count", request.beatCount));
        registers();
        Signal isLastRow = compareAndPack();
        pivots();
        decide(isLastRow);
        return m.build();
    }

    private void registers() {
        m.section("Rounds: read the live rows, compare, pack both sides, decide.");
        isPreparing = m.register("is_preparing_q", 1);
        isReading = m.register("is_reading_q", 1);
        rowValid = m.register("row_valid_q", 1);
        rowLast = m.register("row_last_q", 1);
        liveIsGreater = m.register("live_is_greater_q", 1);
        liveLast = m.register("live_last_q", TopKBlockParams.indexBits(params));
        pivot = m.register("pivot_q", bits);
    }

    /** Compares the row that was read and hands both sides to their packers; returns whether the last row is read. */
    private Signal compareAndPack() {
        Signal readRowQ = m.register("read_row_q", rowBits);
        boolean hasRows = liveLast.width() > laneBits;
        Expression lastRow = hasRows ? liveLast.bits(liveLast.width() - 1, laneBits) : zeros(rowBits);
        Signal isLastRow = m.wire("is_last_row", readRowQ.equalTo(lastRow));
        m.assign(readRow, readRowQ);

        m.section("Compare with the pivot; lanes beyond the last live score are on neither side.");
        Signal row = m.wire("row", liveIsGreater.choose(rows[1], rows[0]));
        Expression lastLane = liveLast.bits(laneBits - 1, 0);
        Signal isLive = m.wire(
                "is_live",
                vector(
                        lanes,
                        lane -> lane == 0
                                ? ONE
                                : rowLast.not().or(Literal.of(lane, laneBits).atMost(lastLane))));
        Expression ready = null;
        Expression done = null;
        for (int side = 0; side < 2; side++) {
            boolean isLess = side == 0;
            Signal mask = m.wire(SIDES[side] + "_lanes", vector(lanes, lane -> {
                Expression score = row.lane(lane, bits);
                return isLive.bit(lane).and(isLess ? score.lessThan(pivot) : pivot.lessThan(score));
            }));
            Signal sideReady = m.wire(SIDES[side] + "_ready", 1);
            Signal sideDone = m.wire(SIDES[side] + "_done", 1);
            Signal packedValid = m.wire(SIDES[side] + "_packed_valid", 1);
            Signal packed = m.wire(SIDES[side] + "_packed", lanes * bits);
            counts[side] = m.wire(SIDES[side] + "_count", countBits);
            m.instance(
                    "pack_" + SIDES[side],
                    RowPackerVerilog.module(params),
                    Map.ofEntries(
                            Map.entry("clk", request.clock),
                            Map.entry("rst", request.reset),
                            Map.entry("in_valid", rowValid),
                            Map.entry("in_ready", sideReady),
                            Map.entry("in_last", rowLast),
                            Map.entry("in_mask", mask),
                            Map.entry("in_row", row),
                            Map.entry("out_valid", packedValid),
                            Map.entry("out_row", packed),
                            Map.entry("done", sideDone),
                            Map.entry("count", counts[side])));
            m.assign(writes[side], isLess ? packedValid.or(request.take) : packedValid);
            m.assign(writeData[side], isLess ? request.take.choose(inScores, packed) : packed);
            ready = isLess ? sideReady : ready.and(sideReady);
            done = isLess ? sideDone : done.and(sideDone);
        }
        isDeciding = m.wire("is_deciding", done);
        // The packers never stall, so this is always as if it said is_reading_q.
        Signal reads = m.wire("reads", isReading.and(ready));
        m.assign(readEnable, reads);
        m.clocked(when(request.reset, set(readRowQ, zeros(rowBits)), set(rowValid, ZERO), set(rowLast, ZERO))
                .otherwise(
                        when(reads, set(readRowQ, isLastRow.choose(zeros(rowBits), next(readRowQ)))),
                        set(rowValid, reads),
                        set(rowLast, reads.and(isLastRow))));
        return isLastRow;
    }

    /** For each side a score of its own, drawn while its rows are written: the next pivot if that side stays live. */
    private void pivots() {
        m.section("Random numbers: a shift register, " + PivotRandom.STEPS + " steps for each row.");
        random = m.register("random_q", PivotRandom.BITS);
        m.clocked(when(request.reset, set(random, Literal.of(PivotRandom.SEED, PivotRandom.BITS)))
                .otherwise(when(request.take.or(rowValid), set(random, nextRandom()))));
        for (int side = 0; side < 2; side++) {
            String name = SIDES[side];
            m.section("Pivot of the " + name + " side: the first score of a row, by chance the later rows' instead.");
            Signal writeRow = m.register(name + "_write_row_q", rowBits);
            Signal chosen = m.register(name + "_pivot_q", bits);
            Signal above = m.wire(
                    name + "_row_and_below",
                    vector(rowBits, bit -> writeRow.bits(rowBits - 1, bit).any()));
            Signal takes = m.wire(
                    name + "_takes",
                    writes[side].and(
                            random.bits(rowBits - 1, 0).and(above).any().not()));
            nextPivots[side] = m.wire(name + "_next_pivot", takes.choose(writeData[side].bits(bits - 1, 0), chosen));
            m.assign(writeRows[side], writeRow);
            m.clocked(
                    set(chosen, nextPivots[side]),
                    when(request.reset.or(isPreparing).or(isDeciding), set(writeRow, zeros(rowBits)))
                            .otherwise(when(writes[side], set(writeRow, next(writeRow)))));
        }
    }

    /** Bit i of the next state as the parity of some bits of this one: the steps multiplied out. */
    private Expression nextRandom() {
        int[] parityOf = new int[PivotRandom.BITS];
        for (int i = 0; i < parityOf.length; i++) {
            parityOf[i] = 1 << i;
        }
        for (int step = 0; step < PivotRandom.STEPS; step++) {
            int in = 0;
            for (int tap : PivotRandom.TAPS) {
                in ^= parityOf[tap];
            }
            System.arraycopy(parityOf, 1, parityOf, 0, parityOf.length - 1);
            parityOf[parityOf.length - 1] = in;
        }
        return vector(PivotRandom.BITS, i -> {
            Expression parity = null;
            for (int bit = 0; bit < PivotRandom.BITS; bit++) {
                if ((parityOf[i] >> bit & 1) == 1) {
                    parity = parity == null ? random.bit(bit) : parity.xor(random.bit(bit));
                }
            }
            return parity;
        });
    }

    private void decide(Signal isLastRow) {
        int indexBits = liveLast.width();
        m.section("Wanted: rank from the largest among the live scores. Above: scores greater than all live ones.");
        Signal wanted = m.register("wanted_q", countBits);
        Signal above = m.register("above_q", countBits);
        Signal notLess = m.wire("not_less", next(liveLast.extended(countBits)).minus(counts[0]));
        Signal keepsGreater = m.wire("keeps_greater", wanted.atMost(counts[1]));
        Signal keepsLess = m.wire("keeps_less", notLess.lessThan(wanted));
        Signal isFound = m.wire("is_found", keepsGreater.or(keepsLess).not());
        Signal hasK = m.wire("has_k", request.k.any());
        m.assign(request.decided, isPreparing.and(hasK.not()).or(isDeciding.and(isFound)));
        Expression kept = keepsGreater.choose(low(counts[1], indexBits), low(counts[0], indexBits));
        Signal passed = m.wire("passed", keepsLess.choose(notLess, gated(isFound, counts[1])));
        Literal one = Literal.of(1, indexBits);
        m.clocked(when(request.reset, set(isPreparing, ZERO), set(isReading, ZERO))
                .otherwise(
                        set(isPreparing, request.take.and(request.inLast)),
                        when(isPreparing.and(hasK).or(isDeciding.and(isFound.not())), set(isReading, ONE))
                                .otherwise(when(isLastRow, set(isReading, ZERO)))));
        m.clocked(when(
                        isPreparing,
                        set(liveIsGreater, ZERO),
                        set(liveLast, low(request.scoreCount, indexBits).minus(one)),
                        // For k = 0 the largest threshold there is: the filter keeps nothing above it.
                        set(pivot, hasK.choose(nextPivots[0], Literal.of((1L << bits) - 1, bits))),
                        set(wanted, request.scoreCount.lessThan(request.k).choose(request.scoreCount, request.k)),
                        set(above, zeros(countBits)))
                .otherwise(when(
                        isDeciding,
                        set(wanted, wanted.minus(passed)),
                        set(above, above.plus(passed)),
                        when(
                                isFound.not(),
                                set(liveIsGreater, keepsGreater),
                                set(liveLast, kept.minus(one)),
                                set(pivot, keepsGreater.choose(nextPivots[1], nextPivots[0]))))));
        m.section("The answer");
        m.assign(request.outThreshold, pivot);
        m.assign(request.outGreater, above);
        m.assign(request.outKeepEqual, wanted);
    }

    private static Expression low(Signal number, int bits) {
        return number.bits(bits - 1, 0);
    }
}
