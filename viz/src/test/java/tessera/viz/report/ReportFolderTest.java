package tessera.viz.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tessera.traces.check.InputException;

class ReportFolderTest {
    @TempDir
    private Path parent;

    private static Map<String, byte[]> files(String... namesAndTexts) {
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            files.put(namesAndTexts[i], namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return files;
    }

    private Set<String> everything() throws IOException {
        try (Stream<Path> all = Files.walk(parent)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> parent.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void anOldReportIsReplacedAndTheUsersFilesStay() throws IOException {
        Path out = parent.resolve("r");
        ReportFolder.replace(out, files("index.html", "old", "charts/a.svg", "a", "charts/b.svg", "b"));
        Files.writeString(out.resolve("charts/mine.txt"), "mine");
        Files.createDirectories(out.resolve("notes"));
        Files.writeString(out.resolve("notes/todo.txt"), "todo");
        ReportFolder.replace(out, files("index.html", "new", "charts/b.svg", "b2"));
        assertEquals(
                Set.of("r/.tessera-report", "r/index.html", "r/charts/b.svg", "r/charts/mine.txt", "r/notes/todo.txt"),
                everything());
        assertEquals("new", Files.readString(out.resolve("index.html")));
        assertEquals("mine", Files.readString(out.resolve("charts/mine.txt")));
        assertEquals("charts/b.svg\nindex.html\n", Files.readString(out.resolve(ReportFolder.MARKER)));
    }

    @Test
    void emptyFoldersAreFilled() throws IOException {
        Files.createDirectories(parent.resolve("r"));
        ReportFolder.check(parent.resolve("r"));
        ReportFolder.replace(parent.resolve("r"), files("index.html", "new"));
        assertEquals(Set.of("r/.tessera-report", "r/index.html"), everything());
    }

    @Test
    void aFolderOfSomebodyElseIsRefusedAndUntouched() throws IOException {
        Path out = parent.resolve("home");
        Files.createDirectories(out);
        Files.writeString(out.resolve("index.html"), "my site");
        for (var attempt : new Runnable[] {
            () -> ReportFolder.check(out), () -> ReportFolder.replace(out, files("index.html", "report"))
        }) {
            String message = assertThrows(InputException.class, attempt::run).getMessage();
            assertTrue(message.contains("expected a new or empty folder or an earlier report"), message);
        }
        assertEquals(Set.of("home/index.html"), everything());
        assertEquals("my site", Files.readString(out.resolve("index.html")));
    }

    @Test
    void aFileOfTheUserUnderANameOfOursIsRefused() throws IOException {
        Path out = parent.resolve("r");
        ReportFolder.replace(out, files("index.html", "old"));
        Files.createDirectories(out.resolve("charts"));
        Files.writeString(out.resolve("charts/a.svg"), "mine");
        assertThrows(
                InputException.class, () -> ReportFolder.replace(out, files("index.html", "new", "charts/a.svg", "a")));
        assertEquals("old", Files.readString(out.resolve("index.html")));
        assertEquals("mine", Files.readString(out.resolve("charts/a.svg")));
    }

    @Test
    void aMarkerCannotPointOutside() throws IOException {
        Path out = parent.resolve("r");
        ReportFolder.replace(out, files("index.html", "old"));
        Files.writeString(parent.resolve("precious"), "x");
        Files.writeString(out.resolve(ReportFolder.MARKER), "index.html\n../precious\n");
        ReportFolder.replace(out, files("index.html", "new"));
        assertEquals(Set.of("precious", "r/.tessera-report", "r/index.html"), everything());
    }

    @Test
    void whereAFolderCannotBeRenamedAwayFilesAreReplacedOneByOne() throws IOException {
        Path out = parent.resolve("r");
        ReportFolder.replace(out, files("index.html", "old", "gone.txt", "x"));
        Files.writeString(out.resolve("mine.txt"), "mine");
        Path stage = parent.resolve("stage");
        Files.createDirectories(stage.resolve("charts"));
        Files.writeString(stage.resolve("index.html"), "new");
        Files.writeString(stage.resolve("charts/a.svg"), "a");
        FolderSwap.moveInto(stage, out, Set.of("index.html", "gone.txt"));
        FolderSwap.deleteTree(stage);
        assertEquals(Set.of("r/.tessera-report", "r/charts/a.svg", "r/index.html", "r/mine.txt"), everything());
        assertEquals("new", Files.readString(out.resolve("index.html")));
    }

    @Test
    void aFailureWhileWritingKeepsTheOldReport() throws IOException {
        Path out = parent.resolve("r");
        ReportFolder.replace(out, files("index.html", "old"));
        // "a" would have to be a file and a folder.
        assertThrows(
                InputException.class,
                () -> ReportFolder.replace(out, files("a", "x", "a/b", "y", "index.html", "new")));
        assertEquals(Set.of("r/.tessera-report", "r/index.html"), everything());
        assertEquals("old", Files.readString(out.resolve("index.html")));
    }

    @Test
    void whatCannotBeWrittenIsSaidBeforeAndLeavesNothing() throws IOException {
        Path nowhere = Path.of("/proc/nope/x");
        String message = assertThrows(InputException.class, () -> ReportFolder.check(nowhere))
                .getMessage();
        assertTrue(message.startsWith("cannot write /proc/nope/x: expected a place where files can be made"), message);
        assertThrows(InputException.class, () -> ReportFolder.replace(nowhere, files("index.html", "x")));
        Files.writeString(parent.resolve("file"), "x");
        assertThrows(InputException.class, () -> ReportFolder.check(parent.resolve("file")));
        assertThrows(InputException.class, () -> ReportFolder.check(parent.resolve("file/below")));
        assertThrows(InputException.class, () -> ReportFolder.check(Path.of("/")));
        ReportFolder.check(parent.resolve("new/deep/folder"));
        assertEquals(Set.of("file"), everything());
        assertFalse(Files.exists(parent.resolve("new")));
    }

    @Test
    void addingLeavesTheFolderAndWhatIsInItWhereItIs() throws IOException {
        Path out = Files.createDirectories(parent.resolve("study"));
        Files.writeString(out.resolve("points.log"), "precious");
        Object before = Files.getAttribute(out, "unix:ino");
        ReportFolder.addTo(out, files("index.html", "old", "charts/a.svg", "a"));
        ReportFolder.addTo(out, files("index.html", "new", "charts/b.svg", "b"));
        assertEquals(before, Files.getAttribute(out, "unix:ino"));
        assertEquals("precious", Files.readString(out.resolve("points.log")));
        assertEquals("new", Files.readString(out.resolve("index.html")));
        assertFalse(Files.exists(out.resolve("charts/a.svg")));
        assertEquals("b", Files.readString(out.resolve("charts/b.svg")));
        try (Stream<Path> rest = Files.list(parent)) {
            assertEquals(List.of(out), rest.toList());
        }
    }

    @Test
    void addingRefusesAFileOfSomebodyElseUnderOneOfItsNames() throws IOException {
        Path out = Files.createDirectories(parent.resolve("study"));
        Files.writeString(out.resolve("index.html"), "mine");
        InputException refused =
                assertThrows(InputException.class, () -> ReportFolder.addTo(out, files("index.html", "new")));
        assertTrue(refused.getMessage().contains("not a report's"), refused.getMessage());
        assertEquals("mine", Files.readString(out.resolve("index.html")));
    }

    @Test
    void linksToAFolderAreFollowed() throws IOException {
        Path real = parent.resolve("real");
        Files.createDirectories(real);
        Path link = Files.createSymbolicLink(parent.resolve("link"), real);
        ReportFolder.replace(link, files("index.html", "new"));
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(real.resolve("index.html")));
    }
}
