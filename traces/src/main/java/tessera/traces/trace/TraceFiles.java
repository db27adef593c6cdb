package tessera.traces.trace;

import java.util.List;
import tessera.traces.check.InputException;

/** Opens traces by what a person writes on the command line. */
public final class TraceFiles {
    private TraceFiles() {}

    /**
     * The trace in a file, or the bundled one that {@code sample:NAME} names.
     *
     * @throws InputException if there is no such file or sample, or it is not a trace
     */
    public static AttentionTrace open(String pathOrSample) {
        throw new InputException("trace " + pathOrSample + ": expected a trace file or sample:NAME");
    }

    /** Names of the bundled traces, without {@code sample:}. */
    public static List<String> sampleNames() {
        return List.of();
    }
}
