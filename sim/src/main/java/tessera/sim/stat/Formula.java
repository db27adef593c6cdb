package tessera.sim.stat;

import java.util.List;
import java.util.function.Supplier;

/** A value computed from others when it is asked for: declared once, never out of date. */
public final class Formula extends Stat {
    private final Supplier<Number> formula;

    Formula(String name, Unit unit, String description, Supplier<Number> formula) {
        super(name, unit, description);
        this.formula = formula;
    }

    /** A {@code Long} or a {@code Double}. */
    public Number value() {
        return formula.get();
    }

    @Override
    List<StatLine> lines(String path) {
        return List.of(new StatLine(path, value(), unit(), description()));
    }
}
