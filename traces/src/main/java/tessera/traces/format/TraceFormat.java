package tessera.traces.format;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import tessera.traces.npy.ByteSource;
import tessera.traces.trace.AttentionTrace;

/**
 * One way to keep a trace in a file.
 *
 * @param name name on the command line
 * @param extensions file name endings, with the dot, lower case
 * @param summary one sentence for {@code tessera list formats}
 * @param source who defines the format
 * @param status what has been checked, and how
 * @param reader reads a trace; it does not close the source
 * @param writer writes a trace: same trace, same bytes
 */
public record TraceFormat(
        String name,
        List<String> extensions,
        String summary,
        String source,
        String status,
        Reader reader,
        Writer writer) {
    public TraceFormat {
        extensions = List.copyOf(extensions);
    }

    /** Reads a trace, or says with file and array what is wrong with it. */
    @FunctionalInterface
    public interface Reader {
        AttentionTrace read(ByteSource source);
    }

    /** Writes a trace. */
    @FunctionalInterface
    public interface Writer {
        void write(AttentionTrace trace, OutputStream out) throws IOException;
    }
}
