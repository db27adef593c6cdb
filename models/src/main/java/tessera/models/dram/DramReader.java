package tessera.models.dram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tessera.models.config.ConfigNode;
import tessera.models.config.ConfigSection;
import tessera.traces.check.InputException;

/** Reads a resolved preset (device table and controller in one mapping) into {@link DramParams}, strictly. */
final class DramReader {
    static final List<String> DEVICE_KEYS = List.of("organisation", "timing", "commands", "constraints", "energy");
    static final List<String> PRESET_KEYS = List.of("name", "map", "controller");

    private static final int MOST_BANKS = 64;

    private final ConfigSection root;

    private DramReader(ConfigNode node) {
        List<String> keys = new ArrayList<>(PRESET_KEYS);
        keys.addAll(DEVICE_KEYS);
        root = node.section(keys.toArray(String[]::new));
    }

    static DramParams read(ConfigNode node) {
        return new DramReader(node).params();
    }

    private DramParams params() {
        DramOrganisation organisation = organisation(root.node("organisation"));
        DramTiming timing = timing(root.node("timing"), organisation);
        ConfigSection commands = root.node("commands").section("buses", "clocks");
        Map<DramCommand, Integer> clocks = clocks(commands.node("clocks"));
        DramController controller = controller(root.node("controller"));
        boolean hasTwoBuses = commands.choice("buses", Buses.class) == Buses.ROW_AND_COLUMN;
        List<String> warnings = TimingRules.check(root.node("timing"), timing, controller.refresh());
        return new DramParams(
                root.text("name"),
                organisation,
                timing,
                constraints(root.node("constraints"), new ConstraintParser(timing, clocks), clocks, hasTwoBuses),
                clocks,
                hasTwoBuses,
                map(organisation),
                controller,
                EnergyReader.read(root.node("energy"), timing, organisation),
                warnings);
    }

    private enum Buses {
        ONE,
        ROW_AND_COLUMN
    }

    private AddressMap map(DramOrganisation organisation) {
        try {
            return AddressMap.parse(root.text("map"), organisation);
        } catch (InputException e) {
            throw e.at(root.node("map").place());
        }
    }

    private static DramOrganisation organisation(ConfigNode node) {
        ConfigSection section = node.section(
                List.of(
                        "channels",
                        "pseudo_channels",
                        "ranks",
                        "bank_groups",
                        "banks_per_group",
                        "rows",
                        "page_bytes",
                        "data_bits",
                        "burst_length",
                        "beats_per_clock"),
                List.of("granule_bytes"));
        int beats = section.powerOfTwo("beats_per_clock", 1, 16);
        int burstLength = section.powerOfTwo("burst_length", 1, 64);
        if (burstLength % beats != 0) {
            throw section.node("burst_length")
                    .wrong("a multiple of beats_per_clock (" + beats + "): a burst takes whole clocks");
        }
        int dataBits = section.powerOfTwo("data_bits", 8, 1024);
        int burstBytes = dataBits / 8 * burstLength;
        int pageBytes = section.powerOfTwo("page_bytes", burstBytes, 1 << 20);
        checkBanks(section);
        return new DramOrganisation(
                section.powerOfTwo("channels", 1, 1024),
                section.powerOfTwo("pseudo_channels", 1, 4),
                section.powerOfTwo("ranks", 1, 16),
                section.powerOfTwo("bank_groups", 1, 16),
                section.powerOfTwo("banks_per_group", 1, 64),
                section.powerOfTwo("rows", 1, 1 << 20),
                pageBytes,
                dataBits,
                burstLength,
                beats,
                section.has("granule_bytes") ? section.powerOfTwo("granule_bytes", 1, burstBytes) : burstBytes);
    }

    private static void checkBanks(ConfigSection section) {
        long banks = 1;
        for (String key : List.of("pseudo_channels", "ranks", "bank_groups", "banks_per_group")) {
            banks *= section.powerOfTwo(key, 1, MOST_BANKS);
        }
        if (banks > MOST_BANKS) {
            throw new InputException(section.node("banks_per_group").place() + ": a channel has " + banks
                    + " banks in all, must be at most " + MOST_BANKS
                    + " (sets of banks are 64 bits); use more channels of fewer banks");
        }
    }

    private static DramTiming timing(ConfigNode node, DramOrganisation organisation) {
        List<String> required = new ArrayList<>(List.of("t_ck"));
        List<String> optional = new ArrayList<>();
        for (TimingName name : TimingName.values()) {
            if (name != TimingName.T_BURST) {
                (name.isRequired() ? required : optional).add(name.key());
            }
        }
        ConfigSection section = node.section(required, optional);
        Map<TimingName, Integer> cycles = new EnumMap<>(TimingName.class);
        cycles.put(TimingName.T_BURST, organisation.burstCycles());
        for (TimingName name : TimingName.values()) {
            if (name != TimingName.T_BURST && section.has(name.key())) {
                cycles.put(name, section.count(name.key(), name == TimingName.T_RTRS ? 0 : 1, 1_000_000_000));
            }
        }
        long clockFs = section.femtoseconds("t_ck");
        if (clockFs < 1000 || clockFs > 1_000_000_000) {
            throw section.node("t_ck").wrong("a clock period between 1 ps and 1 us");
        }
        return new DramTiming(clockFs, cycles);
    }

    private static Map<DramCommand, Integer> clocks(ConfigNode node) {
        List<String> names =
                Arrays.stream(DramCommand.values()).map(DramCommand::mnemonic).toList();
        ConfigSection section = node.section(List.of(), names);
        Map<DramCommand, Integer> clocks = new EnumMap<>(DramCommand.class);
        for (DramCommand command : DramCommand.values()) {
            if (section.has(command.mnemonic())) {
                clocks.put(command, section.count(command.mnemonic(), 1, 4));
            }
        }
        return clocks;
    }

    /** A command of several clocks holds its bus: no other command on it meanwhile. */
    private static List<TimingConstraint> busConstraints(Map<DramCommand, Integer> clocks, boolean hasTwoBuses) {
        List<TimingConstraint> constraints = new ArrayList<>();
        for (DramCommand command : DramCommand.values()) {
            int length = clocks.getOrDefault(command, 1);
            if (length > 1) {
                Set<DramCommand> sameBus = EnumSet.allOf(DramCommand.class);
                sameBus.removeIf(other -> hasTwoBuses && other.isColumnCommand() != command.isColumnCommand());
                constraints.add(new TimingConstraint(DramLevel.CHANNEL, Set.of(command), sameBus, length, 1, false));
            }
        }
        return constraints;
    }

    private static List<TimingConstraint> constraints(
            ConfigNode node, ConstraintParser parser, Map<DramCommand, Integer> clocks, boolean hasTwoBuses) {
        if (!(node.value() instanceof ConfigNode.Items lines)) {
            throw node.wrong("a list of lines such as 'after RD at bank_group, RD waits t_ccd_l'");
        }
        List<TimingConstraint> constraints = new ArrayList<>(busConstraints(clocks, hasTwoBuses));
        for (ConfigNode line : lines.items()) {
            if (!(line.value() instanceof ConfigNode.Scalar scalar)) {
                throw line.wrong("a line such as 'after RD at bank_group, RD waits t_ccd_l'");
            }
            try {
                constraints.addAll(parser.parse(scalar.text()));
            } catch (InputException e) {
                throw e.at(line.place());
            }
        }
        return constraints;
    }

    private static DramController controller(ConfigNode node) {
        ConfigSection section = node.section(
                "policy",
                "scheduler",
                "read_queue_entries",
                "write_queue_entries",
                "bank_queue_entries",
                "row_policy",
                "row_hit_cap",
                "refresh",
                "write_mode_above",
                "write_mode_below",
                "idle_drain_above",
                "blocked_precharge",
                "single_completion");
        double above = section.number("write_mode_above", 0, 1);
        return new DramController(
                section.choice("policy", DramController.Policy.class),
                section.choice("scheduler", DramController.Scheduler.class),
                section.count("read_queue_entries", 1, 1 << 16),
                section.count("write_queue_entries", 1, 1 << 16),
                section.count("bank_queue_entries", 1, 64),
                section.choice("row_policy", DramController.RowPolicy.class),
                section.count("row_hit_cap", 0, 1 << 20),
                section.choice("refresh", DramController.Refresh.class),
                above,
                section.number("write_mode_below", 0, above),
                section.count("idle_drain_above", 0, 1 << 16),
                section.choice("blocked_precharge", DramController.BlockedPrecharge.class),
                section.flag("single_completion"));
    }
}
