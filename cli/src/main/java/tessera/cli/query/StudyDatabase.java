package tessera.cli.query;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * SQL over the rows of studies; provided by {@code extras/duckdb}. The tables: {@code points}, all studies' rows under a
 * column {@code study}; one table a study; {@code studies}, what there is. Nothing that a statement does changes a study.
 */
public interface StudyDatabase {
    /**
     * Runs one statement and hands its rows on, one after the other.
     *
     * @throws tessera.traces.check.InputException if the statement is none, fails or would write, or a study's rows cannot
     *     be read
     */
    void select(List<StoredStudy> studies, String sql, Rows rows) throws IOException;

    /**
     * Writes the rows of one statement as a Parquet file: the whole file, or none.
     *
     * @return number of rows written
     */
    long writeParquet(List<StoredStudy> studies, String sql, Path file);
}
