package tessera.hdl.block;

import static tessera.hdl.emit.Statement.set;
import static tessera.hdl.emit.Statement.when;

import java.util.ArrayList;
import java.util.List;
import tessera.hdl.emit.Expression;
import tessera.hdl.emit.Expression.Literal;
import tessera.hdl.emit.Expression.Repeat;
import tessera.hdl.emit.HdlModule;
import tessera.hdl.emit.ModuleBuilder;
import tessera.hdl.emit.Signal;
import tessera.models.block.CrossbarParams;
import tessera.sim.block.CrossbarModel;

/** The Verilog of the crossbar: per output an arbiter that goes round, a selection and a register. */
final class CrossbarVerilog {
    private final CrossbarParams params;
    private final ModuleBuilder m;
    private final StreamSignals p;
    private final List<List<Expression>> grantsOfInput = new ArrayList<>();

    private CrossbarVerilog(CrossbarParams params) {
        this.params = params;
        this.m = new ModuleBuilder(
                "tsr_crossbar_i" + params.inputs() + "_o" + params.outputs() + "_w" + params.wordBits(),
                "Crossbar: the beat of each input goes to the output that in<i>_target names; out<j>_source says from",
                "which input it came. " + params.inputs() + " inputs, " + params.outputs() + " outputs, words of "
                        + params.wordBits() + " bits.",
                "Inputs that want the same output take turns: after input i has been served, i + 1 comes first. Beats of",
                "one input to one output stay in order. in<i>_ready depends on the valid inputs of the same cycle.",
                "",
                "Latency: 1 cycle from an accepted beat to its output; one beat a cycle and output.");
        this.p = new StreamSignals(m, CrossbarModel.ports(params));
    }

    static HdlModule module(CrossbarParams params) {
        return new CrossbarVerilog(params).build();
    }

    private HdlModule build() {
        for (int input = 0; input < params.inputs(); input++) {
            grantsOfInput.add(new ArrayList<>());
        }
        for (int output = 0; output < params.outputs(); output++) {
            output(output);
        }
        m.section("An input is taken by the output that it wants");
        for (int input = 0; input < params.inputs(); input++) {
            Expression ready =
                    grantsOfInput.get(input).stream().reduce(Expression::or).orElseThrow();
            m.assign(p.get("in" + input + "_ready"), ready);
        }
        return m.build();
    }

    private void output(int output) {
        String prefix = "out" + output + "_";
        int inputs = params.inputs();
        m.section("Output " + output);
        Signal valid = m.register(prefix + "valid_q", 1);
        Signal free = m.wire(prefix + "free", valid.not().or(p.get(prefix + "ready")));
        List<Expression> wanted = new ArrayList<>();
        for (int input = 0; input < inputs; input++) {
            wanted.add(p.get("in" + input + "_valid")
                    .and(p.get("in" + input + "_target").equalTo(Literal.of(output, params.targetBits()))));
        }
        Signal asks = m.wire(prefix + "asks", Expression.lowestFirst(wanted));
        Signal later = m.register(prefix + "later_q", inputs);
        Signal asksLater = m.wire(prefix + "asks_later", asks.and(later));
        Literal one = Literal.of(1, inputs);
        Signal first = m.wire(
                prefix + "first",
                asksLater
                        .any()
                        .choose(
                                asksLater.and(asksLater.not().plus(one)),
                                asks.and(asks.not().plus(one))));
        Signal grant = m.wire(prefix + "grant", first.and(new Repeat(inputs, free)));
        List<Expression> words = new ArrayList<>();
        List<Expression> sources = new ArrayList<>();
        for (int input = 0; input < inputs; input++) {
            grantsOfInput.get(input).add(grant.bit(input));
            words.add(p.get("in" + input + "_word").and(new Repeat(params.wordBits(), first.bit(input))));
            sources.add(Literal.of(input, params.sourceBits()).and(new Repeat(params.sourceBits(), first.bit(input))));
        }
        Expression word = words.stream().reduce(Expression::or).orElseThrow();
        Expression source = sources.stream().reduce(Expression::or).orElseThrow();
        Signal granted = m.wire(prefix + "granted", grant.any());
        m.clocked(when(p.reset(), set(valid, Literal.of(0, 1)), set(later, Literal.of(0, inputs)))
                .otherwise(
                        when(free, set(valid, granted)),
                        when(granted, set(later, grant.or(grant.minus(one)).not()))));
        StageRegisters registers = new StageRegisters(m);
        Signal heldSource = registers.hold(prefix + "source_q", source);
        Signal heldWord = registers.hold(prefix + "word_q", word);
        registers.loadWhen(granted);
        m.assign(p.get(prefix + "valid"), valid);
        m.assign(p.get(prefix + "source"), heldSource);
        m.assign(p.get(prefix + "word"), heldWord);
    }
}
