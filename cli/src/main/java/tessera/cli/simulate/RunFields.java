package tessera.cli.simulate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tessera.models.energy.Action;
import tessera.models.energy.ActionCounts;
import tessera.models.energy.EnergyTable;
import tessera.models.machine.SpAttenParams;
import tessera.models.spatten.Flops;
import tessera.viz.table.Column;
import tessera.viz.table.TableText;

/** Fields that every result of a SpAtten machine has, in their order. */
final class RunFields {
    private static final double HZ_PER_GHZ = 1e9;
    private static final double PER_TERA = 1e12;
    private static final double US_PER_SECOND = 1e6;

    private final Map<String, Object> fields = new LinkedHashMap<>();

    RunFields put(String name, Object value) {
        fields.put(name, value);
        return this;
    }

    /** Time and throughput: executed counts the work done, dense-equivalent what the same attention unpruned would be. */
    RunFields throughput(long cycles, long clockHz, Flops flops) {
        double seconds = cycles / (double) clockHz;
        return put("frequency_ghz", clockHz / HZ_PER_GHZ)
                .put("time_us", seconds * US_PER_SECOND)
                .put("executed_flops", flops.executed())
                .put("dense_flops", flops.dense())
                .put("executed_tflops", flops.executed() / seconds / PER_TERA)
                .put("dense_equivalent_tflops", flops.dense() / seconds / PER_TERA);
    }

    /** Energy in all and what it means as power. */
    RunFields energy(long cycles, SpAttenParams machine, EnergyTable table, ActionCounts counts) {
        double total = table.totalPj(counts);
        return put("energy_pj", total).put("power_w", watts(total, cycles, machine.clockHz()));
    }

    static double watts(double energyPj, long cycles, long clockHz) {
        return energyPj * 1e-12 / (cycles / (double) clockHz);
    }

    Map<String, Object> map() {
        return fields;
    }

    /** Energy by action and by group, for programs. */
    static Map<String, Object> energyJson(EnergyTable table, ActionCounts counts) {
        Map<String, Object> json = new LinkedHashMap<>();
        for (Action.Group group : Action.Group.values()) {
            json.put(group.name().toLowerCase(Locale.ROOT) + "_pj", table.groupPj(counts, group));
        }
        Map<String, Object> actions = new LinkedHashMap<>();
        for (EnergyTable.Entry entry : table.entries()) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("count", counts.count(entry.action()));
            line.put("energy_pj", entry.energyPj());
            line.put("source", entry.source());
            actions.put(entry.action().name().toLowerCase(Locale.ROOT), line);
        }
        json.put("actions", actions);
        return json;
    }

    /** Fields as lines for people, without the long ones. */
    static String text(Map<String, Object> fields) {
        StringBuilder text = new StringBuilder();
        int width = fields.keySet().stream().mapToInt(String::length).max().orElse(0);
        fields.forEach((key, value) -> text.append(key)
                .append(" ".repeat(width + 2 - key.length()))
                .append(TableText.readable(value))
                .append('\n'));
        return text.toString();
    }

    /** Columns of the fields, for a table of one row. */
    static List<Column> columns(Map<String, Object> fields) {
        return fields.keySet().stream()
                .map(key -> Column.of(key, key.replace('_', ' ')))
                .toList();
    }
}
