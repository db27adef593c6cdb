package tessera.traces.check;

/**
 * An external tool (Verilator, Yosys, Maven, …) is missing or failed; the message names it and how to install it.
 * The command line prints it as one line and exits with code 4.
 */
public final class ToolException extends RuntimeException {
    public ToolException(String message) {
        super(message);
    }

    public ToolException(String message, Throwable cause) {
        super(message, cause);
    }
}
