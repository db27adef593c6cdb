package tessera.cli.explore.answer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tessera.cli.Version;
import tessera.cli.explore.DesignModel;
import tessera.cli.explore.DesignModels;
import tessera.cli.explore.RunId;
import tessera.cli.explore.StudyDigest;
import tessera.cli.explore.StudyFolder;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.space.SpaceReader;
import tessera.cli.explore.store.Outcome;
import tessera.cli.explore.store.StoreHeader;
import tessera.cli.explore.store.StoreReader;
import tessera.traces.check.InputException;

/**
 * One row of a stored study, with what it takes to compute it again.
 *
 * @param id as the user gave it
 * @param header what the store says of itself
 * @param space as the store has it, whatever became of the space file since
 */
public record StoredRun(RunId id, Path folder, StoreHeader header, Space space, Outcome outcome) {
    /**
     * Looks a run up.
     *
     * @param in a study's folder, or one that holds studies; null for {@code target/explore}
     * @throws InputException if there is no such study or no such row in it, or it is of other figures than ours
     */
    public static StoredRun find(String runId, Path in) {
        RunId id = RunId.parse(runId);
        Path folder = StudyFinder.find(id, in);
        StoreHeader header = StudyFolder.header(folder);
        if (!header.columns().equals(DesignModels.FIGURES)) {
            throw new InputException(folder + ": its figures are those of Tessera " + header.version() + " ("
                    + String.join(", ", header.columns()) + "), which differ from ours; explore the space again");
        }
        Space space = SpaceReader.of(
                folder.resolve(StudyFolder.SPACE).toString(), header.description(), DesignModels.FIGURES);
        return new StoredRun(id, folder, header, space, outcome(id, folder));
    }

    private static Outcome outcome(RunId id, Path folder) {
        List<Outcome> found = new ArrayList<>();
        List<String> levels = new ArrayList<>();
        try {
            StoreReader.open(folder.resolve(StudyFolder.LOG)).forEach(outcome -> {
                if (outcome.point() == id.point()) {
                    levels.add(outcome.level().label());
                    if (outcome.level() == id.level()) {
                        found.add(outcome);
                    }
                }
            });
        } catch (IOException e) {
            throw new InputException(folder + ": could not be read (" + e.getMessage() + ")", e);
        }
        if (found.isEmpty()) {
            throw new InputException("run id " + id + ": the study in " + folder + " has "
                    + (levels.isEmpty()
                            ? "no point " + id.point() + "; its points are in points.csv"
                            : "point " + id.point() + " at level " + String.join(" and ", levels) + " only"));
        }
        return found.get(0);
    }

    /** What has changed since the run was stored, as a sentence; empty if nothing that the study names. */
    public String change() {
        if (!header.version().equals(Version.NUMBER)) {
            return "It was stored by Tessera " + header.version() + "; this is " + Version.NUMBER + ".";
        }
        return StudyDigest.of(space, header.seed()).equals(header.space())
                ? ""
                : "The machine, the pattern or a workload has changed since.";
    }

    /** The model of the study's space as the machine, pattern and traces are now. */
    public DesignModel model() {
        return DesignModels.of(space);
    }
}
