package tessera.hdl.emit;

/** For error messages: which module an expression belongs to, and how it reads. */
final class Origin {
    private Origin() {}

    /** The module of the first named operand; "(unnamed)" when there is none. */
    static String of(Expression... expressions) {
        for (Expression expression : expressions) {
            if (expression instanceof Expression.Named named) {
                return named.moduleName();
            }
            String inside = of(expression.operands().toArray(Expression[]::new));
            if (!inside.equals("(unnamed)")) {
                return inside;
            }
        }
        return "(unnamed)";
    }

    /** "`in_mask` is 8 bits wide". */
    static String sized(Expression expression) {
        return "`" + ExpressionText.of(expression) + "` is " + expression.width()
                + (expression.width() == 1 ? " bit" : " bits") + " wide";
    }
}
