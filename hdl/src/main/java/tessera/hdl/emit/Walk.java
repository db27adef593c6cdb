package tessera.hdl.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Visits the parts of expressions, statements and modules. */
final class Walk {
    private Walk() {}

    /** Every signal and constant that the expression reads. */
    static void named(Expression expression, Consumer<Expression.Named> visitor) {
        if (expression instanceof Expression.Named named) {
            visitor.accept(named);
        }
        for (Expression operand : expression.operands()) {
            named(operand, visitor);
        }
    }

    /** Every assignment, and every expression read (conditions, values, addresses). */
    static void statements(List<Statement> statements, Consumer<Statement.Set> assignment, Consumer<Expression> read) {
        for (Statement statement : statements) {
            if (statement instanceof Statement.Set set) {
                assignment.accept(set);
                read.accept(set.value());
            } else if (statement instanceof Statement.If branch) {
                read.accept(branch.condition());
                statements(branch.then(), assignment, read);
                statements(branch.otherwise(), assignment, read);
            } else if (statement instanceof Statement.Write write) {
                read.accept(write.address());
                read.accept(write.word());
            }
        }
    }

    /** Every expression that an item reads; claims, which vanish in synthesis, read nothing. */
    static void reads(Item item, Consumer<Expression> read) {
        if (item instanceof Item.Declared declared) {
            declared.driver().ifPresent(read);
        } else if (item instanceof Item.Assigned assigned) {
            read.accept(assigned.value());
        } else if (item instanceof Item.Clocked clocked) {
            read.accept(clocked.clock());
            statements(clocked.statements(), set -> {}, read);
        } else if (item instanceof Item.Instance instance) {
            instance.connections().forEach((port, connected) -> {
                if (port.kind() == Signal.Kind.INPUT) {
                    read.accept(connected);
                }
            });
        }
    }

    /** Ports, wires and registers of a module. */
    static List<Signal> signals(HdlModule module) {
        List<Signal> signals = new ArrayList<>(module.ports());
        for (Item item : module.items()) {
            if (item instanceof Item.Declared declared) {
                signals.add(declared.signal());
            }
        }
        return signals;
    }
}
