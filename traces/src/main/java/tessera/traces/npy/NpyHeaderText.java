package tessera.traces.npy;

import java.util.ArrayList;
import java.util.List;
import tessera.traces.check.InputException;

/**
 * Parses the Python dictionary in an NPY header, and nothing more of Python:
 * {@code {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }} with each key once, in any order, followed by spaces
 * and a line feed.
 */
final class NpyHeaderText {
    private final String text;
    private final String place;
    private int at;
    private String descr;
    private Boolean fortranOrder;
    private List<Long> shape;

    NpyHeaderText(String text, String place) {
        this.text = text;
        this.place = place;
    }

    void parse() {
        expect('{');
        while (!accept('}')) {
            key(quoted());
            if (!accept(',')) {
                expect('}');
                break;
            }
        }
        skipSpaces();
        boolean endsLine = at < text.length() && text.charAt(at) == '\n';
        if (at + (endsLine ? 1 : 0) != text.length()) {
            throw wrong("the end of the header");
        }
        if (descr == null || fortranOrder == null || shape == null) {
            throw wrong("the keys 'descr', 'fortran_order' and 'shape'");
        }
    }

    String descr() {
        return descr;
    }

    boolean fortranOrder() {
        return fortranOrder;
    }

    List<Long> shape() {
        return shape;
    }

    private void key(String key) {
        expect(':');
        if (key.equals("descr") && descr == null) {
            descr = quoted();
        } else if (key.equals("fortran_order") && fortranOrder == null) {
            fortranOrder = bool();
        } else if (key.equals("shape") && shape == null) {
            shape = tuple();
        } else {
            throw wrong("each of the keys 'descr', 'fortran_order' and 'shape' once, not '" + key + "',");
        }
    }

    private String quoted() {
        skipSpaces();
        char quote = at < text.length() ? text.charAt(at) : ' ';
        int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
        if (end < 0) {
            throw wrong("a quoted word (arrays of records are not supported)");
        }
        String word = text.substring(at + 1, end);
        at = end + 1;
        return word;
    }

    private boolean bool() {
        skipSpaces();
        for (String word : List.of("True", "False")) {
            if (text.startsWith(word, at)) {
                at += word.length();
                return word.equals("True");
            }
        }
        throw wrong("True or False");
    }

    private List<Long> tuple() {
        List<Long> axes = new ArrayList<>();
        expect('(');
        while (!accept(')')) {
            axes.add(number());
            if (!accept(',')) {
                expect(')');
                // (5) is a number in Python, (5,) a tuple; NumPy writes the latter.
                break;
            }
        }
        if (axes.size() > 32) {
            throw wrong("at most 32 axes");
        }
        return List.copyOf(axes);
    }

    private long number() {
        skipSpaces();
        int from = at;
        while (at < text.length() && Character.digit(text.charAt(at), 10) >= 0 && text.charAt(at) < 0x80) {
            at++;
        }
        if (from == at || at - from > 18) {
            at = from;
            throw wrong("an axis of 0 to 999,999,999,999,999,999 elements");
        }
        return Long.parseLong(text.substring(from, at));
    }

    private boolean accept(char wanted) {
        skipSpaces();
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char wanted) {
        if (!accept(wanted)) {
            throw wrong("'" + wanted + "'");
        }
    }

    private void skipSpaces() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private InputException wrong(String expected) {
        String found = at >= text.length() ? "its end" : "'" + printable(text.substring(at)) + "'";
        return new InputException(
                place + ": NPY header: expected " + expected + " at character " + at + ", found " + found);
    }

    private static String printable(String rest) {
        return rest.substring(0, Math.min(rest.length(), 24)).replaceAll("[^ -~]", "?");
    }
}
