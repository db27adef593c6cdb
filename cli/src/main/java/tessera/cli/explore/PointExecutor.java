package tessera.cli.explore;

import java.util.List;
import tessera.cli.explore.store.Level;
import tessera.cli.explore.store.Outcome;

/**
 * Where points are evaluated: threads here, or executors elsewhere. Results do not depend on it. Only the driver writes the
 * store, so an executor that loses work just computes it again.
 */
public interface PointExecutor extends AutoCloseable {
    /** Outcomes of the points, in their order. Blocks until all are there. */
    List<Outcome> evaluate(List<Long> points, Level level);

    /** How many points to hand over at once, at least 1: enough to keep everybody busy for some tenths of a second. */
    int batch(Level level);

    /** Ends all work; waits for nothing. */
    @Override
    void close();
}
