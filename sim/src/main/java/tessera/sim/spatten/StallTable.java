package tessera.sim.spatten;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tessera.sim.dram.DramWait;
import tessera.sim.stat.StatGroup;
import tessera.sim.stat.StatLine;

/** The ledgers of all units of a run, in one table: {@code "unit.cause" → cycles}. */
final class StallTable {
    private static final String ROOT = "spatten.";
    private static final String LEDGER = ".cycles.";
    private static final String CHANNEL = "memory.channel_";
    /** A channel's name in the table: {@code memory_0}. */
    private static final String CHANNEL_UNIT = "memory_";

    private StallTable() {}

    /** Units in the machine's order, then memory channels; each adds up to {@code cycles}. */
    static Map<String, Long> of(StatGroup stats, long cycles) {
        Map<String, Long> units = new LinkedHashMap<>();
        Map<String, Map<String, Long>> channels = new LinkedHashMap<>();
        for (StatLine line : stats.lines()) {
            String path = line.path().substring(ROOT.length());
            int ledger = path.indexOf(LEDGER);
            String cause = ledger < 0 ? "total" : path.substring(ledger + LEDGER.length());
            if (cause.equals("total")) {
                continue;
            }
            String unit = path.substring(0, ledger);
            if (unit.startsWith(CHANNEL)) {
                String name = CHANNEL_UNIT + unit.substring(CHANNEL.length());
                channels.computeIfAbsent(name, key -> new LinkedHashMap<>())
                        .merge(ofChannel(cause), line.value().longValue(), Long::sum);
            } else {
                units.put(unit + "." + cause, line.value().longValue());
            }
        }
        channels.forEach((channel, clocks) ->
                scaled(clocks, cycles).forEach((cause, value) -> units.put(channel + "." + cause, value)));
        return units;
    }

    private static String ofChannel(String wait) {
        StallCause cause = StallCause.ofChannel(DramWait.valueOf(wait.toUpperCase(Locale.ROOT)));
        return cause.name().toLowerCase(Locale.ROOT);
    }

    /** In proportion, rounded down; what is left goes to the largest share. */
    private static Map<String, Long> scaled(Map<String, Long> clocks, long cycles) {
        long total = clocks.values().stream().mapToLong(Long::longValue).sum();
        Map<String, Long> scaled = new LinkedHashMap<>();
        String largest = "";
        long left = cycles;
        for (Map.Entry<String, Long> each : clocks.entrySet()) {
            long share = total == 0 ? 0 : (long) ((double) each.getValue() * cycles / total);
            scaled.put(each.getKey(), share);
            left -= share;
            largest = largest.isEmpty() || share > scaled.get(largest) ? each.getKey() : largest;
        }
        if (!largest.isEmpty()) {
            scaled.merge(largest, left, Long::sum);
        }
        return scaled;
    }
}
