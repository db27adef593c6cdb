package tessera.models.gna.io;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import tessera.models.gna.GnaResult;

/** Writes each answer of a batch as one line of JSON. */
public final class GnaAnswerLines implements GnaBatch.Answers {
    private final Writer out;
    private final JsonGenerator json;

    public GnaAnswerLines(Writer out) throws IOException {
        this.out = out;
        this.json = GnaJson.generator(out);
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

    private void endLine() throws IOException {
        json.writeRaw('\n');
    }

    @Override
    public void finished() throws IOException {
        json.flush();
        out.flush();
    }
}
