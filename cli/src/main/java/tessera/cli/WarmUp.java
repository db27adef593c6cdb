package tessera.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Loads the classes that short commands need, so that the build can put them into the class-data archive. */
final class WarmUp {
    private static final String[][] COMMAND_LINES = {
        {"--help"},
        {"--version"},
        {"list", "machines"},
        {"gna", "--layout", "16x16", "--window", "4x4", "--query-tile", "4x4", "--kv-tile", "4x4", "--format", "json"},
        {"dram", "seq:n=64", "--format", "json"},
        {"simulate", "sample:decode-cascade-480", "--machine", "spatten-rtl", "--format", "json"},
        {"simulate", "sample:decode-cascade-480", "--machine", "spatten-hpca21"},
        {"trace", "info", "sample:vit-shapes-256"},
        {"bound", "layout:64x64,heads=24", "--pattern", "sparse-vdit", "--machine", "h100-sxm"},
        {"bound", "layout:64x64,heads=2", "--pattern", "gna", "--machine", "h100-sxm", "--format", "json"},
        {"bound", "layout:4096,heads=2", "--pattern", "re-ttention", "--machine", "spatten-hpca21"},
    };

    private WarmUp() {}

    public static void main(String[] args) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        for (String[] commandLine : COMMAND_LINES) {
            Tessera.run(nowhere, nowhere, commandLine);
        }
    }
}
