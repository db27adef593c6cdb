package tessera.hdl.block;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import tessera.hdl.emit.Expression;
import tessera.hdl.emit.Expression.Literal;

/** Short words for what block authors write often. */
final class Logic {
    static final Literal ZERO = Literal.of(0, 1);
    static final Literal ONE = Literal.of(1, 1);

    private Logic() {}

    static Expression anyOf(List<? extends Expression> terms) {
        return terms.stream()
                .map(term -> (Expression) term)
                .reduce(Expression::or)
                .orElse(ZERO);
    }

    static Expression allOf(List<? extends Expression> terms) {
        return terms.stream()
                .map(term -> (Expression) term)
                .reduce(Expression::and)
                .orElse(ONE);
    }

    static Expression zeros(int width) {
        return Literal.of(0, width);
    }

    /** {@code value + 1}, wrapping. */
    static Expression next(Expression value) {
        return value.plus(Literal.of(1, value.width()));
    }

    /** The value where the one-bit condition is 1, else 0. */
    static Expression gated(Expression condition, Expression value) {
        return condition.choose(value, zeros(value.width()));
    }

    /** Lane 0 in the lowest bits. */
    static Expression vector(int lanes, IntFunction<Expression> lane) {
        return Expression.lowestFirst(IntStream.range(0, lanes).mapToObj(lane).toList());
    }
}
