package tessera.extras.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tessera.cli.Tessera;

/** The whole command on two small studies: what it prints, and what it refuses. */
class QueryTest {
    private static final String MINI = """
            run_id,lanes,bandwidth,latency_cycles,area_mm2,level,on_front
            0a0a0a0a-0-bound,8,512 GB/s,100.5,2.25,bound,true
            0a0a0a0a-1-bound,16,512 GB/s,50.25,4.5,bound,true
            0a0a0a0a-2-bound,32,1 TB/s,NaN,,bound,false
            """;
    private static final String WIDE = """
            run_id,lanes,bits,latency_cycles,level,on_front
            0b0b0b0b-0-cycle,4,8,1000.0,cycle,true
            """;

    @TempDir
    private Path root;

    private int exitCode;
    private String out;
    private String err;

    @BeforeEach
    void twoStudies() throws IOException {
        study("mini-space", MINI);
        study("wide", WIDE);
    }

    private void study(String name, String rows) throws IOException {
        Path folder = Files.createDirectories(root.resolve("studies").resolve(name));
        Files.writeString(folder.resolve("points.csv"), rows);
    }

    private String query(String... arguments) {
        List<String> all =
                new ArrayList<>(List.of("query", "--in", root.resolve("studies").toString()));
        all.addAll(List.of(arguments));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        exitCode = Tessera.run(new PrintStream(printed, true), new PrintStream(said, true), all.toArray(new String[0]));
        out = printed.toString(StandardCharsets.UTF_8);
        err = said.toString(StandardCharsets.UTF_8);
        return out;
    }

    @Test
    void pointsAreTheRowsOfAllStudiesWithTheirNames() {
        query(
                "select study, count(*) as n, min(latency_cycles) as least from points group by study order by study",
                "--format",
                "csv");
        assertEquals("study,n,least\nmini-space,3,50.25\nwide,1,1000.0\n", out, err);
        assertEquals(0, exitCode);
    }

    @Test
    void aColumnThatAStudyLacksIsNullThere() {
        query("select run_id, area_mm2, bits from points order by run_id", "--format", "json");
        assertEquals("""
                [{"run_id":"0a0a0a0a-0-bound","area_mm2":2.25,"bits":null},
                {"run_id":"0a0a0a0a-1-bound","area_mm2":4.5,"bits":null},
                {"run_id":"0a0a0a0a-2-bound","area_mm2":null,"bits":null},
                {"run_id":"0b0b0b0b-0-cycle","area_mm2":null,"bits":8}]
                """, out);
    }

    @Test
    void eachStudyIsATableOfItsOwnUnderANameWithoutQuotes() {
        query("select table_name, rows from studies order by study", "--format", "csv");
        assertEquals("table_name,rows\nmini_space,3\nwide,1\n", out);
        query("select bandwidth from mini_space where on_front and lanes > 8", "--format", "csv");
        assertEquals("bandwidth\n512 GB/s\n", out);
    }

    @Test
    void figuresThatADesignDoesNotHaveCountForNothing() {
        // (100.5 + 50.25) / 2; the third is NaN in the file.
        query("select avg(latency_cycles) from mini_space", "--format", "csv");
        assertEquals("avg_latency_cycles\n75.375\n", out);
    }

    @Test
    void valuesKeepTheirKinds() {
        query("select column_type from (describe mini_space)", "--format", "csv");
        assertEquals("column_type\nVARCHAR\nBIGINT\nVARCHAR\nDOUBLE\nDOUBLE\nVARCHAR\nBOOLEAN\n", out);
    }

    @Test
    void tableShowsTheFirstThousandRowsAndSaysHowManyThereAre() {
        query("select * from range(1500)");
        assertTrue(
                out.endsWith("\nthe first 1,000 of 1,500 rows; --format csv or --format json prints all of them\n"),
                out);
        assertEquals(2 + 1000 + 2, out.lines().count());
        query("select * from range(1500)", "--format", "csv");
        assertEquals(1501, out.lines().count());
    }

    @Test
    void outFolderGetsCsvAndJson() throws IOException {
        query(
                "select 1 as a, 2 as a, 0.5 as \"B c\"",
                "--out",
                root.resolve("answer").toString());
        assertEquals(0, exitCode, err);
        assertEquals("a,a_2,b_c\n1,2,0.5\n", Files.readString(root.resolve("answer/query.csv")));
        assertEquals("[{\"a\":1,\"a_2\":2,\"b_c\":0.5}]\n", Files.readString(root.resolve("answer/query.json")));
    }

    @Test
    void parquetHoldsAllPoints() throws Exception {
        Path file = root.resolve("new folder/it's.parquet");
        query("--parquet", file.toString(), "--format", "csv");
        assertEquals("file,rows\n" + file + ",4\n", out, err);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select count(*), sum(latency_cycles), sum(on_front::int) from '"
                                + file.toString().replace("'", "''") + "'")) {
            rows.next();
            assertEquals(4, rows.getLong(1));
            assertEquals(100.5 + 50.25 + 1000, rows.getDouble(2));
            assertEquals(3, rows.getLong(3));
        }
        assertEquals(1, filesIn(file.getParent()));
    }

    @Test
    void failedParquetLeavesTheOldFileAlone() throws IOException {
        Path file = root.resolve("old.parquet");
        Files.writeString(file, "old");
        query("select error('stop') from points -- to the last", "--parquet", file.toString());
        assertEquals(2, exitCode);
        assertEquals("old", Files.readString(file));
        assertEquals(2, filesIn(root), "studies and old.parquet");
    }

    @Test
    void parquetTakesAStatementThatEndsWithACommentAndASemicolon() {
        query(
                "select lanes from mini_space -- all;",
                "--parquet",
                root.resolve("lanes.parquet").toString());
        assertEquals(0, exitCode, err);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            selct 1                                   | SQL: Parser Error: syntax error at or near "selct" (line 1, at: selct)
            select ara_mm2 from mini_space            | Referenced column "ara_mm2" not found
            select * from mini                        | Table with name mini does not exist
            select * from mini                        | tables are points, studies, mini_space, wide
            delete from wide                          | expected a statement that gives rows
            delete from wide; select 1                | queries only read the studies' tables
            insert into wide (lanes) values (1) returning lanes | queries only read
            create table x as select 1                | expected a statement that gives rows
            copy points to 'x.csv'                    | Permission Error
            select * from read_csv('/etc/hostname')   | queries only read the studies' tables
            set enable_external_access = true         | expected a statement that gives rows
            select bandwidth::int from mini_space     | Could not convert string '512 GB/s'
            ''                                        | expected SQL, got an empty text
            /* nothing */                             | No statements to execute
            """)
    void badStatementIsOneLineWithTheReason(String sql, String reason) throws IOException {
        query(sql);
        assertEquals(2, exitCode, sql);
        assertEquals("", out, sql);
        assertEquals(1, err.lines().count(), err);
        assertTrue(err.contains(reason), err);
        assertFalse(err.contains("\tat "), err);
        assertEquals(MINI, Files.readString(root.resolve("studies/mini-space/points.csv")));
    }

    @Test
    void statementThatFailsHalfWayPrintsAndWritesNothing() {
        // The cast fails in the last of 200,000 rows.
        query(
                "select if(range = 199999, 'x', '1')::int from range(200000)",
                "--format",
                "csv",
                "--out",
                root.resolve("half").toString());
        assertEquals(2, exitCode);
        assertEquals("", out);
        assertEquals(0, filesIn(root.resolve("half")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            run_id,lanes;1-0-bound,8;1-1-bound,8,9 | CSV Error on Line: 3, Original Line: 1-1-bound,8,9, Expected Number of Columns: 2 Found: 3;
            run_id,lanes;1-0-bound,8;1-1-b         | CSV Error on Line: 3, Original Line: 1-1-b, Expected Number of Columns: 2 Found: 1;
            lanes,bits;8,8                         | (a header line that starts with run_id), got something else
            ''                                     | got an empty file
            """)
    void damagedRowsAreRefusedWithFileAndLine(String rows, String reason) throws IOException {
        study("torn", rows.replace(';', '\n'));
        query("select 1");
        assertEquals(2, exitCode);
        assertEquals("", out);
        assertEquals(1, err.lines().count(), err);
        assertTrue(err.contains(Path.of("torn", "points.csv") + ": expected "), err);
        assertTrue(err.contains(reason), err);
    }

    @Test
    void namesThatClashAsTablesGetNumbers() throws IOException {
        study("mini space", WIDE);
        study("points", WIDE);
        study("2026", WIDE);
        query("select study, table_name from studies order by study", "--format", "csv");
        assertEquals(
                "study,table_name\n2026,study_2026\nmini space,mini_space\nmini-space,mini_space_2\n"
                        + "points,points_2\nwide,wide\n",
                out,
                err);
    }

    private static long filesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
