package tessera.traces.trace;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import tessera.traces.check.InputException;
import tessera.traces.file.OutputFiles;
import tessera.traces.format.Samples;
import tessera.traces.format.TraceFormat;
import tessera.traces.format.TraceFormats;
import tessera.traces.npy.ByteSource;

/** Opens traces by what a person writes on the command line, and writes them. */
public final class TraceFiles {
    private static final String SAMPLE = "sample:";

    private TraceFiles() {}

    /**
     * The trace in a file, or the bundled one that {@code sample:NAME} names.
     *
     * @throws InputException if there is no such file or sample, or it is not a trace
     */
    public static AttentionTrace open(String pathOrSample) {
        if (pathOrSample.startsWith(SAMPLE)) {
            return Samples.open(pathOrSample.substring(SAMPLE.length()));
        }
        try {
            return open(Path.of(pathOrSample));
        } catch (InvalidPathException e) {
            throw new InputException(
                    "'" + pathOrSample + "': expected a trace file or " + SAMPLE + "NAME, got no valid path", e);
        }
    }

    /** The trace in a file. */
    public static AttentionTrace open(Path path) {
        try (ByteSource source = ByteSource.file(path)) {
            return TraceFormats.of(path).reader().read(source);
        }
    }

    /** Writes the trace in the format that the file's ending names; the file is there whole or not at all. */
    public static void write(Path path, AttentionTrace trace) {
        TraceFormat format = TraceFormats.of(path);
        OutputFiles.write(path, out -> format.writer().write(trace, out));
    }

    /** Names of the bundled traces, without {@code sample:}. */
    public static List<String> sampleNames() {
        return Samples.names();
    }
}
