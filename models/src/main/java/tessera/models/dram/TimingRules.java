package tessera.models.dram;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tessera.models.config.ConfigNode;
import tessera.traces.check.InputException;

/** Rules between timings that any DRAM keeps; a table that breaks one cannot be meant. */
final class TimingRules {
    /** {@code larger ≥ smaller}, and why. */
    private record AtLeast(TimingName larger, TimingName smaller, String reason) {}

    private static final List<AtLeast> RULES = List.of(
            new AtLeast(TimingName.T_CCD_L, TimingName.T_CCD_S, "one bank group is not faster than two"),
            new AtLeast(TimingName.T_RRD_L, TimingName.T_RRD_S, "one bank group is not faster than two"),
            new AtLeast(TimingName.T_WTR_L, TimingName.T_WTR_S, "one bank group is not faster than two"),
            new AtLeast(TimingName.T_FAW, TimingName.T_RRD_S, "four activates take longer than two"),
            new AtLeast(TimingName.T_RC, TimingName.T_RAS, "a row cycle holds the time a row is open"),
            new AtLeast(TimingName.T_RAS, TimingName.T_RCD_RD, "a row is open until its data can be read"),
            new AtLeast(TimingName.T_REFI, TimingName.T_RFC, "a refresh ends before the next is due"));

    private TimingRules() {}

    /** Throws on a broken rule; returns what is odd but harmless. */
    static List<String> check(ConfigNode node, DramTiming timing, DramController.Refresh refresh) {
        for (AtLeast rule : RULES) {
            int larger = timing.of(rule.larger());
            int smaller = timing.of(rule.smaller());
            boolean isEqualRefresh = rule.larger() == TimingName.T_REFI && larger == smaller;
            if (larger < smaller || isEqualRefresh) {
                throw new InputException(place(node, rule.larger()) + " = " + larger + ": must be "
                        + (isEqualRefresh ? "more than " : "at least ")
                        + rule.smaller().key() + " = " + smaller + " ("
                        + rule.reason() + "); raise it or lower "
                        + rule.smaller().key());
            }
        }
        if (refresh == DramController.Refresh.PER_BANK) {
            for (TimingName name : List.of(TimingName.T_RFC_BANK, TimingName.T_REFI_BANK)) {
                if (!timing.has(name)) {
                    throw new InputException(node.place() + ": controller.refresh = per_bank needs " + name.key()
                            + ", which this device table does not give; use controller.refresh=all_bank");
                }
            }
        }
        List<String> warnings = new ArrayList<>();
        int rowCycle = timing.of(TimingName.T_RAS) + timing.of(TimingName.T_RP);
        if (timing.of(TimingName.T_RC) < rowCycle) {
            warnings.add("t_rc_cycles = " + timing.of(TimingName.T_RC) + " is less than t_ras + t_rp = " + rowCycle
                    + ": the effective row cycle is " + rowCycle);
        }
        return warnings;
    }

    private static String place(ConfigNode node, TimingName name) {
        ConfigNode child = node.value() instanceof ConfigNode.Mapping mapping
                ? Map.copyOf(mapping.entries()).get(name.key())
                : null;
        return child == null ? node.place() : child.place();
    }
}
