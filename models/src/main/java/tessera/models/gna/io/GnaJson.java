package tessera.models.gna.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;

/** JSON generators set up for many results: shortest doubles by the fast algorithm. */
public final class GnaJson {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private GnaJson() {}

    /** Writes something as JSON. */
    @FunctionalInterface
    public interface Content {
        void writeTo(JsonGenerator json) throws IOException;
    }

    /** A generator that writes nothing between top-level values; closing it leaves the writer open and unflushed. */
    public static JsonGenerator generator(Writer out) throws IOException {
        return FACTORY.createGenerator(out).setRootValueSeparator(null);
    }

    /** The JSON text of one value. */
    public static String text(Content content) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = generator(out)) {
            content.writeTo(json);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return out.toString();
    }
}
