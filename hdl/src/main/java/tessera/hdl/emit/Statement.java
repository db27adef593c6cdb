package tessera.hdl.emit;

import java.util.List;

/** What happens at a rising clock edge. The if/else structure is printed as the author wrote it. */
public sealed interface Statement {
    /** {@code register <= value}. */
    static Statement set(Signal register, Expression value) {
        return new Set(register, value);
    }

    /** {@code if (condition) …}; continue with {@link If#otherwise}. */
    static If when(Expression condition, Statement... then) {
        return new If(condition, List.of(then), List.of());
    }

    /** {@code if (condition) …}; continue with {@link If#otherwise}. */
    static If when(Expression condition, List<Statement> then) {
        return new If(condition, then, List.of());
    }

    /** Assignment to a register. */
    record Set(Signal register, Expression value) implements Statement {
        public Set {
            if (register.kind() != Signal.Kind.REGISTER) {
                throw new NetlistException(
                        register.moduleName(), register.name() + " is no register, it cannot be set at a clock edge");
            }
            if (register.width() != value.width()) {
                throw new NetlistException(
                        register.moduleName(),
                        "register " + register.name() + " is " + register.width() + " bits wide, but "
                                + Origin.sized(value));
            }
        }
    }

    /** A condition with two branches; an {@code else} holding one {@code if} prints as {@code else if}. */
    record If(Expression condition, List<Statement> then, List<Statement> otherwise) implements Statement {
        public If {
            then = List.copyOf(then);
            otherwise = List.copyOf(otherwise);
            if (condition.width() != 1) {
                throw new NetlistException(
                        Origin.of(condition), "a condition must be 1 bit wide, but " + Origin.sized(condition));
            }
        }

        public If otherwise(Statement... statements) {
            return otherwise(List.of(statements));
        }

        /** The same condition with this else branch. */
        public If otherwise(List<Statement> statements) {
            if (!otherwise.isEmpty()) {
                throw new NetlistException(Origin.of(condition), "an if has one else only");
            }
            return new If(condition, then, statements);
        }
    }

    /** A write into a memory array. */
    record Write(MemoryArray array, Expression address, Expression word) implements Statement {
        public Write {
            array.checkAddress(address);
            array.checkWord(word);
        }
    }
}
