package tessera.sim.stat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tessera.sim.kernel.SimulationException;

/**
 * Where the cycles of one component go: each cycle is charged to exactly one cause, so the causes add up to the elapsed
 * cycles. The component says when it enters a cause; the interval before it is closed and charged. Saying it again
 * changes nothing, so a step that comes early or often counts nothing.
 *
 * <p>The first constant of the enum is the cause at cycle 0.
 *
 * @param <E> the causes, such as {@link Activity} or an enum of the component's own
 */
public final class Ledger<E extends Enum<E>> extends Stat {
    private final E[] causes;
    private final long[] cyclesByCause;
    private final Track track;
    private final int[] labels;
    private E cause;
    private long since;
    private boolean isClosed;

    Ledger(String name, String description, E[] causes, Track track) {
        super(name, Unit.CYCLES, description);
        this.causes = causes.clone();
        this.cyclesByCause = new long[causes.length];
        this.track = track;
        this.labels = new int[causes.length];
        for (int i = 0; i < causes.length; i++) {
            labels[i] = track.label(snakeCase(causes[i]));
        }
        this.cause = causes[0];
    }

    /** From this cycle on, cycles are charged to {@code next}. */
    public void enter(E next, long cycle) {
        if (next != cause) {
            charge(cycle);
            cause = next;
        }
    }

    /**
     * The reason of a wait is known at its end: the cycles since the last change go to {@code reason}. To be followed by
     * {@link #enter} of what comes next.
     */
    public void explain(E reason) {
        cause = reason;
    }

    /** The cause that cycles are being charged to. */
    public E cause() {
        return cause;
    }

    /** Ends the account: the last interval ends before {@code endCycle}, the elapsed cycles of the run. */
    public void close(long endCycle) {
        charge(endCycle);
        isClosed = true;
    }

    /** Cycles charged to a cause by closed intervals; final after {@link #close}. */
    public long cycles(E of) {
        return cyclesByCause[of.ordinal()];
    }

    /** The sum over all causes. */
    public long total() {
        long total = 0;
        for (long cycles : cyclesByCause) {
            total += cycles;
        }
        return total;
    }

    private void charge(long cycle) {
        if (cycle < since || isClosed) {
            throw new SimulationException("ledger '" + name() + "': an interval from " + since + " to " + cycle
                    + (isClosed ? " after the account was closed" : " runs backwards"));
        }
        cyclesByCause[cause.ordinal()] += cycle - since;
        track.interval(labels[cause.ordinal()], since, cycle);
        since = cycle;
    }

    @Override
    List<StatLine> lines(String path) {
        if (!isClosed) {
            throw new SimulationException(
                    "ledger '" + path + "' is still open: close it in Component.finish(endCycle)");
        }
        List<StatLine> lines = new ArrayList<>();
        for (E each : causes) {
            String name = snakeCase(each);
            lines.add(new StatLine(
                    path + "." + name, cycles(each), unit(), description() + ": " + name.replace('_', ' ')));
        }
        lines.add(new StatLine(path + ".total", total(), unit(), description() + ": all"));
        return lines;
    }

    private static String snakeCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
