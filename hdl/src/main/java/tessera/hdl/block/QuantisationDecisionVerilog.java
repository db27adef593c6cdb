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
import tessera.models.block.QuantisationDecisionParams;
import tessera.sim.block.QuantisationDecisionModel;

/** The Verilog of the quantisation decision: a ring buffer whose newest beats may be given up. */
final class QuantisationDecisionVerilog {
    private final QuantisationDecisionParams params;
    private final ModuleBuilder m;
    private final StreamSignals p;
    private final int pointerBits;
    private final int countBits;

    private QuantisationDecisionVerilog(QuantisationDecisionParams params) {
        this.params = params;
        this.countBits = params.countBits();
        this.pointerBits = countBits - 1;
        this.m = new ModuleBuilder(
                "tsr_quantisation_decision_n" + params.lanes() + "_w" + params.scoreBits() + "_b"
                        + params.bufferBeats(),
                "Decision of progressive quantisation: a row with no score at or above in_threshold is dropped and",
                "decision_fetch is 1; any other row passes, from its first such score on. in_final lets a row pass.",
                params.lanes() + " scores of " + params.scoreBits()
                        + " bits a beat, two's complement; in_mask bit i counts"
                        + " lane i. in_final and in_threshold stay the same in a row.",
                "A row that fills the buffer of " + params.bufferBeats() + " beats below the threshold is dropped too.",
                "decision_max is the largest score of the row, dropped or not.",
                "",
                "Latency: 1 cycle from the accepted last beat to decision_valid, 1 cycle from a beat that decides to",
                "out_valid; one beat a cycle, and none while a decision waits to be taken.");
        this.p = new StreamSignals(m, QuantisationDecisionModel.ports(params));
    }

    static HdlModule module(QuantisationDecisionParams params) {
        return new QuantisationDecisionVerilog(params).build();
    }

    private HdlModule build() {
        m.section("Buffered beats: first the released ones, which may leave, then the held ones of an undecided row");
        Signal base = m.register("base_q", pointerBits);
        Signal held = m.register("held_q", countBits);
        Signal released = m.register("released_q", countBits);
        Signal keeping = m.register("keeping_q", 1);
        Signal dropping = m.register("dropping_q", 1);
        Signal first = m.register("first_q", 1);
        Signal decided = m.register("decided_q", 1);
        Signal occupied = m.wire("occupied", held.plus(released));
        Signal room = m.wire("room", occupied.lessThan(count(params.bufferBeats())));
        m.assign(p.get("in_ready"), decided.not().and(dropping.or(room)));
        Signal take = m.wire("take", p.get("in_valid").and(p.get("in_ready")));
        Signal last = p.get("in_last");

        Signal largest = largest();
        m.section("The decision");
        Signal max = m.register("max_q", params.scoreBits());
        Signal nextMax =
                m.wire("next_max", first.or(max.signedLessThan(largest)).choose(largest, max));
        Signal reaches =
                m.wire("reaches", largest.signedLessThan(p.get("in_threshold")).not());
        Signal kept = m.wire("kept", keeping.or(reaches).or(p.get("in_final")));
        Signal heldHere = m.wire("held_with_this", held.plus(count(1)));
        Signal isFull = m.wire("fills_buffer", heldHere.equalTo(count(params.bufferBeats())));
        Signal give = m.wire("give", p.get("out_valid").and(p.get("out_ready")));
        Signal left = m.wire("released_left", released.minus(give.extended(countBits)));
        Signal store = m.wire("store", take.and(dropping.not()));

        Statement onTake = Statement.when(dropping, set(dropping, last.not()))
                .otherwise(
                        set(keeping, kept.and(last.not())),
                        when(kept, set(base, base.plus(heldHere.bits(pointerBits - 1, 0))), set(held, count(0)))
                                .otherwise(when(last.or(isFull), set(held, count(0)), set(dropping, last.not()))
                                        .otherwise(set(held, heldHere))));
        m.clocked(when(
                        p.reset(),
                        set(base, Literal.of(0, pointerBits)),
                        set(held, count(0)),
                        set(released, count(0)),
                        set(keeping, Literal.of(0, 1)),
                        set(dropping, Literal.of(0, 1)),
                        set(first, Literal.of(1, 1)),
                        set(decided, Literal.of(0, 1)))
                .otherwise(
                        set(released, store.and(kept).choose(left.plus(heldHere), left)),
                        when(take, set(first, last), onTake),
                        when(take.and(last), set(decided, Literal.of(1, 1)))
                                .otherwise(when(p.get("decision_ready"), set(decided, Literal.of(0, 1))))));
        Signal fetch = m.register("fetch_q", 1);
        m.clocked(when(take, set(max, nextMax), set(fetch, dropping.or(kept.not()))));
        m.assign(p.get("decision_valid"), decided);
        m.assign(p.get("decision_fetch"), fetch);
        m.assign(p.get("decision_max"), max);
        buffer(base, held, released, store);
        m.claim("the buffer holds no more beats than there is room for", occupied.atMost(count(params.bufferBeats())));
        return m.build();
    }

    private Signal largest() {
        m.section("The largest score of the beat; a lane without one counts as the smallest number");
        Literal least = new Literal(java.math.BigInteger.ONE.shiftLeft(params.scoreBits() - 1), params.scoreBits());
        List<Signal> scores = new ArrayList<>();
        for (int lane = 0; lane < params.lanes(); lane++) {
            scores.add(m.wire(
                    "score_" + lane,
                    p.get("in_mask").bit(lane).choose(p.get("in_scores").lane(lane, params.scoreBits()), least)));
        }
        for (int level = 1; scores.size() > 1; level++) {
            List<Signal> larger = new ArrayList<>();
            for (int i = 0; i < scores.size(); i += 2) {
                Signal one = scores.get(i);
                Signal other = i + 1 < scores.size() ? scores.get(i + 1) : one;
                Expression choice =
                        one == other ? one : one.signedLessThan(other).choose(other, one);
                larger.add(m.wire("larger" + level + "_" + i / 2, choice));
            }
            scores = larger;
        }
        return scores.get(0);
    }

    private void buffer(Signal base, Signal held, Signal released, Signal store) {
        m.section("The buffer");
        int wordBits = 1 + params.lanes() + params.lanes() * params.scoreBits();
        Signal word = m.wire("read_data", wordBits);
        Map<String, Expression> connections = new LinkedHashMap<>();
        connections.put("clk", m.clock());
        connections.put("write_enable", store);
        connections.put("write_address", base.plus(held.bits(pointerBits - 1, 0)));
        connections.put(
                "write_data", Expression.lowestFirst(List.of(p.get("in_last"), p.get("in_mask"), p.get("in_scores"))));
        connections.put("read_address", base.minus(released.bits(pointerBits - 1, 0)));
        connections.put("read_data", word);
        m.instance("buffer", Memories.registerFile(params.bufferBeats(), wordBits), connections);
        m.assign(p.get("out_valid"), released.any());
        m.assign(p.get("out_last"), word.bit(0));
        m.assign(p.get("out_mask"), word.bits(params.lanes(), 1));
        m.assign(p.get("out_scores"), word.bits(wordBits - 1, params.lanes() + 1));
    }

    private Literal count(long value) {
        return Literal.of(value, countBits);
    }
}
