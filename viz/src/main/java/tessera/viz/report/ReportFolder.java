package tessera.viz.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tessera.traces.check.InputException;
import tessera.traces.file.OutputFiles;

/**
 * The folder of a report. A marker file in it lists the files that are ours: only those are ever replaced or removed.
 * A folder that has files but no marker is somebody else's and is refused.
 */
final class ReportFolder {
    /** Names every file of the report, one relative path a line. */
    static final String MARKER = ".tessera-report";

    private ReportFolder() {}

    /** @throws InputException if a report cannot be written here; nothing is left behind either way */
    static void check(Path folder) {
        Path target = resolved(folder);
        ownFiles(target);
        Path existing = target;
        while (existing.getParent() != null && !Files.exists(existing.getParent())) {
            existing = existing.getParent();
        }
        boolean isNew = !Files.exists(existing);
        try {
            OutputFiles.folder(target);
            OutputFiles.folder(target.getParent());
        } finally {
            for (Path made = target; isNew && made.startsWith(existing); made = made.getParent()) {
                FolderSwap.deleteIfEmpty(made);
            }
        }
    }

    /** Makes the folder hold exactly these files and those that are not ours. */
    static void replace(Path folder, Map<String, byte[]> files) {
        Path target = resolved(folder);
        Set<String> old = ownFiles(target);
        refuseOthers(target, old, files.keySet());
        OutputFiles.folder(target.getParent());
        stage(target, files, stage -> FolderSwap.swap(stage, target, old));
    }

    /** As {@link #replace} in a folder that has other files already; it is never moved, its files one by one. */
    static void addTo(Path folder, Map<String, byte[]> files) {
        OutputFiles.folder(folder);
        Path target = resolved(folder);
        Set<String> old = Files.isRegularFile(target.resolve(MARKER)) ? ownFiles(target) : Set.of();
        refuseOthers(target, old, files.keySet());
        stage(target, files, stage -> FolderSwap.moveAll(stage, target, old));
    }

    private static void refuseOthers(Path target, Set<String> old, Set<String> names) {
        for (String name : names) {
            if (!old.contains(name) && Files.exists(target.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                throw new InputException(
                        "cannot write " + target.resolve(name)
                                + ": a file of that name is there that is not a report's; move it away or choose another --out");
            }
        }
    }

    /** Writes all files beside the target, then hands them over. */
    private static void stage(Path target, Map<String, byte[]> files, Consumer<Path> handOver) {
        Path stage = FolderSwap.sibling(target, "part");
        try {
            files.forEach((name, bytes) -> OutputFiles.write(stage.resolve(name), out -> out.write(bytes)));
            OutputFiles.text(stage.resolve(MARKER), String.join("\n", files.keySet()) + "\n");
            handOver.accept(stage);
        } finally {
            FolderSwap.deleteTree(stage);
        }
    }

    private static Path resolved(Path folder) {
        try {
            return Files.exists(folder)
                    ? folder.toRealPath()
                    : folder.toAbsolutePath().normalize();
        } catch (IOException e) {
            throw new InputException("cannot read " + folder + ": " + e.getMessage() + "; choose another --out", e);
        }
    }

    /** The files of the report that is there now; none if there is no folder or an empty one. */
    private static Set<String> ownFiles(Path target) {
        if (!Files.exists(target)) {
            return Set.of();
        }
        if (!Files.isDirectory(target) || target.getParent() == null) {
            throw new InputException("cannot write a report to " + target + ": expected a folder, got "
                    + (target.getParent() == null ? "the root of the file system" : "a file")
                    + "; choose another --out");
        }
        try (Stream<Path> entries = Files.list(target)) {
            if (entries.findAny().isEmpty()) {
                return Set.of();
            }
            Path marker = target.resolve(MARKER);
            if (!Files.isRegularFile(marker)) {
                throw new InputException("cannot write a report to " + target
                        + ": expected a new or empty folder or an earlier report (with a file " + MARKER
                        + "), got a folder with other files; choose another --out");
            }
            Set<String> names = new TreeSet<>();
            for (String line : Files.readAllLines(marker, StandardCharsets.UTF_8)) {
                if (!line.isBlank() && target.resolve(line).normalize().startsWith(target)) {
                    names.add(line);
                }
            }
            return names;
        } catch (IOException e) {
            throw new InputException("cannot read " + target + ": " + e.getMessage() + "; choose another --out", e);
        }
    }
}
