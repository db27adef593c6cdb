package tessera.models.energy;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Energy of one action, with its source. Logic and SRAM are for 45 nm at 0.9 V, near the paper's 40 nm; not scaled.
 *
 * @param name of the table
 * @param entries one for every action
 */
public record EnergyTable(String name, List<Entry> entries) {
    /**
     * One line of the table.
     *
     * @param energyPj of one action
     * @param source paper and table, or how it was derived from one; "assumption" where it is one
     */
    public record Entry(Action action, double energyPj, String source) {}

    private static final String HOROWITZ = "Horowitz, ISSCC 2014, energy table for 45 nm, 0.9 V";
    private static final String OCONNOR = "O'Connor et al., MICRO 2017, table 3 (HBM2)";

    /** The table for SpAtten at 40 to 45 nm with HBM2. */
    public static final EnergyTable HBM2_45NM = new EnergyTable(
            "hbm2-45nm",
            List.of(
                    new Entry(
                            Action.DRAM_READ_BIT,
                            3.48,
                            OCONNOR + ": 1.51 row buffer to column logic + 1.17 data movement + 0.80 I/O"),
                    new Entry(Action.DRAM_ACTIVATE, 909, OCONNOR + ": activation of a 1 KiB row"),
                    new Entry(
                            Action.SRAM_WRITE_BIT,
                            0.72,
                            "assumption: as reading; " + HOROWITZ + ", 64 bits: 20 pJ at 32 KiB, 100 pJ at 1 MiB,"
                                    + " interpolated by size^0.464 to 46 pJ at 192 KiB"),
                    new Entry(
                            Action.SRAM_READ_BIT,
                            0.72,
                            HOROWITZ
                                    + ", 64 bits: 20 pJ at 32 KiB, 100 pJ at 1 MiB, interpolated by size^0.464 to 46 pJ"
                                    + " at 192 KiB (cache figures: an upper estimate for a plain SRAM)"),
                    new Entry(
                            Action.MULTIPLY_ADD,
                            0.52,
                            HOROWITZ
                                    + ": 8-bit multiplication 0.2 pJ scaled by (12/8)^2 = 0.45; addition 0.07 between 8"
                                    + " bits 0.03 and 32 bits 0.1"),
                    new Entry(
                            Action.EXPONENTIAL,
                            23.0,
                            HOROWITZ + ": 5 x (32-bit float multiplication 3.7 + addition 0.9)"),
                    new Entry(
                            Action.DIVISION,
                            8.3,
                            "assumption: a reciprocal is shared by the row; per score " + HOROWITZ
                                    + ": multiplication 3.7 + addition 0.9, and as much again as one multiplication for"
                                    + " rounding to fixed point"),
                    new Entry(
                            Action.COMPARISON,
                            0.3,
                            "assumption: a 12-bit subtraction (0.05 from " + HOROWITZ
                                    + ") and two moves of 12 bits in FIFO registers at 0.01 pJ a bit")));

    public EnergyTable {
        entries = List.copyOf(entries);
    }

    /** Energy of one action in pJ. */
    public double energyPj(Action action) {
        for (Entry entry : entries) {
            if (entry.action() == action) {
                return entry.energyPj();
            }
        }
        throw new IllegalStateException("table " + name + " has no entry for " + action);
    }

    /** Energy of all actions, by action, in pJ. */
    public Map<Action, Double> price(ActionCounts counts) {
        Map<Action, Double> energy = new EnumMap<>(Action.class);
        for (Action action : Action.values()) {
            energy.put(action, counts.count(action) * energyPj(action));
        }
        return energy;
    }

    /** Energy of all actions together, in pJ. */
    public double totalPj(ActionCounts counts) {
        double total = 0;
        for (double each : price(counts).values()) {
            total += each;
        }
        return total;
    }
}
