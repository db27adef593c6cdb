package tessera.hdl.block;

import static tessera.hdl.emit.Statement.set;
import static tessera.hdl.emit.Statement.when;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.hdl.emit.Expression;
import tessera.hdl.emit.Expression.Literal;
import tessera.hdl.emit.HdlModule;
import tessera.hdl.emit.Memories;
import tessera.hdl.emit.ModuleBuilder;
import tessera.hdl.emit.Signal;
import tessera.hdl.emit.Statement;
import tessera.hdl.emit.Widths;
import tessera.models.block.AttentionHeadParams;
import tessera.models.block.TopKBlockParams;
import tessera.sim.block.AttentionControlModel;
import tessera.sim.block.AttentionControlPorts;

/** The Verilog of the head pipeline's control; the same parts as in {@link AttentionControlModel}. */
final class AttentionControlVerilog {
    private static final int LANES = AttentionHeadParams.SELECT_LANES;

    private final AttentionHeadParams params;
    private final ModuleBuilder m;
    private final StreamSignals p;
    private final int countBits;
    private final int indexBits;

    private Signal busy;
    private Signal second;
    private Signal asked;
    private Signal got;
    private Signal scored;
    private Signal keptCount;
    private Signal weighed;
    private Signal holdLeft;
    private Signal holdLane;
    private Signal token;
    private Signal takeRow;
    private Signal again;
    private final Map<String, Signal> row = new LinkedHashMap<>();

    private AttentionControlVerilog(AttentionHeadParams params) {
        this.params = params;
        this.countBits = params.countBits();
        this.indexBits = TopKBlockParams.indexBits(params.select());
        this.m = new ModuleBuilder(
                "tsr_attention_control_" + suffix(params),
                "Control of the attention head: asks for keys and values, keeps the lists of a row, passes beats on.",
                "row: query, number of keys and of kept values (1 to keys), scale, threshold, head; key: the row's tokens.",
                "request_kind 0: upper slices of a key, densely packed; 1: lower slices; 2: a value. Answers come in order.",
                "",
                "Latency: none of its own on what it passes; a row is taken when the one before has given its output.");
        this.p = new StreamSignals(m, AttentionControlPorts.of(params));
    }

    static String suffix(AttentionHeadParams params) {
        return "n" + params.capacity() + "_d" + params.headDim() + "_m" + params.msbBits() + "_t" + params.tokenBits()
                + "_h" + params.heads();
    }

    static HdlModule module(AttentionHeadParams params) {
        return new AttentionControlVerilog(params).build();
    }

    private HdlModule build() {
        m.section("The row");
        busy = m.register("busy_q", 1);
        second = m.register("second_pass_q", 1);
        asked = m.register("asked_q", countBits);
        got = m.register("got_q", countBits);
        scored = m.register("scored_q", countBits);
        keptCount = m.register("kept_q", countBits);
        weighed = m.register("weighed_q", countBits);
        holdLeft = m.register("hold_left_q", TopKBlockParams.laneBits(params.select()) + 1);
        holdLane = m.register("hold_lane_q", 2);
        List<Statement> loads = new ArrayList<>();
        takeRow = m.wire("take_row", p.get("row_valid").and(busy.not()));
        again = m.wire("again", p.get("decision_valid").and(p.get("decision_fetch")));
        for (String name : List.of("query", "keys", "keep", "scale", "shift", "threshold", "head", "clear")) {
            Signal port = p.get("row_" + name);
            Signal held = m.register("row_" + name + "_q", port.width());
            loads.add(set(held, port));
            row.put(name, held);
        }
        m.clocked(when(takeRow, loads));
        m.assign(p.get("row_ready"), busy.not());
        m.assign(p.get("decision_ready"), one());
        Signal sumsTaken = end();
        m.clocked(when(p.reset(), set(busy, zero()))
                .otherwise(when(takeRow, set(busy, one())).otherwise(when(sumsTaken, set(busy, zero())))));
        m.clocked(when(p.reset(), set(second, zero())).otherwise(when(takeRow.or(again), set(second, takeRow.not()))));
        pending("query");
        m.assign(p.get("query_data"), row.get("query"));
        pending("scale");
        m.assign(p.get("scale_factor"), row.get("scale"));
        m.assign(p.get("scale_shift"), row.get("shift"));
        Signal valueAsked = request();
        response();
        score();
        keep(valueAsked);
        return m.build();
    }

    private void pending(String stream) {
        Signal has = m.register("has_" + stream + "_q", 1);
        m.clocked(when(p.reset(), set(has, zero()))
                .otherwise(when(takeRow.or(again), set(has, one()))
                        .otherwise(when(p.get(stream + "_ready"), set(has, zero())))));
        m.assign(p.get(stream + "_valid"), has);
    }

    private Signal end() {
        m.section("Output and head importance");
        Signal sumsTaken = m.wire(
                "sums_taken", p.get("sums_valid").and(p.get("output_ready")).and(p.get("summed_ready")));
        m.assign(p.get("sums_ready"), p.get("output_ready").and(p.get("summed_ready")));
        m.assign(p.get("output_valid"), p.get("sums_valid").and(p.get("summed_ready")));
        m.assign(p.get("summed_valid"), p.get("sums_valid").and(p.get("output_ready")));
        m.assign(p.get("output_data"), p.get("sums_data"));
        m.assign(p.get("summed_data"), p.get("sums_data"));
        m.assign(p.get("summed_clear"), row.get("clear"));
        m.assign(p.get("summed_head"), row.get("head"));
        m.assign(p.get("total_ready"), p.get("head_ready"));
        m.assign(p.get("head_valid"), p.get("total_valid"));
        m.assign(p.get("head_index"), p.get("total_head"));
        m.assign(p.get("head_total"), p.get("total_value"));
        return sumsTaken;
    }

    /** Keys of the row, then the kept values; returns whether a value is asked for at this edge. */
    private Signal request() {
        m.section("Requests: the keys in the order of their list, then the kept values");
        Signal asking = m.wire("is_asking", busy.and(asked.lessThan(row.get("keys"))));
        Signal first = m.wire("is_first_asking", asking.and(second.not()));
        Signal value = m.wire("is_value_asking", asking.not().and(holdLeft.any()));
        Signal heldIndices = m.register("hold_index_q", LANES * indexBits);
        Expression position = heldIndices.lane(LANES - 1, indexBits);
        for (int lane = LANES - 2; lane >= 0; lane--) {
            position = holdLane.equalTo(Literal.of(lane, 2)).choose(heldIndices.lane(lane, indexBits), position);
        }
        Signal held = m.wire("hold_position", position);
        Signal stored = m.wire("stored_token", params.tokenBits());
        Signal scoring = m.wire("is_scoring", scored.lessThan(row.get("keys")));
        Signal readAddress = m.wire("token_address", asking.choose(cut(asked), scoring.choose(cut(scored), held)));
        token = stored;
        m.assign(p.get("key_ready"), first.and(p.get("request_ready")));
        m.assign(p.get("request_valid"), first.choose(p.get("key_valid"), asking.or(value)));
        m.assign(p.get("request_token"), first.choose(p.get("key_token"), stored));
        m.assign(
                p.get("request_kind"),
                first.choose(Literal.of(0, 2), asking.choose(Literal.of(1, 2), Literal.of(2, 2))));
        Signal given = m.wire("request_given", p.get("request_valid").and(p.get("request_ready")));
        Signal keyGiven = m.wire("key_asked", given.and(asking));
        Signal valueGiven = m.wire("value_asked", given.and(asking.not()));
        counter(asked, keyGiven, true);
        file("tokens", params.tokenBits(), first.and(keyGiven), cut(asked), p.get("key_token"), readAddress, stored);
        Signal keptPosition = m.wire("kept_position", indexBits);
        file("kept_positions", indexBits, valueGiven, cut(keptCount), held, cut(weighed), keptPosition);
        m.clocked(when(p.reset().or(takeRow), set(keptCount, number(0)))
                .otherwise(when(valueGiven, set(keptCount, keptCount.plus(number(1))))));
        m.clocked(when(
                m.wire("take_keep", p.get("keep_valid").and(p.get("keep_ready"))),
                set(heldIndices, p.get("keep_index"))));
        this.keptPosition = keptPosition;
        return valueGiven;
    }

    private Signal keptPosition;
    private Signal probability;

    private void response() {
        m.section("Answers: slices of keys to the converter, values to prob x V");
        Signal isKey = m.wire("is_key", got.lessThan(asked));
        Signal isValue = m.wire("is_value", isKey.not().and(weighed.notEqualTo(keptCount)));
        m.assign(p.get("response_ready"), isKey.choose(p.get("slices_ready"), isValue.and(p.get("weighted_ready"))));
        m.assign(p.get("slices_valid"), isKey.and(p.get("response_valid")));
        m.assign(p.get("weighted_valid"), isValue.and(p.get("response_valid")));
        Signal keyTaken = m.wire("key_taken", isKey.and(p.get("response_valid")).and(p.get("slices_ready")));
        Signal valueTaken =
                m.wire("value_taken", isValue.and(p.get("response_valid")).and(p.get("weighted_ready")));
        counter(got, keyTaken, true);
        m.clocked(when(p.reset().or(takeRow), set(weighed, number(0)))
                .otherwise(when(valueTaken, set(weighed, weighed.plus(number(1))))));
        int msbBits = params.headDim() * params.msbBits();
        int lsbBits = params.headDim() * params.lsbBits();
        Signal stored = m.wire("stored_slices", msbBits);
        Expression arrived = p.get("response_data").bits(msbBits - 1, 0);
        file("slices_of_keys", msbBits, keyTaken.and(second.not()), cut(got), arrived, cut(got), stored);
        m.assign(p.get("slices_last"), got.plus(number(1)).equalTo(row.get("keys")));
        m.assign(p.get("slices_merge"), second);
        m.assign(p.get("slices_msb"), second.choose(stored, arrived));
        m.assign(p.get("slices_lsb"), p.get("response_data").bits(lsbBits - 1, 0));
        probability = m.wire("stored_probability", 12);
        m.assign(p.get("weighted_last"), weighed.plus(number(1)).equalTo(row.get("keep")));
        m.assign(p.get("weighted_probability"), probability);
        m.assign(p.get("weighted_value"), p.get("response_data"));
    }

    private void score() {
        m.section("Probabilities to the decision");
        m.assign(p.get("probability_ready"), p.get("judge_ready"));
        m.assign(p.get("judge_valid"), p.get("probability_valid"));
        m.assign(p.get("judge_final"), second);
        m.assign(p.get("judge_threshold"), row.get("threshold"));
        m.assign(p.get("judge_last"), p.get("probability_last"));
        m.assign(
                p.get("judge_score"),
                p.get("probability_value").extended(params.decision().scoreBits()));
        m.section("Passed probabilities: to the importance of their tokens, and four by four to the top-k engine");
        Signal hasSelect = m.register("has_select_q", 1);
        Signal selectLast = m.register("select_last_q", 1);
        Signal mask = m.register("select_mask_q", LANES);
        Signal fill = m.register("fill_q", 2);
        Signal canPack = m.wire("can_pack", hasSelect.not().or(p.get("select_ready")));
        Signal taken = m.wire("passed_taken", p.get("passed_valid").and(canPack).and(p.get("importance_ready")));
        m.assign(p.get("passed_ready"), canPack.and(p.get("importance_ready")));
        m.assign(p.get("importance_valid"), canPack.and(p.get("passed_valid")));
        m.assign(p.get("importance_last"), p.get("passed_last"));
        m.assign(p.get("importance_token"), token);
        m.assign(p.get("importance_amount"), p.get("passed_value"));
        counter(scored, taken, true);
        file("probabilities", 12, taken, cut(scored), p.get("passed_value"), keptPosition, probability);
        Signal isFull = m.wire("select_is_full", p.get("passed_last").or(fill.all()));
        Signal here = m.wire("fill_one_hot", Literal.of(1, LANES).shiftLeft(fill));
        m.clocked(when(p.reset(), set(hasSelect, zero()), set(fill, Literal.of(0, 2)))
                .otherwise(when(
                                taken,
                                set(hasSelect, isFull),
                                set(fill, isFull.choose(Literal.of(0, 2), fill.plus(Literal.of(1, 2)))))
                        .otherwise(when(p.get("select_ready"), set(hasSelect, zero())))));
        List<Statement> packed = new ArrayList<>();
        packed.add(set(selectLast, p.get("passed_last")));
        packed.add(set(mask, fill.any().choose(mask.or(here), Literal.of(1, LANES))));
        List<Expression> lanes = new ArrayList<>();
        for (int lane = 0; lane < LANES; lane++) {
            Signal held = m.register("select_lane_" + lane + "_q", 12);
            packed.add(when(here.bit(lane), set(held, p.get("passed_value"))));
            lanes.add(held);
        }
        m.clocked(when(taken, packed));
        m.assign(p.get("select_valid"), hasSelect);
        m.assign(p.get("select_last"), selectLast);
        m.assign(p.get("select_mask"), mask);
        m.assign(p.get("select_scores"), Expression.lowestFirst(lanes));
        m.assign(p.get("select_k"), row.get("keep"));
    }

    private void keep(Signal valueAsked) {
        m.section("Kept positions, a beat at a time");
        int bits = holdLeft.width();
        m.assign(p.get("keep_ready"), holdLeft.any().not());
        Signal take =
                m.wire("takes_hold", p.get("keep_valid").and(holdLeft.any().not()));
        m.clocked(when(p.reset(), set(holdLeft, Literal.of(0, bits)), set(holdLane, Literal.of(0, 2)))
                .otherwise(when(take, set(holdLeft, p.get("keep_count")), set(holdLane, Literal.of(0, 2)))
                        .otherwise(when(
                                valueAsked,
                                set(holdLeft, holdLeft.minus(Literal.of(1, bits))),
                                set(holdLane, holdLane.plus(Literal.of(1, 2)))))));
    }

    /** Counts within a pass. */
    private void counter(Signal counter, Signal counts, boolean perPass) {
        m.require(perPass, "counters of this kind start with a pass");
        m.clocked(when(p.reset().or(takeRow).or(again), set(counter, number(0)))
                .otherwise(when(counts, set(counter, counter.plus(number(1))))));
    }

    private void file(
            String name,
            int bits,
            Expression write,
            Expression writeAddress,
            Expression data,
            Expression readAddress,
            Signal read) {
        Map<String, Expression> connections = new LinkedHashMap<>();
        connections.put("clk", m.clock());
        connections.put("write_enable", write);
        connections.put("write_address", writeAddress);
        connections.put("write_data", data);
        connections.put("read_address", readAddress);
        connections.put("read_data", read);
        m.instance(name, Memories.registerFile(params.capacity(), bits), connections);
    }

    /** A count as a place in a list. */
    private Expression cut(Signal count) {
        return count.bits(Widths.toIndex(params.capacity()) - 1, 0);
    }

    private Literal number(long value) {
        return Literal.of(value, countBits);
    }

    private static Literal one() {
        return Literal.of(1, 1);
    }

    private static Literal zero() {
        return Literal.of(0, 1);
    }
}
