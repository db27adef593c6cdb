package tessera.extras.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tessera.cli.query.StoredStudy;
import tessera.traces.check.InputException;
import tessera.traces.check.ToolException;

/**
 * A database in memory that holds a copy of the studies' rows, and a connection that can do nothing but read it: no file, no
 * network, no change. Columns are BOOLEAN, BIGINT, DOUBLE or VARCHAR, whichever all of a study's values are; an empty cell
 * and NaN, a figure that a design does not have, are NULL.
 */
final class StudyTables implements AutoCloseable {
    private static final String POINTS = "points";
    private static final String STUDIES = "studies";

    private final Connection connection;
    private final List<String> names;

    private StudyTables(Connection connection, List<String> names) {
        this.connection = connection;
        this.names = List.copyOf(names);
    }

    /**
     * Reads the studies' rows.
     *
     * @param writable files that statements may write, and no others
     */
    static StudyTables load(List<StoredStudy> studies, Path... writable) throws SQLException {
        Connection connection = open();
        try (Statement statement = connection.createStatement()) {
            List<String> names = tableNames(studies);
            for (int i = 0; i < studies.size(); i++) {
                new PointsFile(studies.get(i)).readInto(name(names.get(i)), statement);
            }
            statement.execute(points(studies, names));
            statement.execute(overview(studies, names));
            seal(statement, writable);
            List<String> all = new ArrayList<>(List.of(POINTS, STUDIES));
            all.addAll(names);
            return new StudyTables(connection, all);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static Connection open() throws SQLException {
        try {
            return DriverManager.getConnection("jdbc:duckdb:");
        } catch (UnsatisfiedLinkError e) {
            throw new ToolException(
                    "DuckDB does not run on this machine (" + e.getMessage()
                            + "): its jar has native code for Linux, macOS and Windows on 64 bits; read points.csv instead",
                    e);
        }
    }

    private static String points(List<StoredStudy> studies, List<String> names) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            parts.add("select " + text(studies.get(i).name()) + " as study, * from " + name(names.get(i)));
        }
        return "create view " + POINTS + " as " + String.join(" union all by name ", parts);
    }

    private static String overview(List<StoredStudy> studies, List<String> names) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            parts.add("select " + text(studies.get(i).name()) + " as study, " + text(names.get(i)) + " as table_name, "
                    + text(studies.get(i).folder().toString()) + " as folder, count(*) as rows from "
                    + name(names.get(i)));
        }
        return "create table " + STUDIES + " as " + String.join(" union all ", parts);
    }

    /** From here on: no files but {@code writable}, no extensions from the network, no changes. */
    private static void seal(Statement statement, Path... writable) throws SQLException {
        statement.execute("set temp_directory = " + text(spillFolder().toString()));
        statement.execute("set autoinstall_known_extensions = false");
        statement.execute("set autoload_known_extensions = false");
        List<String> files = new ArrayList<>();
        for (Path file : writable) {
            files.add(text(file.toString()));
        }
        statement.execute("set allowed_paths = [" + String.join(", ", files) + "]");
        statement.execute("set enable_external_access = false");
        statement.execute("set lock_configuration = true");
        statement.execute("begin transaction read only");
    }

    /** Where DuckDB puts what does not fit into memory; by default that would be the user's current folder. */
    private static Path spillFolder() {
        try {
            Path folder = Files.createTempDirectory("tessera-query-");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new InputException(
                    "cannot make a folder for temporary files in " + System.getProperty("java.io.tmpdir") + ": "
                            + e.getMessage() + "; name another with JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=DIR",
                    e);
        }
    }

    /** The studies' names as SQL reads them without quotes: {@code my-space} becomes {@code my_space}. */
    private static List<String> tableNames(List<StoredStudy> studies) {
        Set<String> taken = new HashSet<>(List.of(POINTS, STUDIES));
        List<String> names = new ArrayList<>();
        for (StoredStudy study : studies) {
            String plain = study.name().replaceAll("[^A-Za-z0-9_]", "_");
            String start = plain.matches("[A-Za-z_].*") ? plain : "study_" + plain;
            String name = start;
            for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
                name = start + "_" + i;
            }
            names.add(name);
        }
        return names;
    }

    private static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A text as SQL writes it. */
    static String text(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    Connection connection() {
        return connection;
    }

    /** Names of all tables. */
    List<String> names() {
        return names;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
