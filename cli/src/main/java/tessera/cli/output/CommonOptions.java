package tessera.cli.output;

import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that every command takes; used as {@code @Mixin CommonOptions common}. */
public final class CommonOptions {
    @Option(
            names = "--format",
            paramLabel = "table|json|csv",
            defaultValue = "table",
            description = "How results are printed (default: table).")
    public Format format;

    @Option(names = "--out", paramLabel = "DIR", description = "Also write results as files into this folder.")
    public Path out;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of every random choice (default: 1).")
    public long seed;

    @Option(names = "--quiet", description = "No progress and no notes on stderr.")
    public boolean quiet;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    /** A line about what is being done, for people only: not with {@code --quiet}, and not where stderr is a file. */
    public void progress(PrintWriter err, String doing) {
        if (!quiet && Boolean.getBoolean("tessera.terminal")) {
            err.println(doing);
        }
    }
}
