package tessera.traces.npy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The files that NumPy wrote: {@code make_arrays.py} beside them. */
final class NumpyFiles {
    private NumpyFiles() {}

    static byte[] bytes(String name) {
        try (InputStream in = NumpyFiles.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static NpyArray array(String name) {
        return NpyReader.read(ByteSource.memory(name, bytes(name)));
    }
}
