package tessera.hdl.emit;

import java.util.ArrayList;
import java.util.List;

/** Lines of source text with indentation; long statements are broken where a reader would break them. */
final class SourceText {
    private static final int LINE_WIDTH = 110;
    private static final String STEP = "    ";

    private final StringBuilder text = new StringBuilder();
    private int depth;

    SourceText indent() {
        depth++;
        return this;
    }

    SourceText outdent() {
        depth--;
        return this;
    }

    SourceText line(String line) {
        text.append(line.isEmpty() ? "" : STEP.repeat(depth)).append(line).append('\n');
        return this;
    }

    /** A compiler directive, at the left margin. */
    SourceText directive(String line) {
        text.append(line).append('\n');
        return this;
    }

    /** {@code start value;}, over several lines where it is too long for one. */
    void statement(String start, Expression value) {
        String whole = start + ExpressionText.of(value) + ";";
        if (fits(whole)) {
            line(whole);
        } else if (value instanceof Expression.Concatenation concatenation) {
            line(start + "{");
            indent();
            fill(concatenation.parts().stream().map(ExpressionText::of).toList(), ",", "");
            outdent();
            line("};");
        } else if (value instanceof Expression.Binary binary
                && binary.operator().isAssociative()) {
            List<String> terms = new ArrayList<>();
            terms(binary, binary.operator(), terms);
            line(start.stripTrailing());
            indent();
            fill(terms, " " + binary.operator().symbol(), ";");
            outdent();
        } else if (value instanceof Expression.Choice choice) {
            line(start.stripTrailing());
            indent();
            choice(choice);
            outdent();
        } else {
            line(whole);
        }
    }

    private void choice(Expression.Choice choice) {
        Expression next = choice;
        String opening = "";
        while (next instanceof Expression.Choice link) {
            String condition = ExpressionText.of(link.condition());
            line(opening + parenthesised(link.condition(), condition) + " ? "
                    + parenthesised(link.chosen(), ExpressionText.of(link.chosen())));
            opening = ": ";
            next = link.otherwise();
        }
        line(": " + parenthesised(next, ExpressionText.of(next)) + ";");
    }

    private static String parenthesised(Expression expression, String words) {
        boolean isCompound = expression instanceof Expression.Binary || expression instanceof Expression.Choice;
        return isCompound ? "(" + words + ")" : words;
    }

    private static void terms(Expression expression, Operator operator, List<String> terms) {
        if (expression instanceof Expression.Binary binary && binary.operator() == operator) {
            terms(binary.left(), operator, terms);
            terms(binary.right(), operator, terms);
        } else {
            terms.add(parenthesised(expression, ExpressionText.of(expression)));
        }
    }

    /** As many parts on a line as fit, each but the last followed by the separator. */
    private void fill(List<String> parts, String separator, String end) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i) + (i + 1 < parts.size() ? separator : end);
            if (line.length() > 0 && !fits(line + " " + part)) {
                line(line.toString());
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(part);
        }
        line(line.toString());
    }

    private boolean fits(String line) {
        return STEP.length() * depth + line.length() <= LINE_WIDTH;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
