package tessera.hdl.check;

import java.util.List;
import java.util.Optional;
import tessera.hdl.bench.Difference;

/**
 * What came of checking foreign RTL.
 *
 * @param cases descriptions of the cases that were decided, in order
 * @param failures those that failed, in order
 * @param waves the ports around the first difference as a Value Change Dump; empty when there is none
 * @param cycles clock cycles run
 * @param seconds wall time of the simulation
 * @param tool version of Verilator
 */
public record ForeignCheckResult(
        List<String> cases, List<Failure> failures, String waves, long cycles, double seconds, String tool) {
    /** A failed case. */
    public record Failure(int caseIndex, Difference difference) {}

    public ForeignCheckResult {
        cases = List.copyOf(cases);
        failures = List.copyOf(failures);
    }

    /** Empty when nothing differs. */
    public Optional<Difference> firstDifference() {
        return failures.stream().map(Failure::difference).findFirst();
    }
}
