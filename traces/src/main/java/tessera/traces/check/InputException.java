package tessera.traces.check;

/**
 * Something the user gave is wrong: the message says what was expected, what came, where, and what to do.
 * The command line prints it as one line without a stack trace and exits with code 2.
 */
public final class InputException extends RuntimeException {
    public InputException(String message) {
        super(message);
    }

    public InputException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The same problem with its place put in front: {@code "file.yaml:3: " + message}. */
    public InputException at(String place) {
        return new InputException(place + ": " + getMessage(), this);
    }
}
