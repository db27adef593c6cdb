package tessera.hdl.block;

import static tessera.hdl.emit.Statement.set;
import static tessera.hdl.emit.Statement.when;

import java.util.ArrayList;
import java.util.List;
import tessera.hdl.emit.Expression;
import tessera.hdl.emit.Expression.Literal;
import tessera.hdl.emit.HdlModule;
import tessera.hdl.emit.ModuleBuilder;
import tessera.hdl.emit.Signal;
import tessera.models.block.DotProductParams;
import tessera.sim.block.DotProductModel;

/** The Verilog of the dot-product array: a register for the query, multipliers, one adder tree a key. */
final class DotProductVerilog {
    private final DotProductParams params;
    private final ModuleBuilder m;
    private final StreamSignals p;

    private DotProductVerilog(DotProductParams params) {
        this.params = params;
        this.m = new ModuleBuilder(
                "tsr_dot_product_d" + params.headDim() + "_k" + params.keys() + "_q" + params.queryBits() + "_w"
                        + params.keyBits() + "_l" + params.levelsPerStage(),
                "Dot products of one query with the keys of a row, " + params.keys() + " a beat.",
                params.headDim() + " elements, two's complement: " + params.queryBits() + " bits of a query, "
                        + params.keyBits() + " bits of a key, " + params.scoreBits() + " bits of a score.",
                "The query is taken before the first key of a row and given up with key_last: r + 1 cycles for r beats.",
                "",
                "Multipliers, a register, " + params.levels() + " levels of adders with a register after every "
                        + params.levelsPerStage() + ".",
                "Latency: 1 + ceil(ceil(log2(head_dim)) / levels_per_stage) = " + params.latencyCycles()
                        + " cycles from an accepted beat of keys to score_valid; one beat a cycle.");
        this.p = new StreamSignals(m, DotProductModel.ports(params));
    }

    static HdlModule module(DotProductParams params) {
        return new DotProductVerilog(params).build();
    }

    private HdlModule build() {
        Signal query = query();
        Signal hasQuery = m.wire("has_query", p.get("query_ready").not());
        Signal offered = m.wire("key_offered", p.get("key_valid").and(hasQuery));
        ElasticStages stages = new ElasticStages(m, p.reset(), params.latencyCycles(), offered, p.get("score_ready"));
        m.assign(p.get("key_ready"), hasQuery.and(stages.ready()));
        m.assign(p.get("score_valid"), stages.valid());
        loadQuery(query, stages.take(0));

        List<List<Expression>> terms = products(query, stages.take(0));
        Expression last = lastQ;
        Expression mask = maskQ;
        int stage = 1;
        for (int level = 0; level < params.levels(); level++) {
            m.section("Level " + (level + 1) + " of the adder trees");
            for (int key = 0; key < params.keys(); key++) {
                terms.set(key, AdderTree.level(m, "key" + key + "_level" + (level + 1), terms.get(key), true));
            }
            if ((level + 1) % params.levelsPerStage() == 0 || level + 1 == params.levels()) {
                m.section("Stage " + (stage + 1) + " registers");
                StageRegisters registers = new StageRegisters(m);
                String prefix = "stage" + (stage + 1) + "_";
                last = registers.hold(prefix + "last_q", last);
                mask = registers.hold(prefix + "mask_q", mask);
                for (int key = 0; key < params.keys(); key++) {
                    List<Expression> held = new ArrayList<>();
                    for (Expression term : terms.get(key)) {
                        held.add(registers.hold(prefix + "key" + key + "_sum_" + held.size() + "_q", term));
                    }
                    terms.set(key, held);
                }
                registers.loadWhen(stages.take(stage));
                stage++;
            }
        }
        m.require(stage == params.latencyCycles(), "as many stages as the latency formula says");
        m.section("Scores");
        m.assign(p.get("score_last"), last);
        m.assign(p.get("score_mask"), mask);
        List<Expression> scores = new ArrayList<>();
        terms.forEach(sums -> scores.add(sums.get(0)));
        m.assign(p.get("score_data"), Expression.lowestFirst(scores));
        return m.build();
    }

    private Signal lastQ;
    private Signal maskQ;
    private Signal hasQueryQ;

    private Signal query() {
        m.section("The query of the row");
        hasQueryQ = m.register("has_query_q", 1);
        m.assign(p.get("query_ready"), hasQueryQ.not());
        return m.register("query_q", params.headDim() * params.queryBits());
    }

    private void loadQuery(Signal query, Signal take) {
        Signal loads = m.wire("loads_query", p.get("query_valid").and(p.get("query_ready")));
        m.clocked(when(p.reset(), set(hasQueryQ, Literal.of(0, 1)))
                .otherwise(when(loads, set(hasQueryQ, Literal.of(1, 1)))
                        .otherwise(when(take.and(p.get("key_last")), set(hasQueryQ, Literal.of(0, 1))))));
        m.clocked(when(loads, set(query, p.get("query_data"))));
    }

    private List<List<Expression>> products(Signal query, Signal take) {
        m.section("Stage 1: products");
        int bits = params.queryBits() + params.keyBits();
        StageRegisters registers = new StageRegisters(m);
        lastQ = registers.hold("stage1_last_q", p.get("key_last"));
        maskQ = registers.hold("stage1_mask_q", p.get("key_mask"));
        List<List<Expression>> products = new ArrayList<>();
        for (int key = 0; key < params.keys(); key++) {
            List<Expression> ofKey = new ArrayList<>();
            for (int d = 0; d < params.headDim(); d++) {
                Expression element = p.get("key_data").lane(key * params.headDim() + d, params.keyBits());
                ofKey.add(registers.hold(
                        "stage1_key" + key + "_product_" + d + "_q",
                        query.lane(d, params.queryBits()).signExtended(bits).signedTimes(element.signExtended(bits))));
            }
            products.add(ofKey);
        }
        registers.loadWhen(take);
        return products;
    }
}
