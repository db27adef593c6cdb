package tessera.sim.stat;

import java.util.List;

/** The largest of the values seen, 0 before the first; values are at least 0. */
public final class Maximum extends Stat {
    private long value;

    Maximum(String name, Unit unit, String description) {
        super(name, unit, description);
    }

    /** Takes notice of a value. */
    public void observe(long candidate) {
        if (candidate > value) {
            value = candidate;
        }
    }

    public long value() {
        return value;
    }

    @Override
    List<StatLine> lines(String path) {
        return List.of(new StatLine(path, value, unit(), description()));
    }
}
