package tessera.cli.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tessera.traces.check.FileTrouble;
import tessera.traces.check.InputException;

/** Finds the studies that a query is about. */
public final class Studies {
    /** Where explorations go unless told otherwise. */
    public static final Path DEFAULT = Path.of("target", "explore");

    private static final String LOG = "points.log";

    private Studies() {}

    /**
     * The study in each folder or, where there is none, the studies in its subfolders, by name. Nothing found, a folder
     * that is missing, and two studies of one name are refused.
     *
     * @param notes gets a sentence for each study that cannot be read yet: a log without rows
     */
    public static List<StoredStudy> in(List<Path> folders, Consumer<String> notes) {
        List<StoredStudy> studies = new ArrayList<>();
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                throw new InputException(
                        "studies in " + folder + ": expected the folder of a study, or of several, found "
                                + (Files.exists(folder) ? "a file" : "nothing there") + hint());
            }
            int before = studies.size();
            List<Path> unfinished = new ArrayList<>();
            for (Path candidate : isStudy(folder) ? List.of(folder) : subfolders(folder)) {
                if (Files.isRegularFile(candidate.resolve(StoredStudy.POINTS))) {
                    studies.add(new StoredStudy(name(candidate), candidate));
                } else if (Files.exists(candidate.resolve(LOG))) {
                    unfinished.add(candidate);
                }
            }
            String trouble = unfinished.isEmpty() ? "" : unfinished(unfinished);
            if (studies.size() == before) {
                throw new InputException("studies in " + folder
                        + ": expected points.csv in it or in its subfolders, found none" + trouble + hint());
            }
            if (!trouble.isEmpty()) {
                notes.accept("left out" + trouble);
            }
        }
        mustDiffer(studies);
        return studies;
    }

    private static boolean isStudy(Path folder) {
        return Files.exists(folder.resolve(StoredStudy.POINTS)) || Files.exists(folder.resolve(LOG));
    }

    private static String unfinished(List<Path> folders) {
        return "; " + String.join(", ", folders.stream().map(Path::toString).toList())
                + (folders.size() == 1 ? " has" : " have")
                + " a log but no rows yet: finish with tessera explore --resume";
    }

    private static String hint() {
        return "; tessera explore SPACE.yaml makes a study, --in DIR names where studies lie";
    }

    private static List<Path> subfolders(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new InputException("studies in " + folder + ": cannot be listed (" + FileTrouble.reason(e) + ")", e);
        }
    }

    private static String name(Path folder) {
        Path normal = folder.toAbsolutePath().normalize();
        return normal.getFileName() == null ? "root" : normal.getFileName().toString();
    }

    private static void mustDiffer(List<StoredStudy> studies) {
        for (int i = 0; i < studies.size(); i++) {
            StoredStudy study = studies.get(i);
            Optional<StoredStudy> other = studies.subList(0, i).stream()
                    .filter(earlier -> earlier.name().equals(study.name()))
                    .findFirst();
            if (other.isPresent()) {
                throw new InputException("two studies are named '" + study.name() + "': "
                        + other.get().folder() + " and " + study.folder()
                        + "; the column study could not tell their rows apart: rename one folder or query one of them");
            }
        }
    }
}
