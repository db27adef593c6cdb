package tessera.hdl.block;

import static tessera.hdl.emit.Statement.set;
import static tessera.hdl.emit.Statement.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tessera.hdl.emit.Expression;
import tessera.hdl.emit.Expression.Literal;
import tessera.hdl.emit.HdlModule;
import tessera.hdl.emit.ModuleBuilder;
import tessera.hdl.emit.Signal;
import tessera.models.block.ProbValueParams;
import tessera.sim.block.ProbValueModel;

/** The Verilog of the prob × V array: multipliers, adder trees over the vectors of a beat, one sum per element. */
final class ProbValueVerilog {
    private final ProbValueParams params;
    private final ModuleBuilder m;
    private final StreamSignals p;

    private ProbValueVerilog(ProbValueParams params) {
        this.params = params;
        this.m = new ModuleBuilder(
                "tsr_prob_value_d" + params.headDim() + "_v" + params.vectors() + "_p" + params.probabilityBits() + "_w"
                        + params.valueBits() + "_n" + params.capacity(),
                "Probability-weighted sum of the value vectors of a row, " + params.vectors() + " a beat.",
                params.headDim() + " elements of " + params.valueBits() + " bits, two's complement; probabilities of "
                        + params.probabilityBits() + " bits; sums of " + params.sumBits() + " bits hold "
                        + params.capacity() + " vectors.",
                "in_mask bit i counts vector i; at in_last the sums come out and start again from 0.",
                "",
                "Multiply, " + params.levels() + " levels of adders, accumulate; a register after each.",
                "Latency: 2 + log2(vectors) = " + params.latencyCycles()
                        + " cycles from the accepted last beat to out_valid; one beat a cycle.");
        this.p = new StreamSignals(m, ProbValueModel.ports(params));
    }

    static HdlModule module(ProbValueParams params) {
        return new ProbValueVerilog(params).build();
    }

    private HdlModule build() {
        Signal isLast = m.wire("last_enters_sums", 1);
        ElasticStages stages = new ElasticStages(
                m, p.reset(), params.latencyCycles(), p.get("in_valid"), p.get("out_ready"), Optional.of(isLast));
        m.assign(p.get("in_ready"), stages.ready());
        m.assign(p.get("out_valid"), stages.valid());
        List<List<Expression>> terms = products(stages.take(0));
        Expression last = lastQ;
        for (int level = 0; level < params.levels(); level++) {
            int stage = level + 2;
            m.section("Stage " + stage + ": level " + (level + 1) + " of the adder trees");
            StageRegisters registers = new StageRegisters(m);
            for (int d = 0; d < params.headDim(); d++) {
                String prefix = "stage" + stage + "_element" + d;
                List<Expression> held = new ArrayList<>();
                for (Expression sum : AdderTree.level(m, prefix + "_sum", terms.get(d), true)) {
                    held.add(registers.hold(prefix + "_sum_" + held.size() + "_q", sum));
                }
                terms.set(d, held);
            }
            last = registers.hold("stage" + stage + "_last_q", last);
            registers.loadWhen(stages.take(stage - 1));
        }
        m.assign(isLast, last);
        accumulate(terms, last, stages.take(stages.count() - 1));
        return m.build();
    }

    private Signal lastQ;

    private List<List<Expression>> products(Signal take) {
        m.section("Stage 1: products, 0 where the mask says so");
        StageRegisters registers = new StageRegisters(m);
        lastQ = registers.hold("stage1_last_q", p.get("in_last"));
        List<List<Expression>> products = new ArrayList<>();
        for (int d = 0; d < params.headDim(); d++) {
            products.add(new ArrayList<>());
        }
        int bits = params.productBits();
        for (int vector = 0; vector < params.vectors(); vector++) {
            Expression probability = p.get("in_probabilities").lane(vector, params.probabilityBits());
            Signal weight = m.wire(
                    "weight_" + vector,
                    p.get("in_mask").bit(vector).choose(probability, Literal.of(0, params.probabilityBits())));
            for (int d = 0; d < params.headDim(); d++) {
                Expression element = p.get("in_values").lane(vector * params.headDim() + d, params.valueBits());
                products.get(d)
                        .add(registers.hold(
                                "stage1_element" + d + "_product_" + vector + "_q",
                                weight.extended(bits).signedTimes(element.signExtended(bits))));
            }
        }
        registers.loadWhen(take);
        return products;
    }

    private void accumulate(List<List<Expression>> terms, Expression last, Signal take) {
        m.section("Last stage: the sums, started anew by the first beat of a row");
        Signal isFirst = m.register("is_first_q", 1);
        m.clocked(when(p.reset(), set(isFirst, Literal.of(1, 1))).otherwise(when(take, set(isFirst, last))));
        int bits = params.sumBits();
        List<Expression> sums = new ArrayList<>();
        StageRegisters registers = new StageRegisters(m);
        for (int d = 0; d < params.headDim(); d++) {
            Signal sum = m.register("sum_" + d + "_q", bits);
            Expression before = isFirst.choose(Literal.of(0, bits), sum);
            Signal start = m.wire("sum_before_" + d, before);
            registers.load(sum, start.plus(terms.get(d).get(0).signExtended(bits)));
            sums.add(sum);
        }
        registers.loadWhen(take);
        m.assign(p.get("out_sums"), Expression.lowestFirst(sums));
    }
}
