package tessera.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README and the docs promise is there: every linked file, every command and option in a code line. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final Pattern COMMAND = Pattern.compile("\\./tessera ([a-z]+)((?: [^`\\n#|]+)?)");

    @Test
    void everyRelativeLinkLeadsToAFile() throws IOException {
        for (Path page : pages()) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                assertTrue(
                        Files.exists(page.resolveSibling(link.group(1))), page + " links to missing " + link.group(1));
            }
        }
    }

    @Test
    void everyCommandOfTheReadmeExistsWithItsOptions() throws IOException {
        Matcher command = COMMAND.matcher(Files.readString(ROOT.resolve("README.md")));
        int found = 0;
        while (command.find()) {
            found++;
            String name = command.group(1);
            List<String> words = List.of(command.group(2).strip().split(" +"));
            boolean isNested = List.of("hdl", "trace").contains(name);
            String[] help = isNested ? new String[] {name, words.get(0), "--help"} : new String[] {name, "--help"};
            CommandLineRun run = CommandLineRun.of(help);
            assertEquals(0, run.exitCode(), command.group());
            words.stream()
                    .filter(word -> word.startsWith("--"))
                    .forEach(option ->
                            assertTrue(run.out().contains(option.split("=")[0]), option + " of: " + command.group()));
        }
        assertTrue(found >= 8, "only " + found + " commands found");
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(ROOT.resolve("README.md")),
                            docs.filter(file -> file.toString().endsWith(".md")))
                    .toList();
        }
    }
}
