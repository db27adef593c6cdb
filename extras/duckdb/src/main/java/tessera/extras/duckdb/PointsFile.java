package tessera.extras.duckdb;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import tessera.cli.query.StoredStudy;
import tessera.traces.check.FileTrouble;
import tessera.traces.check.InputException;

/** A study's rows in CSV, read whole or not at all: a row with a cell too many or too few is an error, never skipped. */
final class PointsFile {
    private static final String FIRST_COLUMN = "run_id";
    private static final String FORM =
            ", header = true, skip = 0, delim = ',', quote = '\"', escape = '\"', comment = ''";

    private final Path file;

    PointsFile(StoredStudy study) {
        this.file = study.points();
    }

    /** Reads all rows into a new table; the type of a column is the narrowest that holds all its values. */
    void readInto(String table, Statement statement) throws SQLException {
        checkHeader();
        try {
            statement.execute("create table " + table + " as from read_csv(" + StudyTables.text(file.toString()) + FORM
                    + ", nullstr = ['', 'NaN'], sample_size = -1,"
                    + " auto_type_candidates = ['BOOLEAN', 'BIGINT', 'DOUBLE', 'VARCHAR'])");
        } catch (SQLException e) {
            throw new InputException(
                    file + ": expected rows under one header line, as tessera explore writes them, got: "
                            + exactReason(e) + "; write it again with tessera explore --resume",
                    e);
        }
    }

    private void checkHeader() {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            String line = reader.readLine();
            if (line == null || !line.startsWith(FIRST_COLUMN + ",")) {
                throw new InputException(file + ": expected the rows of an exploration (a header line that starts with "
                        + FIRST_COLUMN + "), got " + (line == null ? "an empty file" : "something else"));
            }
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read (" + FileTrouble.reason(e) + ")", e);
        }
    }

    /** The reader that guesses types only says that it could not; one that takes all for text names the line. */
    private String exactReason(SQLException guessing) {
        List<String> columns = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(file);
                java.sql.Connection connection = java.sql.DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            int count = reader.readLine().split(",").length;
            for (int i = 0; i < count; i++) {
                columns.add("'c" + i + "': 'VARCHAR'");
            }
            statement.execute("create table t as from read_csv(" + StudyTables.text(file.toString()) + FORM
                    + ", auto_detect = false, columns = {" + String.join(", ", columns) + "})");
            return firstLines(guessing.getMessage());
        } catch (SQLException e) {
            return firstLines(e.getMessage());
        } catch (IOException e) {
            return FileTrouble.reason(e);
        }
    }

    /** What DuckDB says ahead of its advice, which is about options that our users do not have. */
    private static String firstLines(String message) {
        int advice = message.indexOf("\nPossible ");
        return (advice < 0 ? message : message.substring(0, advice)).strip().replaceAll("\\s*\\R\\s*", ", ");
    }
}
