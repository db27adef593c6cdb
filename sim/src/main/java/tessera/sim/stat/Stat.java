package tessera.sim.stat;

import java.util.List;

/** A leaf of the statistics tree: something with a name, a unit, a description, and one or more values. */
public abstract sealed class Stat permits Counter, Maximum, Histogram, Formula, Ledger {
    private final String name;
    private final Unit unit;
    private final String description;

    Stat(String name, Unit unit, String description) {
        this.name = name;
        this.unit = unit;
        this.description = description;
    }

    /** Its last part of the path, {@code snake_case}. */
    public final String name() {
        return name;
    }

    public final Unit unit() {
        return unit;
    }

    public final String description() {
        return description;
    }

    /** Its values, now; {@code path} is the whole path of this statistic. */
    abstract List<StatLine> lines(String path);
}
