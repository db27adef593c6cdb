package tessera.models.gna.io;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import tessera.models.gna.GnaAnalysis;
import tessera.models.gna.GnaOptions;
import tessera.models.gna.GnaResult;
import tessera.models.gpu.GpuQuery;
import tessera.traces.check.InputException;

/**
 * Answers a stream of problems, one JSON object a line, in order. A line that is wrong is answered with its error and the
 * rest goes on; blank lines are skipped but counted.
 */
public final class GnaBatch {
    /** Takes the answers in the order of the lines; line numbers start at 1. */
    public interface Answers {
        void answered(long line, GnaResult result) throws IOException;

        /** An answer to a line that also asks about a GPU; an InputException refuses the line. */
        default void answered(long line, GnaResult result, GpuQuery gpu) throws IOException {
            answered(line, result);
        }

        void refused(long line, String message) throws IOException;

        /** After the last line. */
        void finished() throws IOException;
    }

    /**
     * What came of a stream.
     *
     * @param refusedCount lines answered with an error
     * @param firstRefusal "line 3: what was wrong" of the first of them, else empty
     */
    public record Summary(long problemCount, long refusedCount, String firstRefusal) {}

    private final GnaAnalysis analysis;
    private final GnaProblemReader reader = new GnaProblemReader();

    public GnaBatch(GnaOptions options) {
        this.analysis = new GnaAnalysis(options);
    }

    /** Reads to the end of the stream; an IOException is one of the stream or of the answers. */
    public Summary run(InputStream in, Answers answers) throws IOException {
        LineReader lines = new LineReader(in);
        long problems = 0;
        long refused = 0;
        String firstRefusal = "";
        while (lines.next()) {
            if (lines.isBlank()) {
                continue;
            }
            problems++;
            try {
                GnaResult result = answer(lines);
                Optional<GpuQuery> gpu = reader.gpu();
                if (gpu.isPresent()) {
                    answers.answered(lines.number(), result, gpu.get());
                } else {
                    answers.answered(lines.number(), result);
                }
            } catch (InputException e) {
                firstRefusal = refused++ == 0 ? "line " + lines.number() + ": " + e.getMessage() : firstRefusal;
                answers.refused(lines.number(), e.getMessage());
            }
        }
        answers.finished();
        return new Summary(problems, refused, firstRefusal);
    }

    private GnaResult answer(LineReader lines) {
        if (lines.isTooLong()) {
            throw new InputException(
                    "line of more than " + LineReader.MAX_LINE_BYTES + " bytes, expected one JSON object a line");
        }
        return analysis.count(reader.read(lines.buffer(), lines.start(), lines.length()));
    }
}
