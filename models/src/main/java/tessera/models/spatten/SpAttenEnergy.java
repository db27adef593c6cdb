package tessera.models.spatten;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.models.dram.DramEnergy;
import tessera.models.energy.Action;
import tessera.models.energy.ActionCounts;
import tessera.models.energy.EnergyTable;
import tessera.models.energy.EnergyTable.Entry;
import tessera.models.energy.SramModel;
import tessera.models.machine.DramMemoryParams;
import tessera.models.machine.SpAttenParams;

/** What a SpAtten machine's actions cost: the common table with the buffers and the DRAM of this machine. */
public final class SpAttenEnergy {
    private SpAttenEnergy() {}

    /** The table of a machine. */
    public static EnergyTable table(SpAttenParams machine) {
        double bank = SramModel.bankBytes(
                machine.keySramBytes(), (double) machine.multiplierCount() * machine.multiplierBits());
        String source = String.format(
                "SramModel: a bank of %.0f bytes, %d of them side by side",
                bank, Math.round(machine.keySramBytes() / bank));
        List<Entry> own = new ArrayList<>();
        own.add(new Entry(Action.SRAM_READ_BIT, SramModel.bitPj(bank), source));
        own.add(new Entry(Action.SRAM_WRITE_BIT, SramModel.bitPj(bank), "assumption: as reading; " + source));
        if (machine.memory() instanceof DramMemoryParams memory
                && memory.dram().energy().isKnown()) {
            DramEnergy energy = memory.dram().energy();
            double bits = (double) memory.burstBytes() * Byte.SIZE;
            own.add(new Entry(Action.DRAM_READ_BIT, energy.readPj() / bits, energy.source()));
            own.add(new Entry(Action.DRAM_ACTIVATE, energy.activatePj(), energy.source()));
        }
        return EnergyTable.HBM2_45NM.with(machine.name(), own);
    }

    /**
     * Energy of a run by unit of the chip, in pJ, as the paper's figure 13 divides it; DRAM last.
     *
     * @param counts of the run that did the work
     */
    public static Map<String, Double> byUnit(SpAttenParams machine, SpAttenWork work, ActionCounts counts) {
        EnergyTable table = table(machine);
        Map<Action, Double> prices = table.price(counts);
        long keys = 0;
        long values = 0;
        for (Row row : work.rows()) {
            keys += (long) row.passCount() * row.keyCount();
            values += row.valueCount();
        }
        double keyShare = (double) keys / (keys + values);
        double matrix =
                prices.get(Action.MULTIPLY_ADD) + prices.get(Action.SRAM_READ_BIT) + prices.get(Action.SRAM_WRITE_BIT);
        Map<String, Double> units = new LinkedHashMap<>();
        units.put("query_key", keyShare * matrix);
        units.put("prob_value", (1 - keyShare) * matrix);
        units.put("softmax", prices.get(Action.EXPONENTIAL) + prices.get(Action.DIVISION));
        units.put("fetcher", prices.get(Action.FIFO_BIT) + prices.get(Action.CROSSBAR_BIT));
        units.put("top_k", prices.get(Action.COMPARISON));
        units.put("dram", prices.get(Action.DRAM_READ_BIT) + prices.get(Action.DRAM_ACTIVATE));
        return units;
    }
}
