package tessera.sim.dram;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tessera.traces.check.InputException;
import tessera.traces.check.Nearest;

/**
 * How transactions are put in. Every clock first sends, then ticks the memory; a send is refused when the channel's queue
 * is full.
 *
 * @param rule which rule
 * @param window most transactions accepted and not returned ({@code win}); 1 for {@code serial}
 * @param rate arrivals as a share of the peak bandwidth ({@code rate}), else 0
 */
public record Injection(Rule rule, int window, double rate) {
    /** The rules, by their names on the command line. */
    public enum Rule {
        /** One list in order, up to one send per channel and clock, stopping at the first refusal. */
        SAT,
        /** One list per channel, two sends per channel and clock. */
        PERCH,
        /** As {@link #SAT} with a limit on the transactions under way. */
        WIN,
        /** One transaction at a time. */
        SERIAL,
        /** Open loop: arrivals at fixed distances wait without limit, two sends per channel and clock. */
        RATE
    }

    private static final String FORMS = "sat, perch, win:W, serial or rate:R";

    /** Reads {@code sat}, {@code perch}, {@code win:16}, {@code serial} or {@code rate:0.3}. */
    public static Injection parse(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        List<String> names = Arrays.stream(Rule.values())
                .map(rule -> rule.name().toLowerCase(Locale.ROOT))
                .toList();
        int index = names.indexOf(name);
        if (index < 0) {
            throw Nearest.unknown("injection rule", name, names);
        }
        Rule rule = Rule.values()[index];
        boolean needsNumber = rule == Rule.WIN || rule == Rule.RATE;
        if (needsNumber != colon >= 0) {
            throw new InputException("--inject " + text + ": expected " + FORMS);
        }
        String number = text.substring(colon + 1);
        return switch (rule) {
            case WIN -> new Injection(rule, window(text, number), 0);
            case RATE -> new Injection(rule, Integer.MAX_VALUE, rate(text, number));
            case SERIAL -> new Injection(rule, 1, 0);
            case SAT, PERCH -> new Injection(rule, Integer.MAX_VALUE, 0);
        };
    }

    private static int window(String text, String number) {
        if (!number.matches("[0-9]{1,9}") || Integer.parseInt(number) == 0) {
            throw new InputException("--inject " + text + ": expected a window of 1 to 999999999 transactions such as"
                    + " win:16, got '" + number + "'");
        }
        return Integer.parseInt(number);
    }

    private static double rate(String text, String number) {
        double rate;
        try {
            rate = Double.parseDouble(number);
        } catch (NumberFormatException e) {
            rate = Double.NaN;
        }
        if (!(rate > 0) || Double.isInfinite(rate)) {
            throw new InputException("--inject " + text + ": expected a share of the peak bandwidth above 0 such as"
                    + " rate:0.3, got '" + number + "'");
        }
        return rate;
    }

    /** As {@link #parse} reads it. */
    public String text() {
        String name = rule.name().toLowerCase(Locale.ROOT);
        return switch (rule) {
            case WIN -> name + ":" + window;
            case RATE -> name + ":" + rate;
            case SAT, PERCH, SERIAL -> name;
        };
    }
}
