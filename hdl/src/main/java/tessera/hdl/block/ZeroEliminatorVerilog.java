package tessera.hdl.block;

import static tessera.hdl.emit.Statement.set;
import static tessera.hdl.emit.Statement.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import tessera.hdl.emit.Expression;
import tessera.hdl.emit.Expression.Literal;
import tessera.hdl.emit.HdlModule;
import tessera.hdl.emit.ModuleBuilder;
import tessera.hdl.emit.Signal;
import tessera.hdl.emit.Statement;
import tessera.hdl.emit.Widths;
import tessera.models.block.ZeroEliminatorParams;

/**
 * The Verilog of the zero eliminator. log2(lanes) prefix layers (Kogge-Stone) count the empty lanes up to each lane; a
 * kept lane owes as many steps down as lanes below it are empty; log2(lanes) shift layers take it 1, 2, 4, … lanes down
 * where its debt has that bit. Two lanes never meet: of two kept lanes the upper one owes at least as much, and at most
 * their gap more.
 */
final class ZeroEliminatorVerilog {
    private final ZeroEliminatorParams params;
    private final int lanes;
    private final ModuleBuilder m;
    private final List<Statement> payloadUpdates = new ArrayList<>();

    /** What the layer built last hands to the next. */
    private Expression last;

    private Expression[] data;
    private Expression[] kept;
    /** Per lane: empty lanes among those the prefix layers have reached so far, itself included. */
    private Expression[] empty;
    /** Per lane: steps still to go down, in units of the next shift; null where it can only be 0. */
    private Signal[] owed;

    private Signal count;

    private ZeroEliminatorVerilog(ZeroEliminatorParams params) {
        this.params = params;
        this.lanes = params.lanes();
        this.m = new ModuleBuilder(
                moduleName(params),
                "Zero eliminator: packs the kept lanes of each beat towards lane 0, in lane order.",
                lanes + " lanes of " + params.laneBits()
                        + " bits, lane 0 in the lowest bits. in_mask bit i keeps lane i.",
                "out_count lanes of out_data hold a word; the lanes above mean nothing.",
                "",
                params.layers() + " layers of logic (" + params.shiftLayers() + " prefix count, " + params.shiftLayers()
                        + " shift), a register after every " + params.layersPerStage() + ".",
                "Latency: ceil(2 log2(lanes) / layers_per_stage) = " + params.latencyCycles()
                        + (params.latencyCycles() == 1 ? " cycle" : " cycles")
                        + " from an accepted beat to out_valid; one beat a cycle.");
    }

    static String moduleName(ZeroEliminatorParams params) {
        return "tsr_zero_eliminator_n" + params.lanes() + "_w" + params.laneBits() + "_l" + params.layersPerStage();
    }

    static HdlModule module(ZeroEliminatorParams params) {
        return new ZeroEliminatorVerilog(params).build();
    }

    private HdlModule build() {
        m.clock();
        Signal reset = m.reset();
        Signal inValid = m.input("in_valid", 1);
        Signal inReady = m.output("in_ready", 1);
        last = m.input("in_last", 1);
        Signal mask = m.input("in_mask", lanes);
        Signal inData = m.input("in_data", lanes * params.laneBits());
        Signal outValid = m.output("out_valid", 1);
        Signal outReady = m.input("out_ready", 1);
        Signal outLast = m.output("out_last", 1);
        Signal outCount = m.output("out_count", params.shiftLayers() + 1);
        Signal outData = m.output("out_data", lanes * params.laneBits());

        ElasticStages stages = new ElasticStages(m, reset, params.latencyCycles(), inValid, outReady);
        m.assign(inReady, stages.ready());
        m.assign(outValid, stages.valid());
        data = perLane(lane -> inData.lane(lane, params.laneBits()));
        kept = perLane(mask::bit);
        empty = perLane(lane -> mask.bit(lane).not());
        int stage = 0;
        for (int layer = 0; layer < params.layers(); layer++) {
            if (layer < params.shiftLayers()) {
                prefixLayer(layer);
            } else {
                shiftLayer(layer - params.shiftLayers());
            }
            boolean isRegistered = (layer + 1) % params.layersPerStage() == 0 || layer + 1 == params.layers();
            if (isRegistered) {
                registers(stage + 1, stages.take(stage));
                stage++;
            }
        }
        m.require(stage == params.latencyCycles(), "as many stages as the latency formula says");
        m.assign(outLast, last);
        m.assign(outCount, count);
        m.assign(outData, Expression.lowestFirst(Arrays.asList(data)));
        m.claim(
                "a beat keeps no more lanes than there are",
                outValid.not().or(outCount.atMost(Literal.of(lanes, count.width()))));
        m.section("Payload registers");
        m.clocked(payloadUpdates);
        return m.build();
    }

    /** Doubles the reach of the count; after the last one each kept lane knows its debt. */
    private void prefixLayer(int layer) {
        int reach = 1 << layer;
        m.section("Prefix layer " + (layer + 1) + ": empty lanes among the " + 2 * reach + " up to each lane.");
        Expression[] sums = empty.clone();
        for (int lane = reach; lane < lanes; lane++) {
            int width = Widths.toHold(Math.min(2L * reach, lane + 1));
            sums[lane] = m.wire(
                    "prefix" + (layer + 1) + "_empty_" + lane,
                    empty[lane].extended(width).plus(empty[lane - reach].extended(width)));
        }
        empty = sums;
        if (layer + 1 == params.shiftLayers()) {
            debts();
        }
    }

    private void debts() {
        m.section("A kept lane owes as many steps down as lanes below it are empty.");
        owed = new Signal[lanes];
        for (int lane = 1; lane < lanes; lane++) {
            Expression below = empty[lane - 1];
            owed[lane] = m.wire("owed_" + lane, kept[lane].choose(below, Literal.of(0, below.width())));
        }
        Expression emptyLanes = empty[lanes - 1];
        count = m.wire("count", Literal.of(lanes, emptyLanes.width()).minus(emptyLanes));
        kept = new Expression[0];
        empty = new Expression[0];
    }

    /** A lane whose debt is odd goes down 2^layer lanes and owes half of the rest; the others owe half of theirs. */
    private void shiftLayer(int layer) {
        int distance = 1 << layer;
        String prefix = "shift" + (layer + 1);
        m.section("Shift layer " + (layer + 1) + ": down " + distance + (distance == 1 ? " lane" : " lanes")
                + " where the debt is odd.");
        Signal[] rests = new Signal[lanes];
        Expression[] moved = data.clone();
        for (int lane = 0; lane < lanes; lane++) {
            int restMax = lane >> (layer + 1);
            Expression stays = restMax == 0 ? Literal.of(0, 1) : restIfStaying(owed[lane], Widths.toHold(restMax));
            int source = lane + distance;
            if (source < lanes) {
                Expression comes = owed[source].bit(0);
                moved[lane] = m.wire(prefix + "_data_" + lane, comes.choose(data[source], data[lane]));
                if (restMax > 0) {
                    Expression brings = half(owed[source], Widths.toHold(restMax));
                    rests[lane] = m.wire(prefix + "_owed_" + lane, comes.choose(brings, stays));
                }
            } else if (restMax > 0) {
                rests[lane] = m.wire(prefix + "_owed_" + lane, stays);
            }
        }
        owed = rests;
        data = moved;
    }

    /** Half the debt of a lane that does not move; 0 for one that does, so that what it leaves behind cannot move. */
    private static Expression restIfStaying(Signal debt, int width) {
        return debt.bit(0).choose(Literal.of(0, width), half(debt, width));
    }

    /** debt >> 1 in {@code width} bits; the bits above are 0 wherever this is used. */
    private static Expression half(Signal debt, int width) {
        int high = Math.min(width, debt.width() - 1);
        return high == 0 ? Literal.of(0, width) : debt.bits(high, 1).extended(width);
    }

    /** A register stage behind the layer built last. */
    private void registers(int stage, Signal takes) {
        String prefix = "stage" + stage;
        m.section("Stage " + stage + " registers");
        List<Statement> updates = new ArrayList<>();
        last = registered(prefix + "_last_q", last, updates);
        if (owed == null) {
            // Lane 0 never moves, so nothing asks again whether it is kept.
            List<Expression> movable = Arrays.asList(kept).subList(1, lanes);
            Signal mask = registered(prefix + "_kept_above_0_q", Expression.lowestFirst(movable), updates);
            kept = perLane(lane -> lane == 0 ? kept[0] : mask.bit(lane - 1));
            empty = perLane(lane -> registered(prefix + "_empty_" + lane + "_q", empty[lane], updates));
        } else {
            count = registered(prefix + "_count_q", count, updates);
            for (int lane = 0; lane < lanes; lane++) {
                if (owed[lane] != null) {
                    owed[lane] = registered(prefix + "_owed_" + lane + "_q", owed[lane], updates);
                }
            }
        }
        Signal vector = registered(prefix + "_data_q", Expression.lowestFirst(Arrays.asList(data)), updates);
        data = perLane(lane -> vector.lane(lane, params.laneBits()));
        payloadUpdates.add(when(takes, updates));
    }

    private Signal registered(String name, Expression next, List<Statement> updates) {
        Signal register = m.register(name, next.width());
        updates.add(set(register, next));
        return register;
    }

    private Expression[] perLane(IntFunction<Expression> value) {
        Expression[] values = new Expression[lanes];
        for (int lane = 0; lane < lanes; lane++) {
            values[lane] = value.apply(lane);
        }
        return values;
    }
}
