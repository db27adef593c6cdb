package tessera.sim.spatten;

import java.util.LinkedHashMap;
import java.util.Map;
import tessera.models.bound.SpAttenBounds;
import tessera.sim.stat.StatGroup;

/**
 * The outcome of one run.
 *
 * @param cycles from cycle 0 to the end, start-up included
 * @param dramRequests bursts read
 * @param dramReadBytes of those
 * @param bounds of this run
 * @param rows per-row times
 * @param stats all statistics of the machine
 */
public record SpAttenRun(
        long cycles, long dramRequests, long dramReadBytes, SpAttenBounds bounds, RowTimes rows, StatGroup stats) {
    /** Cycles of every unit by what it was doing, from the statistics: {@code "softmax.wait_input" → cycles}. */
    public Map<String, Long> stalls() {
        Map<String, Long> stalls = new LinkedHashMap<>();
        String root = "spatten.";
        stats.lines().stream()
                .filter(line -> line.path().contains(".cycles.") && !line.path().endsWith(".total"))
                .forEach(line -> stalls.put(
                        line.path().substring(root.length()).replace(".cycles.", "."),
                        line.value().longValue()));
        return stalls;
    }
}
