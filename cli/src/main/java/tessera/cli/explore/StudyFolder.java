package tessera.cli.explore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.space.SpaceReader;
import tessera.cli.explore.store.StoreHeader;
import tessera.cli.explore.store.StoreReader;
import tessera.traces.check.InputException;

/** Where the files of a study are, and how a finished or interrupted one is read again. */
public final class StudyFolder {
    public static final String LOG = "points.log";
    public static final String SPACE = "space.yaml";
    public static final String CSV = "points.csv";
    public static final String JSONL = "points.jsonl";
    public static final String SUMMARY = "summary.json";
    public static final String PAGE = "index.html";

    private StudyFolder() {}

    /** {@code target/explore/NAME}: where a study goes without {@code --out}. */
    public static Path standard(String spaceName) {
        return Path.of("target", "explore", spaceName.replaceAll("[^A-Za-z0-9._-]+", "-"));
    }

    /** What the store of a folder says of itself: digest, version, columns, the space file. */
    public static StoreHeader header(Path folder) {
        try {
            return StoreReader.open(folder.resolve(LOG)).header();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    /**
     * The study in a folder as far as it is stored, without locking or changing anything; damaged records at its end are
     * left out. Neither the rank correlation nor whether it is finished is stored: the first is computed anew.
     */
    public static Study read(Path folder) {
        try {
            StoreReader log = StoreReader.open(folder.resolve(LOG));
            StoreHeader header = log.header();
            Space space = SpaceReader.of(folder.resolve(SPACE).toString(), header.description(), DesignModels.FIGURES);
            OutcomeTable table = new OutcomeTable(header.columns().size());
            log.forEach(table::add);
            return study(space, header.columns(), table, true);
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    static Study study(Space space, List<String> figures, OutcomeTable table, boolean isFinished) {
        Objectives objectives = new Objectives(space.objectives(), figures);
        Map<String, Double> correlations = LevelAgreement.of(objectives, table);
        return new Study(space, figures, table.sorted(), correlations, isFinished);
    }

    private static InputException unreadable(Path folder, IOException e) {
        return new InputException(
                folder + ": could not be read (" + e.getMessage() + "); expected the folder of an exploration", e);
    }
}
