package tessera.models.pattern.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tessera.traces.check.InputException;
import tessera.traces.check.Nearest;

/**
 * A number written as arithmetic over the sizes of a problem: {@code 4*q*(n/16)*d*c}. Numbers, names, + − * / ^,
 * parentheses, and the functions sqrt, log2, ceil, floor, min, max.
 */
public final class Formula {
    private static final List<String> FUNCTIONS = List.of("sqrt", "log2", "ceil", "floor", "min", "max");

    private final String text;
    private final Map<String, Double> names;
    private int at;

    private Formula(String text, Map<String, Double> names) {
        this.text = text;
        this.names = names;
    }

    /** The value; an InputException for anything that is no formula over these names, or not a finite number ≥ 0. */
    public static double evaluate(String text, Map<String, Double> names) {
        Formula formula = new Formula(text, names);
        double value = formula.sum();
        formula.skip();
        if (formula.at < text.length()) {
            throw formula.wrong("an operator");
        }
        if (!Double.isFinite(value) || value < 0) {
            throw new InputException("formula '" + text + "' = " + value + ": expected a finite number from 0 on");
        }
        return value;
    }

    private double sum() {
        double value = product();
        for (skip(); peek('+') || peek('-'); skip()) {
            boolean isMinus = text.charAt(at++) == '-';
            double next = product();
            value += isMinus ? -next : next;
        }
        return value;
    }

    private double product() {
        double value = power();
        for (skip(); peek('*') || peek('/'); skip()) {
            boolean isDivision = text.charAt(at++) == '/';
            double next = power();
            value = isDivision ? value / next : value * next;
        }
        return value;
    }

    private double power() {
        double value = atom();
        skip();
        if (peek('^')) {
            at++;
            return Math.pow(value, power());
        }
        return value;
    }

    private double atom() {
        skip();
        if (peek('(')) {
            return parenthesis().get(0);
        }
        int start = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "._".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        String word = text.substring(start, at);
        if (word.isEmpty()) {
            throw wrong("a number, a name or a parenthesis");
        }
        if (Character.isDigit(word.charAt(0)) || word.charAt(0) == '.') {
            return number(word);
        }
        return FUNCTIONS.contains(word) ? call(word) : name(word);
    }

    private double number(String word) {
        try {
            return Double.parseDouble(word.replace("_", ""));
        } catch (NumberFormatException e) {
            throw new InputException("formula '" + text + "': '" + word + "' is no number", e);
        }
    }

    private double name(String word) {
        Double value = names.get(word);
        if (value == null) {
            List<String> known = new ArrayList<>(names.keySet());
            known.addAll(FUNCTIONS);
            throw Nearest.unknown("name", word, known).at("formula '" + text + "'");
        }
        return value;
    }

    private double call(String function) {
        List<Double> arguments = parenthesis();
        int wanted = function.equals("min") || function.equals("max") ? 2 : 1;
        if (arguments.size() != wanted) {
            throw new InputException("formula '" + text + "': " + function + " takes " + wanted + " numbers");
        }
        double first = arguments.get(0);
        return switch (function) {
            case "sqrt" -> Math.sqrt(first);
            case "log2" -> StrictMath.log(first) / StrictMath.log(2);
            case "ceil" -> Math.ceil(first);
            case "floor" -> Math.floor(first);
            case "min" -> Math.min(first, arguments.get(1));
            default -> Math.max(first, arguments.get(1));
        };
    }

    private List<Double> parenthesis() {
        skip();
        if (!peek('(')) {
            throw wrong("(");
        }
        List<Double> values = new ArrayList<>();
        do {
            at++;
            values.add(sum());
            skip();
        } while (peek(','));
        if (!peek(')')) {
            throw wrong(")");
        }
        at++;
        return values;
    }

    private boolean peek(char wanted) {
        return at < text.length() && text.charAt(at) == wanted;
    }

    private void skip() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private InputException wrong(String expected) {
        return new InputException("formula '" + text + "', column " + (at + 1) + ": expected " + expected);
    }
}
