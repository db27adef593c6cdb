package tessera.models.dram;

import java.util.List;
import java.util.stream.Stream;
import tessera.models.config.ConfigNode;
import tessera.models.config.ConfigSection;

/** The energy section of a device table: either figures per action or currents of a data sheet. */
final class EnergyReader {
    private static final double LARGEST = 1e9;
    private static final List<String> CHOICE = List.of("model", "source");
    private static final List<String> ACTION_KEYS = List.of(
            "activate_pj",
            "read_pj_per_bit",
            "write_pj_per_bit",
            "refresh_pj",
            "refresh_bank_pj",
            "active_standby_pj_per_clock",
            "precharged_standby_pj_per_clock");
    private static final List<String> CURRENT_KEYS = List.of(
            "supply_volts", "devices_per_rank", "idd0_ma", "idd2n_ma", "idd3n_ma", "idd4r_ma", "idd4w_ma", "idd5_ma");

    private EnergyReader() {}

    private enum Model {
        PER_ACTION,
        CURRENTS,
        NONE
    }

    static DramEnergy read(ConfigNode node, DramTiming timing, DramOrganisation organisation) {
        ConfigSection model = node.section(CHOICE, joined(ACTION_KEYS, CURRENT_KEYS));
        return switch (model.choice("model", Model.class)) {
            case PER_ACTION -> perAction(node, organisation);
            case CURRENTS -> currents(node, timing);
            case NONE -> DramEnergy.unknown(node.section("model", "source").text("source"));
        };
    }

    private static List<String> joined(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static DramEnergy perAction(ConfigNode node, DramOrganisation organisation) {
        ConfigSection section = node.section(joined(CHOICE, ACTION_KEYS), List.of());
        int bits = 8 * organisation.transactionBytes();
        return new DramEnergy(
                section.number("activate_pj", 0, LARGEST),
                section.number("read_pj_per_bit", 0, LARGEST) * bits,
                section.number("write_pj_per_bit", 0, LARGEST) * bits,
                section.number("refresh_pj", 0, LARGEST),
                section.number("refresh_bank_pj", 0, LARGEST),
                section.number("active_standby_pj_per_clock", 0, LARGEST),
                section.number("precharged_standby_pj_per_clock", 0, LARGEST),
                true,
                section.text("source"));
    }

    private static DramEnergy currents(ConfigNode node, DramTiming timing) {
        ConfigSection section = node.section(joined(CHOICE, CURRENT_KEYS), List.of());
        return DramEnergy.of(
                new DramEnergy.Currents(
                        section.number("supply_volts", 0.1, 10),
                        section.count("devices_per_rank", 1, 64),
                        section.number("idd0_ma", 0, LARGEST),
                        section.number("idd2n_ma", 0, LARGEST),
                        section.number("idd3n_ma", 0, LARGEST),
                        section.number("idd4r_ma", 0, LARGEST),
                        section.number("idd4w_ma", 0, LARGEST),
                        section.number("idd5_ma", 0, LARGEST),
                        section.text("source")),
                timing);
    }
}
