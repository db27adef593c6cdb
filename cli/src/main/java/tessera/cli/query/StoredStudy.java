package tessera.cli.query;

import java.nio.file.Path;

/**
 * A finished exploration in a folder.
 *
 * @param name the folder's name; no two studies of a query have the same
 * @param folder holds {@code points.csv}: one row per point and level
 */
public record StoredStudy(String name, Path folder) {
    static final String POINTS = "points.csv";

    public Path points() {
        return folder.resolve(POINTS);
    }
}
