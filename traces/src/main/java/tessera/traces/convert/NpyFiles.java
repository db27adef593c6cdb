package tessera.traces.convert;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.traces.npy.NamedArrays;
import tessera.traces.npy.NpyArray;
import tessera.traces.npy.NpyReader;

/** Single {@code .npy} files as the arrays {@code query}, {@code key} and {@code value} of one file. */
public final class NpyFiles implements NamedArrays {
    private final Map<String, Path> files = new LinkedHashMap<>();

    public NpyFiles(Path query, Path key, Path value) {
        files.put("query", query);
        files.put("key", key);
        files.put("value", value);
    }

    @Override
    public String name() {
        return String.join(", ", files.values().stream().map(Path::toString).toList());
    }

    @Override
    public List<String> names() {
        return List.copyOf(files.keySet());
    }

    @Override
    public NpyArray array(String name) {
        return NpyReader.read(files.get(name));
    }

    /** Nothing stays open. */
    @Override
    public void close() {}
}
