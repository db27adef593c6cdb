package tessera.hdl.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.hdl.bench.Difference;

/**
 * A block's Verilog compared with its cycle model in every cycle and with its golden function in every answer.
 *
 * @param block name of the block
 * @param module name of the Verilog module
 * @param parameters every parameter's value
 * @param cases cases that were run
 * @param mismatches cases in which anything differed
 * @param cycles clock cycles compared
 * @param cyclesPerSecond cycles per second of wall time, stimulus and comparison included, building not
 * @param coverage reached points, {@link Coverage#NOT_COUNTED} unless asked for
 * @param failures the first failed cases
 * @param seed of the random cases
 * @param tool version of Verilator
 */
public record BlockCheckResult(
        String block,
        String module,
        Map<String, Integer> parameters,
        int cases,
        int mismatches,
        long cycles,
        double cyclesPerSecond,
        Coverage coverage,
        List<Failure> failures,
        long seed,
        String tool)
        implements BlockCheckOutcome {
    /**
     * A failed case and what was wrong first.
     *
     * @param waves the ports around it as a Value Change Dump, for the first failure; empty for the others
     */
    public record Failure(int caseIndex, String description, Difference difference, String waves) {
        @Override
        public String toString() {
            return "case " + caseIndex + " (" + description + "), " + difference;
        }
    }

    public BlockCheckResult {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        failures = List.copyOf(failures);
    }
}
