package tessera.cli.explore.store;

import java.util.Locale;

/** How closely a point was looked at; the order is the order of fidelity. Positions are part of the store's format. */
public enum Level {
    /** Closed form: bounds and costs. */
    BOUND,
    /** The cycle model. */
    CYCLE,
    /** Figures of the generated Verilog. */
    RTL;

    /** Name in results: {@code bound}, {@code cycle}, {@code rtl}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
