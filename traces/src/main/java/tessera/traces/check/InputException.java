package tessera.traces.check;

import java.util.regex.Pattern;

/**
 * Something the user gave is wrong: the message says what was expected, what came, where, and what to do.
 * The command line prints it as one line without a stack trace and exits with code 2. What came is quoted as far as it
 * helps to find the place: of a longer text between quotes the beginning is kept.
 */
public final class InputException extends RuntimeException {
    /** A text of more than 128 characters between quotes that are no apostrophes within words. */
    private static final Pattern LONG_QUOTE =
            Pattern.compile("(?<![\\p{L}\\p{N}])'([^']{96})[^']{33,}'(?![\\p{L}\\p{N}])");

    public InputException(String message) {
        super(shortened(message));
    }

    public InputException(String message, Throwable cause) {
        super(shortened(message), cause);
    }

    /** The same problem with its place put in front: {@code "file.yaml:3: " + message}. */
    public InputException at(String place) {
        return new InputException(place + ": " + getMessage(), this);
    }

    private static String shortened(String message) {
        return message.length() <= 128 ? message : LONG_QUOTE.matcher(message).replaceAll("'$1…'");
    }
}
