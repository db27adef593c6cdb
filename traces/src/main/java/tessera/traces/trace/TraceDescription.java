package tessera.traces.trace;

import tessera.traces.check.InputException;

/**
 * Where a trace comes from, in words. It does not enter the trace's SHA-256: a renamed trace is the same work.
 *
 * @param name short name, one line, not empty, e.g. {@code minilm-declaration-197}
 * @param model the model that produced it, empty if unknown
 * @param source the input text, or what the input was; empty if unknown
 * @param provenance licences, data set, checksums; free text
 * @param command the command that made it
 */
public record TraceDescription(String name, String model, String source, String provenance, String command) {
    public TraceDescription {
        if (name.isBlank() || name.lines().count() != 1) {
            throw new InputException("trace name '" + name + "': expected one non-empty line");
        }
    }

    /** A description with a name only, for traces made in memory. */
    public static TraceDescription named(String name) {
        return new TraceDescription(name, "", "", "", "");
    }

    public TraceDescription withName(String newName) {
        return new TraceDescription(newName, model, source, provenance, command);
    }
}
