package tessera.models.gna.io;

import java.io.IOException;
import java.io.Writer;
import tessera.models.gna.GnaResult;

/** Writes each answer of a batch as one line of JSON. */
public final class GnaAnswerLines implements GnaBatch.Answers {
    private static final int FULL = 1 << 15;

    private final Writer out;
    private final JsonText json = new JsonText();

    public GnaAnswerLines(Writer out) {
        this.out = out;
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
