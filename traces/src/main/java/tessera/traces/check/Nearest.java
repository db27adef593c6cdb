package tessera.traces.check;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Finds the accepted name closest to a mistyped one, for error messages. */
public final class Nearest {
    private Nearest() {}

    /**
     * {@code "; did you mean 'x'?"} when an accepted name is within a third of the given name's length (at least 2
     * edits, Levenshtein distance, letter case ignored), else the empty string. Ties: the first in iteration order.
     */
    public static String hint(String given, Collection<String> accepted) {
        String best = null;
        int bestDistance = Math.max(2, given.length() / 3) + 1;
        for (String name : accepted) {
            int distance = distance(given.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (distance < bestDistance) {
                bestDistance = distance;
                best = name;
            }
        }
        return best == null ? "" : "; did you mean '" + best + "'?";
    }

    /** The one wording for an unknown name: what kind of thing, what came, what is accepted, the nearest. */
    public static InputException unknown(String kind, String given, List<String> accepted) {
        return new InputException("unknown " + kind + " '" + given + "': expected one of " + String.join(", ", accepted)
                + hint(given, accepted));
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
