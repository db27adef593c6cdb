package tessera.cli.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tessera.cli.CommandLineRun;
import tessera.traces.check.InputException;

class StudiesTest {
    @TempDir
    private Path root;

    private final List<String> notes = new ArrayList<>();

    private Path file(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "");
    }

    private List<String> names(Path... folders) {
        return Studies.in(List.of(folders), notes::add).stream()
                .map(StoredStudy::name)
                .toList();
    }

    private String refusal(Path... folders) {
        return assertThrows(InputException.class, () -> names(folders)).getMessage();
    }

    @Test
    void findsTheStudiesOfAParentFolderByName() throws IOException {
        file("b/points.csv");
        file("a/points.csv");
        file("c/charts/picture.svg");
        assertEquals(List.of("a", "b"), names(root));
        assertEquals(List.of(), notes);
    }

    @Test
    void takesTheFolderOfOneStudyItself() throws IOException {
        file("a/points.csv");
        file("a/older/points.csv");
        assertEquals(List.of("a"), names(root.resolve("a")));
        assertEquals(List.of("a"), names(root.resolve("a/.")));
    }

    @Test
    void saysWhichStudyHasNoRowsYet() throws IOException {
        file("a/points.csv");
        file("b/points.log");
        assertEquals(List.of("a"), names(root));
        assertEquals(1, notes.size());
        assertTrue(notes.get(0).contains(root.resolve("b") + " has a log but no rows yet"), notes.get(0));
        assertTrue(refusal(root.resolve("b")).contains("found none; " + root.resolve("b") + " has a log"));
    }

    @Test
    void refusesWhatIsNoFolderOrHasNoStudy() throws IOException {
        assertTrue(refusal(root.resolve("nix")).contains("found nothing there"));
        assertTrue(refusal(file("text")).contains("found a file"));
        assertTrue(
                refusal(root).contains("expected points.csv in it or in its subfolders, found none; tessera explore"));
    }

    @Test
    void refusesTwoStudiesOfOneName() throws IOException {
        file("x/a/points.csv");
        file("y/a/points.csv");
        assertTrue(refusal(root.resolve("x"), root.resolve("y")).startsWith("two studies are named 'a'"));
    }

    @Test
    void commandNeedsAStatementAStudyAndADatabase() throws IOException {
        file("a/points.csv");
        String missing = CommandLineRun.of("query", "--in", root.toString()).refusal();
        assertTrue(missing.contains("expected a statement"), missing);
        String none =
                CommandLineRun.of("query", "select 1", "--in", root + "/nix").refusal();
        assertTrue(none.contains("found nothing there"), none);
        // Tests of this module have no database: the same as a start without the launcher.
        CommandLineRun run = CommandLineRun.of("query", "select 1", "--in", root.toString());
        assertEquals(4, run.exitCode());
        assertTrue(run.err().contains("start with ./tessera query, which builds it"), run.err());
    }
}
