package tessera.extras.spark;

import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import tessera.traces.check.InputException;
import tessera.traces.check.ToolException;

/**
 * Why an executor could not do what it was asked, as an answer: thrown there, Spark would try it again three times and
 * bury it in its own exception.
 *
 * @param kind whose fault
 * @param message of the exception; of a bug with its stack
 */
record Trouble(Kind kind, String message) implements Serializable {
    enum Kind {
        INPUT,
        TOOL,
        BUG
    }

    static Trouble of(RuntimeException thrown) {
        if (thrown instanceof InputException) {
            return new Trouble(Kind.INPUT, thrown.getMessage());
        }
        if (thrown instanceof ToolException) {
            return new Trouble(Kind.TOOL, thrown.getMessage());
        }
        StringWriter stack = new StringWriter();
        thrown.printStackTrace(new PrintWriter(stack));
        return new Trouble(Kind.BUG, stack.toString());
    }

    /** The exception that the driver throws. */
    RuntimeException on(String host) {
        String place = "executor on " + host + ": ";
        return switch (kind) {
            case INPUT ->
                new InputException(place + message
                        + "; every executor needs the same files under the same names: copy it there, or keep"
                        + " it in a folder that all machines share, then start again (--resume if points are stored)");
            case TOOL -> new ToolException(place + message);
            case BUG -> new IllegalStateException(place + message);
        };
    }
}
