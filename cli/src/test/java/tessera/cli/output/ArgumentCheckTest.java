package tessera.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tessera.cli.CommandLineRun;

/** What is wrong with an argument whatever the command. */
class ArgumentCheckTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "--gpu, NAME|FILE.yaml",
        "--kernel, NAME",
        "--out, DIR",
        "--timeline, FILE",
    })
    void anEmptyOptionIsNoDefault(String option, String expected) {
        String message = CommandLineRun.of("gna", "--layout", "64", "--window", "8", option, "")
                .refusal();
        assertTrue(message.contains(option + ": expected " + expected + ", got an empty text"), message);
    }

    @Test
    void anEmptyParameterAndAnEmptyPartOfAGroupAreRefused() {
        assertTrue(CommandLineRun.of("trace", "info", "").refusal().contains("expected TRACE"));
        assertTrue(CommandLineRun.of("trace", "capture", "--model", "", "--text", "x")
                .refusal()
                .contains("--model: expected NAME"));
    }

    @Test
    void helpIsGivenWhateverElseIsThere() {
        assertEquals(0, CommandLineRun.of("gna", "--layout", "", "--help").exitCode());
    }

    @ParameterizedTest
    @CsvSource({
        "--seed, 1.5, a whole number up to 9223372036854775807",
        "--heads, 99999999999, a whole number up to 2147483647",
        "--attention-share, NaN, a finite number",
        "--attention-share, Infinity, a finite number",
        "--attention-share, x, a finite number",
    })
    void aNumberThatIsNoneSaysWhatIsExpected(String option, String given, String expected) {
        String message = CommandLineRun.of("gna", "--layout", "64", "--window", "8", option, given)
                .refusal();
        assertTrue(message.contains("'" + option + "': expected " + expected), message);
        assertTrue(message.contains("got '" + given + "'"), message);
    }

    /** Before anything is computed, and without leaving folders behind. */
    @Test
    void resultsThatCannotBeWrittenAreRefusedBeforeTheyAreComputed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        for (Path out : new Path[] {file, file.resolve("sub")}) {
            String message = CommandLineRun.of(
                            "gna", "--layout", "64", "--window", "8", "--format", "csv", "--out", out.toString())
                    .refusal();
            assertTrue(message.contains("cannot write " + out), message);
        }
        Path absent = folder.resolve("a").resolve("b");
        CommandLineRun.of("gna", "--layout", "64", "--window", "99", "--out", absent.toString())
                .refusal();
        assertFalse(Files.exists(absent.getParent()), "a refused command has made a folder");
    }
}
