package tessera.hdl.emit;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One thing in a module's body, in the order in which the author made it and the printer prints it. */
sealed interface Item {
    /** A comment line with a blank line before it: what the following items do. */
    record Section(String comment) implements Item {}

    /** {@code localparam}. */
    record Named(Constant constant) implements Item {}

    /** A wire or register, the wire perhaps with its driver. */
    record Declared(Signal signal, Optional<Expression> driver) implements Item {}

    /** {@code assign target = value;} for outputs and for wires declared before their driver was known. */
    record Assigned(Signal target, Expression value) implements Item {}

    /** {@code reg [..] name [0:depth-1];}. */
    record Array(MemoryArray array) implements Item {}

    /** {@code always @(posedge clk)}. */
    record Clocked(Signal clock, List<Statement> statements) implements Item {
        public Clocked {
            statements = List.copyOf(statements);
        }
    }

    /** Another module inside this one: its inputs' expressions and its outputs' wires, in the order of its ports. */
    record Instance(String name, HdlModule module, Map<Signal, Expression> connections) implements Item {}

    /** A claim that must hold at every clock edge outside reset; printed under {@code `ifdef TESSERA_ASSERT}. */
    record Claim(String meaning, Expression condition) implements Item {}
}
