package tessera.traces.npy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.traces.check.InputException;
import tessera.traces.check.Nearest;

/** An open NPZ: arrays by name, each read when it is asked for. Entries that are not arrays are an input error. */
public final class NpzFile implements NamedArrays {
    private static final String SUFFIX = ".npy";

    private final ByteSource source;
    private final Map<String, ZipEntryRange> arrays = new LinkedHashMap<>();

    private NpzFile(ByteSource source) {
        this.source = source;
        ZipDirectory.of(source).forEach((name, entry) -> {
            if (name.startsWith("/") || name.contains("..") || name.contains("\\") || name.contains("\0")) {
                throw new InputException(source.name() + ": expected plain names of arrays, found an entry that points"
                        + " elsewhere: '" + name.replace('\0', '?') + "'");
            }
            if (!name.endsWith(SUFFIX)) {
                throw new InputException(source.name() + ": expected only .npy entries, found '" + name
                        + "'; write it with numpy.savez");
            }
            arrays.put(name.substring(0, name.length() - SUFFIX.length()), entry);
        });
    }

    public static NpzFile open(Path path) {
        return open(ByteSource.file(path));
    }

    /** Opens an NPZ in {@code source} and closes the source with it, also if this fails. */
    public static NpzFile open(ByteSource source) {
        try {
            return new NpzFile(source);
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    @Override
    public List<String> names() {
        return List.copyOf(arrays.keySet());
    }

    @Override
    public NpyArray array(String name) {
        ZipEntryRange entry = arrays.get(name);
        if (entry == null) {
            throw new InputException(source.name() + ": expected an array '" + name + "', found "
                    + (arrays.isEmpty() ? "none at all" : some()) + Nearest.hint(name, arrays.keySet()));
        }
        try (ZipEntryInput input = new ZipEntryInput(source, entry)) {
            return NpyReader.read(input, source.name() + ", array '" + name + "'");
        }
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public void close() {
        source.close();
    }

    private String some() {
        List<String> first = arrays.keySet().stream().limit(8).toList();
        return String.join(", ", first) + (arrays.size() > first.size() ? ", … (" + arrays.size() + ")" : "");
    }
}
