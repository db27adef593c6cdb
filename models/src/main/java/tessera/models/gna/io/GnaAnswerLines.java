package tessera.models.gna.io;

import java.io.IOException;
import java.io.Writer;
import tessera.models.gna.GnaResult;
import tessera.models.gpu.GpuQuery;

/** Writes each answer of a batch as one line of JSON. */
public final class GnaAnswerLines implements GnaBatch.Answers {
    private static final int FULL = 1 << 15;

    /** Answers the GPU part of a line as JSON. */
    @FunctionalInterface
    public interface GpuAnswers {
        /** One JSON object; an InputException refuses the line. */
        String json(GnaResult result, GpuQuery query);
    }

    private final Writer out;
    private final GpuAnswers gpuAnswers;
    private final JsonText json = new JsonText();

    /** Without GPU answers: lines that ask about a GPU get their counts alone. */
    public GnaAnswerLines(Writer out) {
        this(out, (result, query) -> "");
    }

    public GnaAnswerLines(Writer out, GpuAnswers gpuAnswers) {
        this.out = out;
        this.gpuAnswers = gpuAnswers;
    }

    @Override
    public void answered(long line, GnaResult result, GpuQuery query) throws IOException {
        String gpu = gpuAnswers.json(result, query);
        GnaResultWriter.write(json, result, gpu);
        endLine();
    }

    @Override
    public void answered(long line, GnaResult result) throws IOException {
        GnaResultWriter.write(json, result);
        endLine();
    }

    @Override
    public void refused(long line, String message) throws IOException {
        GnaResultWriter.writeError(json, line, message);
        endLine();
    }

    @Override
    public void finished() throws IOException {
        json.writeTo(out);
        out.flush();
    }

    private void endLine() throws IOException {
        json.raw("\n");
        if (json.size() > FULL) {
            json.writeTo(out);
        }
    }
}
