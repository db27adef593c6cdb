package tessera.hdl.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import tessera.traces.check.ToolException;

/** A folder for a tool's input and output that is gone when it is closed. */
public final class TemporaryFolder implements AutoCloseable {
    private final Path folder;

    private TemporaryFolder(Path folder) {
        this.folder = folder;
    }

    /** A new one in the system's temporary folder. */
    public static TemporaryFolder create() {
        try {
            return new TemporaryFolder(Files.createTempDirectory("tessera-"));
        } catch (IOException e) {
            throw new ToolException("no temporary folder could be made: " + e.getMessage(), e);
        }
    }

    public Path path() {
        return folder;
    }

    /** A file in it, which need not exist. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /** Deletes a folder and all in it. */
    public static void deleteTree(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> inside = Files.walk(tree)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Override
    public void close() {
        try {
            deleteTree(folder);
        } catch (IOException e) {
            // The system clears its temporary folder.
            System.getLogger(TemporaryFolder.class.getName())
                    .log(System.Logger.Level.DEBUG, "left behind " + folder, e);
        }
    }
}
