package tessera.viz.report;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tessera.traces.check.FileTrouble;
import tessera.traces.check.InputException;

/** Puts a complete new folder in the place of an old one, without losing a file that is not ours. */
final class FolderSwap {
    private FolderSwap() {}

    /** A path beside the target for this process alone; nothing is there. */
    static Path sibling(Path target, String purpose) {
        Path path = target.resolveSibling("." + target.getFileName() + "." + purpose + "-"
                + ProcessHandle.current().pid());
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new InputException("cannot write " + target + ": " + path
                    + " is left over from an interrupted run; look what is in it and remove it");
        }
        return path;
    }

    /**
     * Moves the stage to the target. The old target is renamed away first and comes back if that fails; where it cannot
     * be renamed (a mount point, the working directory) files are moved one by one, {@code index.html} last.
     *
     * @param own names of the files in the target that may be replaced and removed
     */
    static void swap(Path stage, Path target, Set<String> own) {
        try {
            if (!Files.exists(target)) {
                Files.move(stage, target);
                return;
            }
            Path retired = sibling(target, "old");
            if (isWorkingDirectory(target) || !renamed(target, retired)) {
                moveInto(stage, target, own);
                return;
            }
            try {
                Files.move(stage, target);
            } catch (IOException e) {
                Files.move(retired, target);
                throw e;
            }
            carryOver(retired, target, own);
        } catch (IOException e) {
            throw new InputException(
                    "cannot write " + target + ": " + FileTrouble.reason(e) + "; choose another place with --out", e);
        }
    }

    private static boolean isWorkingDirectory(Path target) throws IOException {
        return Path.of("").toRealPath().startsWith(target);
    }

    private static boolean renamed(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Files of somebody else go back into the new folder, then what is left of the old one goes away. */
    private static void carryOver(Path retired, Path target, Set<String> own) throws IOException {
        for (Path file : files(retired)) {
            String name = name(retired, file);
            if (own.contains(name) || name.equals(ReportFolder.MARKER)) {
                Files.delete(file);
            } else {
                Files.createDirectories(target.resolve(name).getParent());
                Files.move(file, target.resolve(name));
            }
        }
        try (Stream<Path> folders = Files.walk(retired)) {
            for (Path folder : folders.sorted(Comparator.reverseOrder()).toList()) {
                deleteIfEmpty(folder);
            }
        }
    }

    /** Moves the files of the stage into the target one by one, {@code index.html} last; the target itself stays. */
    static void moveAll(Path stage, Path target, Set<String> own) {
        try {
            moveInto(stage, target, own);
        } catch (IOException e) {
            throw new InputException(
                    "cannot write " + target + ": " + FileTrouble.reason(e) + "; choose another place with --out", e);
        }
    }

    static void moveInto(Path stage, Path target, Set<String> own) throws IOException {
        List<Path> files = files(stage).stream()
                .sorted(Comparator.comparing(file -> name(stage, file).equals("index.html")))
                .toList();
        for (String old : own) {
            if (!Files.exists(stage.resolve(old))) {
                Files.deleteIfExists(target.resolve(old));
            }
        }
        for (Path file : files) {
            Path place = target.resolve(name(stage, file));
            Files.createDirectories(place.getParent());
            Files.move(file, place, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The files in a folder and below, by relative path with {@code /}; folders are not among them. */
    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    /** Removes a folder that holds nothing but files of ours; what cannot be removed is left, hidden beside the report. */
    static void deleteTree(Path folder) {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            System.getLogger(FolderSwap.class.getName()).log(System.Logger.Level.WARNING, "left behind " + folder, e);
        }
    }

    static void deleteIfEmpty(Path folder) {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            return;
        } catch (IOException e) {
            System.getLogger(FolderSwap.class.getName()).log(System.Logger.Level.DEBUG, "left behind " + folder, e);
        }
    }
}
