package tessera.sim.stat;

import java.util.List;

/** A sum of whole numbers: a field of a component, cheap enough for every step. */
public final class Counter extends Stat {
    private long value;

    Counter(String name, Unit unit, String description) {
        super(name, unit, description);
    }

    /** Adds one. */
    public void increment() {
        value++;
    }

    /** Adds any number; the sum must stay within 63 bits, which at 10^9 a cycle takes 10^10 cycles. */
    public void add(long amount) {
        value += amount;
    }

    public long value() {
        return value;
    }

    @Override
    List<StatLine> lines(String path) {
        return List.of(new StatLine(path, value, unit(), description()));
    }
}
