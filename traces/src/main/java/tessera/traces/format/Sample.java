package tessera.traces.format;

import java.io.IOException;
import java.io.InputStream;
import tessera.traces.npy.ByteSource;
import tessera.traces.trace.AttentionTrace;

/**
 * A trace that comes with the program, in {@code traces/samples/}.
 *
 * @param name what follows {@code sample:}; the file is {@code NAME.npz}
 * @param summary one sentence for {@code tessera list traces}
 * @param source model and text, with licences
 * @param status what has been checked
 */
public record Sample(String name, String summary, String source, String status) {
    AttentionTrace read() {
        String resource = "/tessera/samples/" + name + ".npz";
        try (InputStream in = Sample.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("sample " + name + " is listed but " + resource + " is not in the jar");
            }
            return NpzTraceFormat.DESCRIPTION.reader().read(ByteSource.memory("sample:" + name, in.readAllBytes()));
        } catch (IOException e) {
            throw new IllegalStateException("the jar with sample " + name + " cannot be read", e);
        }
    }
}
