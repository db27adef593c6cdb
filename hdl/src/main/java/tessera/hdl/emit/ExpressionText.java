package tessera.hdl.emit;

import java.util.stream.Collectors;

/** Expressions as Verilog text, on one line, with the parentheses that a reader wants and no more. */
final class ExpressionText {
    private ExpressionText() {}

    static String of(Expression expression) {
        if (expression instanceof Expression.Named named) {
            return named.name();
        }
        if (expression instanceof Expression.Literal literal) {
            return literal(literal);
        }
        if (expression instanceof Expression.Slice slice) {
            String range = slice.high() == slice.low() ? "" + slice.low() : slice.high() + ":" + slice.low();
            return slice.signal().name() + (slice.signal().width() == 1 ? "" : "[" + range + "]");
        }
        if (expression instanceof Expression.Unary unary) {
            return unary.symbol() + atom(unary.operand());
        }
        if (expression instanceof Expression.Binary binary && binary.operator().isSigned()) {
            return "$signed(" + of(binary.left()) + ") " + binary.operator().symbol() + " $signed(" + of(binary.right())
                    + ")";
        }
        if (expression instanceof Expression.Repeat repeat) {
            return repeat.count() == 1 ? of(repeat.bit()) : "{" + repeat.count() + "{" + of(repeat.bit()) + "}}";
        }
        if (expression instanceof Expression.Binary binary) {
            return side(binary.left(), binary.operator()) + " "
                    + binary.operator().symbol() + " "
                    + (binary.operator().isAssociative()
                            ? side(binary.right(), binary.operator())
                            : atom(binary.right()));
        }
        if (expression instanceof Expression.Choice choice) {
            String otherwise = choice.otherwise() instanceof Expression.Choice
                    ? of(choice.otherwise())
                    : operand(choice.otherwise());
            return operand(choice.condition()) + " ? " + operand(choice.chosen()) + " : " + otherwise;
        }
        if (expression instanceof Expression.Concatenation concatenation) {
            return concatenation.parts().stream().map(ExpressionText::of).collect(Collectors.joining(", ", "{", "}"));
        }
        if (expression instanceof Expression.ArrayWord word) {
            return word.array().name() + "[" + of(word.address()) + "]";
        }
        throw new AssertionError("expression without a text: " + expression.getClass());
    }

    private static String literal(Expression.Literal literal) {
        String digits = literal.width() == 1
                ? "'b" + literal.value()
                : literal.width() <= Integer.SIZE
                        ? "'d" + literal.value()
                        : "'h" + literal.value().toString(16);
        return literal.width() + digits;
    }

    /** The operand of an operator of the same kind needs no parentheses where grouping does not matter. */
    private static String side(Expression expression, Operator parent) {
        boolean isSame =
                expression instanceof Expression.Binary binary && binary.operator() == parent && parent.isAssociative();
        return isSame ? of(expression) : atom(expression);
    }

    /** The operand of a choice: only another choice is ambiguous to a reader. */
    private static String operand(Expression expression) {
        return expression instanceof Expression.Choice ? "(" + of(expression) + ")" : atom(expression);
    }

    private static String atom(Expression expression) {
        boolean isCompound = expression instanceof Expression.Binary || expression instanceof Expression.Choice;
        return isCompound ? "(" + of(expression) + ")" : of(expression);
    }
}
