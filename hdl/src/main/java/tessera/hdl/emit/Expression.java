package tessera.hdl.emit;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A value of exact width, unsigned. Widths are checked when the expression is built: a mismatch is a
 * {@link NetlistException} with the operands, both widths and the module. Nothing is extended or cut silently.
 */
public sealed interface Expression {
    /** Width in bits, at least 1. */
    int width();

    /** The expressions this one reads. */
    List<Expression> operands();

    default Expression and(Expression other) {
        return new Binary(Operator.AND, this, other);
    }

    default Expression or(Expression other) {
        return new Binary(Operator.OR, this, other);
    }

    default Expression xor(Expression other) {
        return new Binary(Operator.XOR, this, other);
    }

    /** Sum modulo 2^width. */
    default Expression plus(Expression other) {
        return new Binary(Operator.PLUS, this, other);
    }

    /** Difference modulo 2^width. */
    default Expression minus(Expression other) {
        return new Binary(Operator.MINUS, this, other);
    }

    /** Product modulo 2^width. */
    default Expression times(Expression other) {
        return new Binary(Operator.TIMES, this, other);
    }

    /** Product of two's complement numbers modulo 2^width. */
    default Expression signedTimes(Expression other) {
        return new Binary(Operator.SIGNED_TIMES, this, other);
    }

    default Expression signedLessThan(Expression other) {
        return new Binary(Operator.SIGNED_LESS, this, other);
    }

    default Expression equalTo(Expression other) {
        return new Binary(Operator.EQUAL, this, other);
    }

    default Expression notEqualTo(Expression other) {
        return new Binary(Operator.NOT_EQUAL, this, other);
    }

    default Expression lessThan(Expression other) {
        return new Binary(Operator.LESS, this, other);
    }

    default Expression atMost(Expression other) {
        return new Binary(Operator.LESS_OR_EQUAL, this, other);
    }

    default Expression shiftLeft(Expression amount) {
        return new Binary(Operator.SHIFT_LEFT, this, amount);
    }

    default Expression shiftRight(Expression amount) {
        return new Binary(Operator.SHIFT_RIGHT, this, amount);
    }

    default Expression not() {
        return new Unary("~", this, width());
    }

    /** One bit: is any bit set? */
    default Expression any() {
        return new Unary("|", this, 1);
    }

    /** One bit: are all bits set? */
    default Expression all() {
        return new Unary("&", this, 1);
    }

    /** With this one-bit value as the condition: {@code chosen} where it is 1, else {@code otherwise}. */
    default Expression choose(Expression chosen, Expression otherwise) {
        return new Choice(this, chosen, otherwise);
    }

    /** The same value with zeros above, {@code width} bits in all; itself if it is that wide already. */
    default Expression extended(int width) {
        if (width < width()) {
            throw new NetlistException(Origin.of(this), Origin.sized(this) + ", cannot extend to " + width);
        }
        return width == width() ? this : new Concatenation(List.of(Literal.of(0, width - width()), this));
    }

    /** The same two's complement number in {@code width} bits; only of named signals and their slices. */
    default Expression signExtended(int width) {
        if (width < width()) {
            throw new NetlistException(Origin.of(this), Origin.sized(this) + ", cannot extend to " + width);
        }
        if (width == width()) {
            return this;
        }
        Expression sign;
        if (this instanceof Signal signal) {
            sign = signal.bit(signal.width() - 1);
        } else if (this instanceof Slice slice) {
            sign = slice.signal().bit(slice.high());
        } else {
            throw new NetlistException(Origin.of(this), "name the number before extending its sign");
        }
        return new Concatenation(List.of(new Repeat(width - width(), sign), this));
    }

    /**
     * The bits side by side, the first part in the <em>lowest</em> bits (Verilog prints the highest first). Neighbouring
     * slices of one signal become one slice.
     */
    static Expression lowestFirst(List<? extends Expression> parts) {
        List<Expression> highestFirst = new ArrayList<>();
        for (Expression part : parts) {
            Expression below = highestFirst.isEmpty() ? null : highestFirst.get(0);
            if (part instanceof Slice high
                    && below instanceof Slice low
                    && high.signal() == low.signal()
                    && high.low() == low.high() + 1) {
                highestFirst.set(0, new Slice(high.signal(), high.high(), low.low()));
            } else {
                highestFirst.add(0, part);
            }
        }
        if (highestFirst.size() > 1) {
            return new Concatenation(highestFirst);
        }
        Expression only = highestFirst.get(0);
        return only instanceof Slice slice ? slice.signal().bits(slice.high(), slice.low()) : only;
    }

    /** An unsigned constant without a name. */
    record Literal(BigInteger value, int width) implements Expression {
        public Literal {
            if (width < 1 || value.signum() < 0 || value.bitLength() > width) {
                throw new IllegalArgumentException("literal " + value + " does not fit in " + width + " bits");
            }
        }

        public static Literal of(long value, int width) {
            return new Literal(BigInteger.valueOf(value), width);
        }

        @Override
        public List<Expression> operands() {
            return List.of();
        }
    }

    /** {@code ~x}, {@code |x} or {@code &x}. */
    record Unary(String symbol, Expression operand, int width) implements Expression {
        @Override
        public List<Expression> operands() {
            return List.of(operand);
        }
    }

    /** Two operands; widths by the operator's rule. */
    record Binary(Operator operator, Expression left, Expression right) implements Expression {
        public Binary {
            if (operator.rule() != Operator.Rule.SHIFT && left.width() != right.width()) {
                throw new NetlistException(
                        Origin.of(left, right),
                        "operands of " + operator.symbol() + " must be equally wide, but " + Origin.sized(left)
                                + " and " + Origin.sized(right));
            }
        }

        @Override
        public int width() {
            return operator.rule() == Operator.Rule.COMPARE ? 1 : left.width();
        }

        @Override
        public List<Expression> operands() {
            return List.of(left, right);
        }
    }

    /** {@code condition ? chosen : otherwise}. */
    record Choice(Expression condition, Expression chosen, Expression otherwise) implements Expression {
        public Choice {
            if (condition.width() != 1) {
                throw new NetlistException(
                        Origin.of(condition, chosen, otherwise),
                        "a condition must be 1 bit wide, but " + Origin.sized(condition));
            }
            if (chosen.width() != otherwise.width()) {
                throw new NetlistException(
                        Origin.of(condition, chosen, otherwise),
                        "both sides of a choice must be equally wide, but " + Origin.sized(chosen) + " and "
                                + Origin.sized(otherwise));
            }
        }

        @Override
        public int width() {
            return chosen.width();
        }

        @Override
        public List<Expression> operands() {
            return List.of(condition, chosen, otherwise);
        }
    }

    /** Bits {@code high} to {@code low} of a named signal: Verilog slices only names, so the author names first. */
    record Slice(Signal signal, int high, int low) implements Expression {
        public Slice {
            if (low < 0 || high < low || high >= signal.width()) {
                throw new NetlistException(
                        signal.moduleName(),
                        "bits [" + high + ":" + low + "] of " + signal.name() + ", which is " + signal.width()
                                + " bits wide");
            }
        }

        @Override
        public int width() {
            return high - low + 1;
        }

        @Override
        public List<Expression> operands() {
            return List.of(signal);
        }
    }

    /** Parts side by side, the highest bits first, as Verilog prints them. */
    record Concatenation(List<Expression> parts) implements Expression {
        public Concatenation {
            parts = List.copyOf(parts);
            if (parts.isEmpty()) {
                throw new IllegalArgumentException("a concatenation needs at least one part");
            }
        }

        public static Concatenation highestFirst(Expression... parts) {
            return new Concatenation(Arrays.asList(parts));
        }

        @Override
        public int width() {
            return parts.stream().mapToInt(Expression::width).sum();
        }

        @Override
        public List<Expression> operands() {
            return parts;
        }
    }

    /** One bit, {@code count} times side by side. */
    record Repeat(int count, Expression bit) implements Expression {
        public Repeat {
            if (count < 1 || bit.width() != 1) {
                throw new IllegalArgumentException("repeats one bit, at least once");
            }
        }

        @Override
        public int width() {
            return count;
        }

        @Override
        public List<Expression> operands() {
            return List.of(bit);
        }
    }

    /** The word of a memory array at an address, without a clock edge; only inside memory modules. */
    record ArrayWord(MemoryArray array, Expression address) implements Expression {
        public ArrayWord {
            array.checkAddress(address);
        }

        @Override
        public int width() {
            return array.wordBits();
        }

        @Override
        public List<Expression> operands() {
            return List.of(address);
        }
    }

    /** A named wire, register or port. */
    sealed interface Named extends Expression permits Signal, Constant {
        String name();

        String moduleName();

        @Override
        default List<Expression> operands() {
            return List.of();
        }
    }
}
