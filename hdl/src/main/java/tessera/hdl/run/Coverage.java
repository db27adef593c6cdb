package tessera.hdl.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import tessera.traces.check.ToolException;

/**
 * Which points of the Verilog a run has reached, counted from the records of Verilator's {@code coverage.dat} one by
 * one: {@code verilator_coverage} 5.006 merges points by source line and prints 100 % where there are gaps
 * (verilator#3876).
 *
 * @param linePoints lines and branches
 * @param linesReached how many of them ran at least once
 * @param togglePoints bits of signals
 * @param togglesReached how many of them changed at least once
 */
public record Coverage(long linePoints, long linesReached, long togglePoints, long togglesReached) {
    /** No coverage was asked for. */
    public static final Coverage NOT_COUNTED = new Coverage(0, 0, 0, 0);

    /** Share of lines and branches reached, 0 to 1; empty when not counted. */
    public OptionalDouble line() {
        return linePoints == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) linesReached / linePoints);
    }

    /** Share of signal bits that toggled, 0 to 1; empty when not counted. */
    public OptionalDouble toggle() {
        return togglePoints == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) togglesReached / togglePoints);
    }

    static Coverage read(Path file) {
        try {
            return of(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new ToolException("Verilator wrote no coverage counts to " + file + ": " + e.getMessage(), e);
        }
    }

    /** Records look like {@code C '…\1page\2v_toggle/module\1…' 17}, with control characters between the fields. */
    static Coverage of(String text) {
        long[] counts = new long[4];
        for (String line : text.lines().toList()) {
            int end = line.lastIndexOf('\'');
            if (!line.startsWith("C '") || end < 3) {
                continue;
            }
            boolean isReached = Long.parseLong(line.substring(end + 1).strip()) > 0;
            boolean isToggle = line.contains("\u0001page\u0002v_toggle");
            boolean isLine = line.contains("\u0001page\u0002v_line") || line.contains("\u0001page\u0002v_branch");
            if (isToggle || isLine) {
                counts[isToggle ? 2 : 0]++;
                counts[isToggle ? 3 : 1] += isReached ? 1 : 0;
            }
        }
        return new Coverage(counts[0], counts[1], counts[2], counts[3]);
    }
}
