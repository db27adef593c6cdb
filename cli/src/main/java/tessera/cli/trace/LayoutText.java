package tessera.cli.trace;

import java.util.ArrayList;
import java.util.List;
import tessera.traces.check.InputException;

/** Reads {@code 30x48x80}. */
public final class LayoutText {
    private LayoutText() {}

    /** The axes, outermost first; anything else is an input error. */
    public static List<Integer> parse(String text) {
        List<Integer> axes = new ArrayList<>();
        if (text.matches("[0-9]{1,9}(x[0-9]{1,9}){0,2}")) {
            for (String axis : text.split("x")) {
                axes.add(Integer.parseInt(axis));
            }
        }
        if (axes.isEmpty() || axes.contains(0)) {
            throw new InputException("--layout " + text + ": expected 1 to 3 axes such as 1024, 32x32 or 8x16x16");
        }
        return axes;
    }
}
