package tessera.extras.duckdb;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.duckdb.DuckDBResultSetMetaData;
import org.duckdb.StatementReturnType;
import tessera.cli.query.Rows;
import tessera.cli.query.StoredStudy;
import tessera.cli.query.StudyDatabase;
import tessera.traces.check.FileTrouble;
import tessera.traces.check.InputException;

/** Studies in a DuckDB database in memory, made anew for each statement. */
public final class DuckDbStudies implements StudyDatabase {
    @Override
    public void select(List<StoredStudy> studies, String sql, Rows rows) throws IOException {
        try (StudyTables tables = StudyTables.load(studies);
                PreparedStatement statement = query(tables, sql);
                ResultSet result = result(tables, statement)) {
            ResultSetMetaData columns = result.getMetaData();
            rows.columns(ColumnNames.of(columns));
            Object[] cells = new Object[columns.getColumnCount()];
            while (result.next()) {
                for (int i = 0; i < cells.length; i++) {
                    cells[i] = Cell.of(result.getObject(i + 1));
                }
                rows.row(new ArrayList<>(Arrays.asList(cells)));
            }
            rows.end();
        } catch (SQLException e) {
            throw SqlTrouble.of(e, List.of());
        }
    }

    /** The statement, checked: one that gives rows. */
    private static PreparedStatement query(StudyTables tables, String sql) {
        try {
            PreparedStatement statement = tables.connection().prepareStatement(sql);
            boolean givesRows = statement.getMetaData() instanceof DuckDBResultSetMetaData columns
                    && columns.getReturnType() == StatementReturnType.QUERY_RESULT;
            if (!givesRows) {
                statement.close();
                throw new InputException(
                        "SQL: expected a statement that gives rows (select, describe, summarize, …), got"
                                + " one that changes something: queries only read; --parquet FILE and --out DIR write results");
            }
            return statement;
        } catch (SQLException e) {
            throw SqlTrouble.of(e, tables.names());
        }
    }

    private static ResultSet result(StudyTables tables, PreparedStatement statement) {
        try {
            return statement.executeQuery();
        } catch (SQLException e) {
            throw SqlTrouble.of(e, tables.names());
        }
    }

    @Override
    public long writeParquet(List<StoredStudy> studies, String sql, Path file) {
        Path target = file.toAbsolutePath();
        Path beside = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            if (Files.isDirectory(target)) {
                throw new InputException("--parquet " + file + ": expected the name of a file, found a folder");
            }
            Files.createDirectories(target.getParent());
            // DuckDB's own message about a folder that nobody may write to is hard to read.
            Files.createFile(beside);
            long rows = copy(studies, sql, beside);
            move(beside, target);
            return rows;
        } catch (IOException e) {
            throw new InputException("cannot write " + file + ": " + FileTrouble.reason(e), e);
        } finally {
            deleteQuietly(beside);
        }
    }

    private static long copy(List<StoredStudy> studies, String sql, Path to) {
        try (StudyTables tables = StudyTables.load(studies, to)) {
            // Checked by itself first, so that a mistake is reported in the user's own lines.
            query(tables, sql).close();
            // The line break ends a comment that the statement may end with.
            String copy = "copy (" + sql.strip().replaceAll(";+$", "") + "\n) to " + StudyTables.text(to.toString())
                    + " (format parquet, compression zstd, use_tmp_file false)";
            try (PreparedStatement statement = tables.connection().prepareStatement(copy)) {
                statement.execute();
                return statement.getLargeUpdateCount();
            } catch (SQLException e) {
                throw SqlTrouble.of(e, tables.names());
            }
        } catch (SQLException e) {
            throw SqlTrouble.of(e, List.of());
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
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The failure that left it behind is the one to tell; the leftover is a hidden .part file.
            System.getLogger(DuckDbStudies.class.getName()).log(System.Logger.Level.DEBUG, "left behind " + file, e);
        }
    }
}
