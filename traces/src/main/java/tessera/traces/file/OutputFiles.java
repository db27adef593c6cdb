package tessera.traces.file;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import tessera.traces.check.FileTrouble;
import tessera.traces.check.InputException;

/**
 * Writes files so that a reader never meets half of one: beside the final name first, then renamed.
 * What cannot be written is an {@link InputException} that names the path and the reason.
 */
public final class OutputFiles {
    private OutputFiles() {}

    /** Produces the bytes of one file; an exception from it leaves nothing behind. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Makes the folder and its parents and checks that a file can be made in it. */
    public static Path folder(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".tessera", ".probe"));
            return folder;
        } catch (IOException | SecurityException e) {
            throw notWritable(folder, e);
        }
    }

    /**
     * Refuses a folder that cannot be written, or cannot be made, before work is done whose results would be lost. Makes
     * nothing itself: a command that fails later leaves no empty folder.
     */
    public static void checkFolder(Path folder) {
        Path there = folder.toAbsolutePath().normalize();
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        try {
            if (!Files.isDirectory(there)) {
                throw new NotDirectoryException(there.toString());
            }
            Files.delete(Files.createTempFile(there, ".tessera", ".probe"));
        } catch (IOException | SecurityException e) {
            throw notWritable(folder, e);
        }
    }

    /** As {@link #checkFolder} for a file that is to be written. */
    public static void checkFile(Path file) {
        Path target = file.toAbsolutePath().normalize();
        if (Files.isDirectory(target) || target.getParent() == null) {
            throw new InputException("cannot write " + file + ": expected the name of a file, got a folder");
        }
        checkFolder(target.getParent());
    }

    public static void text(Path file, String text) {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Writes the content under a temporary name in the same folder (made if absent), then renames it to {@code file}. */
    public static void write(Path file, Content content) {
        Path target = file.toAbsolutePath();
        Path beside = null;
        try {
            Files.createDirectories(target.getParent());
            // Not createTempFile: that makes files which only their owner can read, and the rename would keep that.
            beside = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
            try (OutputStream out =
                    Files.newOutputStream(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                content.writeTo(out);
            }
            move(beside, target);
            beside = null;
        } catch (IOException | SecurityException e) {
            throw notWritable(file, e);
        } catch (UncheckedIOException e) {
            throw notWritable(file, e.getCause());
        } finally {
            deleteQuietly(beside);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void deleteQuietly(Path file) {
        if (file == null) {
            return;
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The write has already failed with a better message; the leftover is a hidden .part file.
            System.getLogger(OutputFiles.class.getName()).log(System.Logger.Level.DEBUG, "left behind " + file, e);
        }
    }

    private static InputException notWritable(Path path, Exception e) {
        return new InputException(
                "cannot write " + path + ": expected a place where files can be made, got: " + FileTrouble.reason(e)
                        + "; choose another place with --out",
                e);
    }
}
