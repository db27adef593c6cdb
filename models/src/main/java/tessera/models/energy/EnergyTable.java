package tessera.models.energy;

import java.util.ArrayList;
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

    private static final String SRAM_16_KIB =
            "SramModel: a bank of 16 KiB, 192 KiB that give 64 elements of 12 bits a cycle";

    /** The table for SpAtten at 40 to 45 nm with HBM2 and matrix units of 64 multipliers. */
    public static final EnergyTable HBM2_45NM = new EnergyTable(
            "hbm2-45nm",
            List.of(
                    new Entry(
                            Action.DRAM_READ_BIT,
                            3.48,
                            OCONNOR + ": 1.51 row buffer to column logic + 1.17 data movement + 0.80 I/O"),
                    new Entry(Action.DRAM_ACTIVATE, 909, OCONNOR + ": activation of a 1 KiB row"),
                    new Entry(Action.SRAM_WRITE_BIT, SramModel.bitPj(16384), "assumption: as reading; " + SRAM_16_KIB),
                    new Entry(Action.SRAM_READ_BIT, SramModel.bitPj(16384), SRAM_16_KIB),
                    new Entry(
                            Action.FIFO_BIT,
                            2 * SramModel.bitPj(1024),
                            "SramModel: a write and a read of a bank of 1 KiB (64 entries of 16 bytes)"),
                    new Entry(
                            Action.CROSSBAR_BIT,
                            0.1,
                            "assumption: 1 mm of wire at 0.1 pJ a bit and mm (Dally, NIPS 2015 tutorial: 80 fJ at 40 nm,"
                                    + " plus its multiplexer)"),
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

    /** The same table with other figures for some actions. */
    public EnergyTable with(String newName, List<Entry> others) {
        List<Entry> changed = new ArrayList<>();
        for (Entry entry : entries) {
            changed.add(others.stream()
                    .filter(other -> other.action() == entry.action())
                    .findFirst()
                    .orElse(entry));
        }
        return new EnergyTable(newName, changed);
    }

    /** Energy of all actions of a group together, in pJ. */
    public double groupPj(ActionCounts counts, Action.Group group) {
        double total = 0;
        for (Map.Entry<Action, Double> each : price(counts).entrySet()) {
            total += each.getKey().group() == group ? each.getValue() : 0;
        }
        return total;
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
