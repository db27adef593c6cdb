package tessera.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A synthesized trace for tests, made by the command line itself. */
public final class SmallTrace {
    private SmallTrace() {}

    /**
     * Writes it.
     *
     * @param name of the trace; the file is {@code NAME.npz} in the folder
     * @param more further arguments of {@code trace synthesize}
     */
    public static Path in(Path folder, String name, int tokens, int heads, int layers, int headDim, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("trace", "synthesize", "--name", name, "--out", folder.toString()));
        arguments.addAll(List.of("--tokens", "" + tokens, "--heads", "" + heads));
        arguments.addAll(List.of("--layers", "" + layers, "--head-dim", "" + headDim));
        arguments.addAll(List.of(more));
        CommandLineRun made = CommandLineRun.of(arguments.toArray(new String[0]));
        assertEquals(0, made.exitCode(), made.err());
        return folder.resolve(name + ".npz");
    }
}
