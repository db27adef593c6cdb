package tessera.traces.slice;

import tessera.traces.check.InputException;

/**
 * A range of indices.
 *
 * @param from first, ≥ 0
 * @param to behind the last, greater than {@code from}
 */
public record Span(int from, int to) {
    public Span {
        if (from < 0 || to <= from) {
            throw new InputException("range " + from + ":" + to + ": expected FROM:TO with 0 <= FROM < TO");
        }
    }

    /** Reads {@code FROM:TO}, {@code FROM:}, {@code :TO} or a single index, of so many things called {@code what}. */
    public static Span parse(String text, int count, String what) {
        String[] ends = text.split(":", -1);
        boolean isRight = text.matches("[0-9]{1,9}|[0-9]{0,9}:[0-9]{0,9}");
        int from = isRight && !ends[0].isEmpty() ? Integer.parseInt(ends[0]) : 0;
        int to = !isRight ? 0 : ends.length == 1 ? from + 1 : ends[1].isEmpty() ? count : Integer.parseInt(ends[1]);
        if (to > count || to <= from) {
            throw new InputException("--" + what + " " + text + ": expected FROM:TO (TO not included) or one index"
                    + " within the " + count + " " + what + " of the trace");
        }
        return new Span(from, to);
    }

    /** All of so many. */
    static Span all(int count) {
        return new Span(0, count);
    }

    int count() {
        return to - from;
    }
}
