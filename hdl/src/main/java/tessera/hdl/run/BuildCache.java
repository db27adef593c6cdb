package tessera.hdl.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import tessera.hdl.tool.TemporaryFolder;
import tessera.traces.check.ToolException;

/**
 * Folders of built things, named by the content they were built from. A folder appears whole or not at all; two
 * processes that want the same one do not build it twice.
 */
public final class BuildCache {
    /** One process may not lock a file twice, so its threads queue here first. */
    private static final List<Object> QUEUES =
            IntStream.range(0, 16).mapToObj(i -> new Object()).toList();

    private final Path folder;

    private BuildCache(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /** Fills an empty folder; an exception from it leaves nothing behind. */
    @FunctionalInterface
    public interface Build {
        void into(Path folder) throws IOException;
    }

    public static BuildCache at(Path folder) {
        return new BuildCache(folder);
    }

    /**
     * The usual place: {@code hdl/target/verilator} of the checkout that this runs from, else
     * {@code ~/.cache/tessera/verilator}. Deleting it is always safe.
     */
    public static BuildCache standard() {
        String root = System.getProperty("tessera.root");
        Path start = Path.of(root == null ? "." : root).toAbsolutePath().normalize();
        for (Path place = start; place != null; place = place.getParent()) {
            if (Files.isDirectory(place.resolve("hdl/verilog")) && Files.isWritable(place.resolve("hdl"))) {
                return at(place.resolve("hdl/target/verilator"));
            }
        }
        return at(Path.of(System.getProperty("user.home"), ".cache", "tessera", "verilator"));
    }

    /** A folder in it for other things of a run, not made yet. */
    public Path folder(String name) {
        return folder.resolve(name);
    }

    /** SHA-256 of the parts, in hexadecimal, shortened to 24 digits; each part's length counts too. */
    public static String key(List<String> parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, 24);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The folder of that name and key, built now if it is not there. */
    public Path get(String name, String key, Build build) {
        Path wanted = folder.resolve(name + "-" + key);
        if (Files.isDirectory(wanted)) {
            return wanted;
        }
        synchronized (QUEUES.get(Math.floorMod(wanted.hashCode(), QUEUES.size()))) {
            try {
                Files.createDirectories(folder);
                try (FileChannel channel = FileChannel.open(
                                folder.resolve(key + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        FileLock lock = channel.lock()) {
                    if (lock.isValid() && !Files.isDirectory(wanted)) {
                        buildBeside(wanted, build);
                    }
                }
                return wanted;
            } catch (IOException e) {
                throw new ToolException("cannot build " + name + " in " + folder + ": " + e, e);
            }
        }
    }

    private void buildBeside(Path wanted, Build build) throws IOException {
        Path beside = Files.createTempDirectory(folder, "building-");
        try {
            build.into(beside);
            Files.move(beside, wanted, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            TemporaryFolder.deleteTree(beside);
        }
    }
}
