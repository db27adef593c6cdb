package tessera.cli.explore;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tessera.cli.explore.store.Level;
import tessera.traces.check.InputException;

/**
 * Names one row of one study, such as {@code 3f2a9c01-1234-cycle}.
 *
 * @param study first eight hexadecimal digits of the store's digest ({@link tessera.cli.explore.store.StoreHeader#space})
 * @param point number of the point in the space
 * @param level how it was looked at
 */
public record RunId(String study, long point, Level level) {
    private static final int STUDY_DIGITS = 8;
    private static final Pattern TEXT = Pattern.compile("([0-9a-f]{8})-(\\d{1,19})-(bound|cycle|rtl)");

    public static RunId of(String digest, long point, Level level) {
        return new RunId(digest.substring(0, STUDY_DIGITS), point, level);
    }

    /** Reads one; anything else is an {@link InputException}. */
    public static RunId parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (parts.matches()) {
            try {
                for (Level level : Level.values()) {
                    if (level.label().equals(parts.group(3))) {
                        return new RunId(parts.group(1), Long.parseLong(parts.group(2)), level);
                    }
                }
            } catch (NumberFormatException e) {
                // Falls through to the refusal.
            }
        }
        throw new InputException(
                "run id '" + text + "': expected eight hexadecimal digits, a point and a level, such as"
                        + " 3f2a9c01-1234-cycle (column run_id of points.csv)");
    }

    @Override
    public String toString() {
        return study + "-" + point + "-" + level.label();
    }
}
