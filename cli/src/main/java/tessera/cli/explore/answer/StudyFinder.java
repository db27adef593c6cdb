package tessera.cli.explore.answer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tessera.cli.explore.RunId;
import tessera.cli.explore.StudyFolder;
import tessera.cli.explore.store.PointStore;
import tessera.traces.check.InputException;

/** Finds the study that a run id belongs to, by the digest in its store. */
final class StudyFinder {
    private static final Path STANDARD = Path.of("target", "explore");

    private StudyFinder() {}

    /**
     * The folder of the study.
     *
     * @param in a study's folder, or one that holds studies; null for {@code target/explore}
     */
    static Path find(RunId id, Path in) {
        Path place = in == null ? STANDARD : in;
        List<String> others = new ArrayList<>();
        for (Path folder : studies(place)) {
            try {
                String digest = StudyFolder.header(folder).space();
                if (digest.startsWith(id.study())) {
                    return folder;
                }
                others.add(digest.substring(0, id.study().length()) + " (" + folder + ")");
            } catch (InputException e) {
                // Another study may be the one; if not, the message tells.
                others.add("one that cannot be read (" + e.getMessage() + ")");
            }
        }
        throw new InputException(
                "run id " + id + ": expected a study whose digest begins with " + id.study() + " in " + place
                        + ", found " + (others.isEmpty() ? "no study" : String.join(", ", others))
                        + "; say where it is with --in DIR");
    }

    /** The place itself if it is a study, and every study right below it, by name. */
    private static List<Path> studies(Path place) {
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        List<Path> studies = new ArrayList<>();
        if (PointStore.isIn(place)) {
            studies.add(place);
        }
        try (Stream<Path> below = Files.list(place)) {
            below.filter(PointStore::isIn).sorted().forEach(studies::add);
        } catch (IOException e) {
            throw new InputException(
                    place + ": cannot be listed (" + e.getMessage() + "); give another folder with --in", e);
        }
        return studies;
    }
}
