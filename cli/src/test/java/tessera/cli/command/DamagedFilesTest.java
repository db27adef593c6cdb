package tessera.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tessera.cli.CommandLineRun;

/** Files that a person wrote or copied, with one thing wrong in them. */
class DamagedFilesTest {
    @TempDir
    private Path folder;

    /** The whole file is fine, so that what is refused is the one change. */
    @Test
    void theUndamagedMethodIsAnswered() throws IOException {
        assertEquals(0, bound(method()).exitCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "least_share: 0, most_share: 1 | least_share: 1, most_share: 0 | most_share = '0': expected a number"
                        + " between 1.0 and 1.0",
                "- keep: | - layers: first 200%#      keep: | expected all, first N, last N, first N% (up to 100)",
                "mass: 0.8 | mass: *m | expected a value, got a YAML alias",
            })
    void aMethodOutOfRangeIsRefused(String right, String wrong, String message) throws IOException {
        String text = method().replace(right, wrong.replace("#", "\n"));
        if (wrong.contains("*m")) {
            text = text.replace("summary: ", "summary: &m ");
        }
        String refusal = bound(text).refusal();
        assertTrue(refusal.contains(message), refusal);
    }

    @Test
    void aReferenceThatIsNoNumberDoesNotAgree() throws IOException {
        Path rows = Files.writeString(folder.resolve("rows.csv"), """
                config,stream,stream_params,mode,mode_param,n_tx,tx_bytes,cycles,lat_avg_cyc,row_hit_rate
                D3-DDR4-B,seq,,sat,,64,64,NaN,100,0.5
                """);
        String message = CommandLineRun.of("dram", "--compare", rows.toString()).refusal();
        assertTrue(message.contains("rows.csv:2: cycles = 'NaN': expected a number"), message);
    }

    @ParameterizedTest
    @CsvSource({"library(x) { cell(a) { area : 1; } }", "library(x) { cell(a) { ff(IQ) { clocked_on : CK; }"})
    void aLibraryWithoutFlipFlopsOrCutOffIsTheUsersInput(String text) throws IOException {
        Path library = Files.writeString(folder.resolve("x.lib"), text);
        String message = CommandLineRun.of("hdl", "synth", "top-k-radix", "--liberty", library.toString())
                .refusal();
        assertTrue(message.contains("expected a whole library with flip-flops"), message);
    }

    private CommandLineRun bound(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("method.yaml"), text);
        return CommandLineRun.of(
                "bound", "sample:vit-shapes-256", "--pattern", file.toString(), "--machine", "h100-sxm");
    }

    private static String method() throws IOException {
        return Files.readString(Path.of("examples", "my-method.yaml"));
    }
}
