package tessera.hdl.emit;

/** The binary operators, unsigned unless their name says otherwise. The rule says which operand widths fit and how wide the result is. */
public enum Operator {
    AND("&", Rule.SAME),
    OR("|", Rule.SAME),
    XOR("^", Rule.SAME),
    /** Sum modulo 2^width: extend both operands to keep the carry. */
    PLUS("+", Rule.SAME),
    /** Difference modulo 2^width. */
    MINUS("-", Rule.SAME),
    /** Product modulo 2^width: extend both operands to keep all of it. */
    TIMES("*", Rule.SAME),
    /** Product of two's complement numbers modulo 2^width: sign-extend both operands to keep all of it. */
    SIGNED_TIMES("*", Rule.SAME),
    EQUAL("==", Rule.COMPARE),
    NOT_EQUAL("!=", Rule.COMPARE),
    LESS("<", Rule.COMPARE),
    LESS_OR_EQUAL("<=", Rule.COMPARE),
    /** Of two's complement numbers. */
    SIGNED_LESS("<", Rule.COMPARE),
    /** Zeros come in; the amount may have any width. */
    SHIFT_LEFT("<<", Rule.SHIFT),
    SHIFT_RIGHT(">>", Rule.SHIFT);

    /** How widths combine. */
    enum Rule {
        /** Equal operands, result as wide. */
        SAME,
        /** Equal operands, result one bit. */
        COMPARE,
        /** Any amount, result as wide as the left operand. */
        SHIFT
    }

    private final String symbol;
    private final Rule rule;

    Operator(String symbol, Rule rule) {
        this.symbol = symbol;
        this.rule = rule;
    }

    String symbol() {
        return symbol;
    }

    Rule rule() {
        return rule;
    }

    /** Whether the operands are two's complement numbers. */
    boolean isSigned() {
        return this == SIGNED_TIMES || this == SIGNED_LESS;
    }

    /** Whether {@code a op b op c} needs no parentheses. */
    boolean isAssociative() {
        return this == AND || this == OR || this == XOR || this == PLUS;
    }
}
