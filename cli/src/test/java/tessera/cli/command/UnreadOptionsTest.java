package tessera.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tessera.cli.CommandLineRun;

/** An option that would change nothing is refused: who wrote it expects an effect. */
class UnreadOptionsTest {
    @TempDir
    private Path folder;

    private String file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("w.csv"), """
                key_fetch_num,value_fetch_num,quant_key_bit,quant_value_bit,if_requant
                64,64,8,8,False
                """).toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gna --problems FILE --layout 64",
                "gna --problems FILE --top 4",
                "gna --problems FILE --sparsity 0.5",
                "gna --problems FILE --steps 4",
                "gna --problems FILE --gpu b200",
                "gna --calibrate FILE --layout 64",
                "dram seq:n=4 --check-trace FILE",
                "dram seq:n=4 --compare FILE",
                "dram seq:n=4 --print-stream --print-preset",
                "dram seq:n=4 --map-explorer --check",
                "trace import FILE --causal",
                "trace synthesize --like sample:vit-shapes-256 --zipf 2",
            })
    void anOptionThatIsNotReadIsRefused(String line) {
        String message =
                CommandLineRun.of(line.replace("FILE", file).split(" ")).refusal();
        assertTrue(message.contains(" beside ") && message.endsWith("expected one or the other"), message);
    }

    @Test
    void theListOfSuggestionsIsCutWhereThereIsOne() {
        for (String[] more : new String[][] {{"--top", "5"}, {"--top", "5", "--suggest", "--gpu", "b200"}}) {
            String[] all = new String[5 + more.length];
            System.arraycopy(new String[] {"gna", "--layout", "64", "--window", "16"}, 0, all, 0, 5);
            System.arraycopy(more, 0, all, 5, more.length);
            assertTrue(
                    CommandLineRun.of(all).refusal().contains("--top 5 is about the list of --suggest without --gpu"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"memory.channel_count=4", "dram.preset=ideal dram.channels=4", "dram.preset=ideal dram.map=zzz"})
    void aMachineHasOneMemoryAndOnlyThatIsSet(String settings) {
        StringBuilder line = new StringBuilder("simulate " + file + " --machine spatten-hpca21");
        for (String setting : settings.split(" ")) {
            line.append(" --set ").append(setting);
        }
        String message = CommandLineRun.of(line.toString().split(" ")).refusal();
        assertTrue(message.contains("which does not read it"), message);
    }

    @Test
    void theMemoryThatIsThereCanBeSet() {
        String line = "simulate " + file + " --machine spatten-hpca21 --set ";
        assertEquals(0, CommandLineRun.of((line + "dram.channels=8").split(" ")).exitCode());
        assertEquals(
                0,
                CommandLineRun.of((line + "dram.preset=ideal --set memory.channel_count=8").split(" "))
                        .exitCode());
    }

    /** Only the file's own endings are looked at, so a wrong one must say what there is. */
    @Test
    void aWorkloadOfAnotherKindNamesTheKinds() {
        String message = CommandLineRun.of("simulate", "work.txt", "--machine", "spatten-rtl")
                .refusal();
        assertTrue(
                message.contains("expected a workload ending in .csv, a trace ending in .npz or .safetensors"),
                message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "json", "csv"})
    void aProblemFileWithoutProblemsIsNoAnswer(String format) throws IOException {
        for (String text : new String[] {"", "\n \r\n"}) {
            Path problems = Files.writeString(folder.resolve("p.jsonl"), text);
            Path out = folder.resolve("out-" + format);
            CommandLineRun run = CommandLineRun.of(
                    "gna", "--problems", problems.toString(), "--format", format, "--out", out.toString());
            assertTrue(run.refusal().contains("expected one JSON object a line"), run.err());
            assertEquals("", run.out());
            assertFalse(Files.exists(out.resolve("gna.jsonl")) || Files.exists(out.resolve("gna.csv")));
        }
    }

    /** NUL is no blank: such a line is a damaged one. */
    @Test
    void aLineOfControlCharactersIsNotSkipped() throws IOException {
        Path problems = Files.write(folder.resolve("p.jsonl"), new byte[] {0, 0, '\n'});
        CommandLineRun run = CommandLineRun.of("gna", "--problems", problems.toString(), "--format", "json");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("1 of 1 problems"), run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"top10_mass=0.5", "top10_mass", "entropy<1.2.3", "entropy > x"})
    void aFieldWithoutAComparisonIsNoShellCommand(String predicate) {
        String message = CommandLineRun.of("trace", "minimise", "sample:vit-shapes-256", "--keep", predicate)
                .refusal();
        assertTrue(message.contains("expected a field, one of < <= > >=, and a number"), message);
    }

    @Test
    void aCommandNeedsTimeToHold() {
        String message = CommandLineRun.of(
                        "trace", "minimise", "sample:vit-shapes-256", "--keep", "true {}", "--timeout", "0")
                .refusal();
        assertTrue(message.contains("--timeout 0: expected at least 1 second"), message);
    }

    /** What an imported problem is for is tessera gna: what that refuses is refused here. */
    @Test
    void anImportedProblemCanBeAnswered() throws IOException {
        Path natten = Files.writeString(folder.resolve("n.json"), "{\"input_size\":[16],\"window_size\":[99]}");
        String message = CommandLineRun.of(
                        "trace",
                        "import",
                        natten.toString(),
                        "--out",
                        folder.resolve("out").toString())
                .refusal();
        assertTrue(message.contains("n.json, problem 1: "), message);
        assertFalse(Files.exists(folder.resolve("out")));
    }

    @Test
    void aTraceBeyondAllBoundsIsRefusedBeforeItIsMade() {
        String message = CommandLineRun.of(
                        "trace",
                        "synthesize",
                        "--tokens",
                        "16",
                        "--layers",
                        "2147483647",
                        "--out",
                        folder.resolve("o").toString())
                .refusal();
        assertTrue(message.contains("expected at most 274877906944 elements in all"), message);
        assertFalse(Files.exists(folder.resolve("o")));
    }

    @Test
    void aTimelineThatCannotBeWrittenIsRefusedBeforeTheRun() {
        CommandLineRun run = CommandLineRun.of(
                "gna", "--layout", "64", "--window", "16", "--gpu", "b200", "--timeline", folder.toString());
        assertEquals("", run.out());
        assertTrue(run.refusal().contains("expected the name of a file, got a folder"), run.err());
    }
}
