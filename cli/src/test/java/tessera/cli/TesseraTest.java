package tessera.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TesseraTest {
    @Test
    void versionIsTheOneOfTheBuild() throws IOException {
        CommandLineRun run = CommandLineRun.of("--version");
        assertEquals("tessera " + Version.NUMBER, run.out().strip());
        assertEquals(0, run.exitCode());
        assertTrue(Files.readString(Path.of("../pom.xml")).contains("<version>" + Version.NUMBER + "</version>"));
    }

    @Test
    void unknownCommandAndOptionSayWhereToLook() {
        assertTrue(CommandLineRun.of("frobnicate").refusal().contains("see tessera --help"));
        assertTrue(CommandLineRun.of("list", "machines", "--formt", "json")
                .refusal()
                .contains("see tessera list --help"));
        assertTrue(CommandLineRun.of().refusal().contains("tessera report"));
        assertTrue(CommandLineRun.of("list", "machnes").refusal().contains("did you mean 'machines'?"));
    }

    static java.util.stream.Stream<String> commands() {
        return Commands.ALL.stream().map(Commands.Entry::name);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpWithAnExampleAndIsInTheOverview(String command) {
        CommandLineRun help = CommandLineRun.of(command, "--help");
        assertEquals(0, help.exitCode(), help.err());
        assertTrue(help.out().contains("Example"), help.out());
        assertTrue(help.out().contains("tessera " + command), help.out());
        assertTrue(CommandLineRun.of("--help").out().contains("  " + command), command);
    }
}
