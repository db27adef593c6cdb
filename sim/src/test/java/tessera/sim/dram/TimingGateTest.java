package tessera.sim.dram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tessera.models.config.ConfigNode;
import tessera.models.dram.DramCommand;
import tessera.models.dram.DramController;
import tessera.models.dram.DramLevel;
import tessera.models.dram.DramOrganisation;
import tessera.models.dram.DramParams;
import tessera.models.dram.DramPresets;
import tessera.models.dram.TimingConstraint;
import tessera.traces.check.InputException;

/**
 * Every line of every preset's constraint table as a gate: after the earlier command the later one is blocked up to the
 * clock before its wait ends, and goes at that clock. What is expected is worked out here from the lines, for each pair
 * of commands and each relation of two banks.
 */
class TimingGateTest {
    private static final long START = 10_000;

    @Test
    void everyConstraintBlocksUpToTheClockBeforeAndNotAfter() {
        int gates = 0;
        for (String preset : DramPresets.names()) {
            Set<TimingConstraint> binding = new HashSet<>();
            List<TimingConstraint> lines = DramPresets.params(preset).constraints();
            for (DramParams params : variants(preset)) {
                ConstraintTable table = new ConstraintTable(params);
                for (DramCommand earlier : DramCommand.values()) {
                    for (DramCommand later : DramCommand.values()) {
                        for (int other : otherBanks(params.organisation())) {
                            gates += checkGate(params, table, earlier, later, other, binding);
                        }
                    }
                }
            }
            List<TimingConstraint> never = lines.stream()
                    .filter(line -> line.window() == 1 && !binding.contains(line) && !isDominated(line, lines))
                    .toList();
            assertEquals(List.of(), never, preset + ": lines that no gate has tried");
        }
        assertTrue(gates > 3000, gates + " gates");
    }

    /** The preset under every policy that sends other commands, with a second rank where its map can have one. */
    private static List<DramParams> variants(String preset) {
        List<DramParams> variants = new ArrayList<>();
        String map = DramPresets.params(preset).map().text();
        for (String policy : List.of("active_list", "bank_queues")) {
            for (String rows : List.of("open", "closed")) {
                for (String refresh : List.of("all_bank", "per_bank", "none")) {
                    for (String ranks : List.of("1", "2")) {
                        ConfigNode node = DramPresets.resolve(preset)
                                .with("controller.policy=" + policy)
                                .with("controller.row_policy=" + rows)
                                .with("controller.refresh=" + refresh)
                                .with("organisation.ranks=" + ranks);
                        try {
                            variants.add(DramPresets.params(
                                    ranks.equals("1")
                                            ? node
                                            : node.with("map=" + map.replaceFirst("row", "row.rank"))));
                        } catch (InputException e) {
                            continue; // No per-bank refresh in this device, or more banks than a controller has.
                        }
                    }
                }
            }
        }
        assertTrue(variants.size() >= 4, preset);
        return variants;
    }

    /** Whether for each pair of its commands another line holds at least as long at a level at least as wide. */
    private static boolean isDominated(TimingConstraint line, List<TimingConstraint> lines) {
        return line.earlier().stream()
                .allMatch(earlier -> line.later().stream()
                        .allMatch(later -> lines.stream()
                                .anyMatch(other -> !other.equals(line)
                                        && other.window() == 1
                                        && other.isForSiblings() == line.isForSiblings()
                                        && other.earlier().contains(earlier)
                                        && other.later().contains(later)
                                        && other.level().compareTo(line.level()) <= 0
                                        && other.waitCycles() >= line.waitCycles())));
    }

    /** Bank 0 itself, one in its group, one in another group, one in the next unit, and one in the last unit. */
    private static Set<Integer> otherBanks(DramOrganisation organisation) {
        return new TreeSet<>(List.of(
                0,
                1,
                organisation.banksPerGroup(),
                organisation.banksPerUnit() % organisation.bankCount(),
                organisation.bankCount() - 1));
    }

    private static int checkGate(
            DramParams params,
            ConstraintTable table,
            DramCommand earlier,
            DramCommand later,
            int other,
            Set<TimingConstraint> binding) {
        List<TimingConstraint> longest = longest(params, earlier, later, other);
        if (longest.isEmpty() || isNeverSent(params, earlier) || isNeverSent(params, later)) {
            return 0;
        }
        binding.addAll(longest);
        long wait = longest.get(0).waitCycles();
        DramDevice device = new DramDevice(params, table, Listeners.NONE);
        device.pass(START);
        if (earlier.isForWholeRank()) {
            device.issueToUnit(START, earlier.ordinal(), 0);
        } else {
            device.issue(START, earlier.ordinal(), 0, 5, 0);
        }
        String gate =
                params.name() + ": " + earlier.mnemonic() + " to bank 0, " + later.mnemonic() + " to bank " + other;
        if (earlier == DramCommand.ACTIVATE && later == earlier && other == 0) {
            // Between two activates of a bank lies a precharge, whose own waits may hold the second longer.
            long precharge = device.ready(Commands.PRE, 0);
            device.pass(precharge);
            device.issue(precharge, Commands.PRE, 0, 0, 0);
            long rowCycle = precharge - START + expectedWait(params, DramCommand.PRECHARGE, later, 0);
            assertEquals(START + Math.max(wait, rowCycle), device.ready(Commands.ACT, 0), gate);
            return 1;
        }
        long ready = later.isForWholeRank()
                ? device.unitReady(later.ordinal(), device.unitOf(other))
                : device.ready(later.ordinal(), other);
        assertEquals(START + wait, ready, gate);
        for (int slot = 0; slot < BankClock.COMMANDS; slot++) {
            if (device.command(slot) == later.ordinal()) {
                device.pass(START + wait - 1);
                assertEquals(0, device.ready(slot, 1L << other, START + wait - 1), gate + " blocked the clock before");
                device.pass(START + wait);
                assertEquals(1L << other, device.ready(slot, 1L << other, START + wait), gate + " ready at its clock");
            }
        }
        return 1;
    }

    private static boolean isNeverSent(DramParams params, DramCommand command) {
        boolean isOpenPage = params.controller().rowPolicy() == DramController.RowPolicy.OPEN;
        return switch (command) {
            case READ_PRECHARGE, WRITE_PRECHARGE -> isOpenPage;
            case REFRESH_BANK -> params.controller().refresh() != DramController.Refresh.PER_BANK;
            case REFRESH -> params.controller().refresh() != DramController.Refresh.ALL_BANK;
            case PRECHARGE_ALL ->
                params.controller().refresh() != DramController.Refresh.ALL_BANK
                        || params.controller().policy() == DramController.Policy.BANK_QUEUES;
            case ACTIVATE, PRECHARGE, READ, WRITE -> false;
        };
    }

    private static long expectedWait(DramParams params, DramCommand earlier, DramCommand later, int other) {
        List<TimingConstraint> longest = longest(params, earlier, later, other);
        return longest.isEmpty() ? 0 : longest.get(0).waitCycles();
    }

    /** The lines with the longest wait of those that apply. */
    private static List<TimingConstraint> longest(
            DramParams params, DramCommand earlier, DramCommand later, int other) {
        List<TimingConstraint> applying = params.constraints().stream()
                .filter(line -> line.window() == 1
                        && line.waitCycles() > 0
                        && line.earlier().contains(earlier)
                        && line.later().contains(later)
                        && applies(params.organisation(), line, other))
                .toList();
        int longest =
                applying.stream().mapToInt(TimingConstraint::waitCycles).max().orElse(0);
        return applying.stream().filter(line -> line.waitCycles() == longest).toList();
    }

    private static boolean applies(DramOrganisation organisation, TimingConstraint line, int other) {
        if (!line.isForSiblings()) {
            return areTogether(organisation, line.level(), other);
        }
        DramLevel parent = line.level() == DramLevel.RANK ? DramLevel.PSEUDO_CHANNEL : DramLevel.CHANNEL;
        return areTogether(organisation, parent, other) && !areTogether(organisation, line.level(), other);
    }

    /** Whether bank 0 and the other lie in one node of the level. */
    private static boolean areTogether(DramOrganisation organisation, DramLevel level, int other) {
        int size = switch (level) {
            case CHANNEL -> organisation.bankCount();
            case PSEUDO_CHANNEL -> organisation.bankCount() / organisation.pseudoChannelCount();
            case RANK -> organisation.banksPerUnit();
            case BANK_GROUP -> organisation.banksPerGroup();
            case BANK -> 1;
        };
        return other / size == 0;
    }

    /** Four activates as soon as they may go, then the fifth: not before the first plus FAW, and then at once. */
    @Test
    void fifthActivateWaitsForTheWindow() {
        for (String preset : DramPresets.names()) {
            DramParams params = DramPresets.params(preset);
            DramDevice device = new DramDevice(params, new ConstraintTable(params), Listeners.NONE);
            int banksPerGroup = params.organisation().banksPerGroup();
            int groups = params.organisation().bankGroupCount();
            long clock = START;
            for (int i = 0; i < 4; i++) {
                int bank = i % groups * banksPerGroup + i / groups;
                clock = Math.max(clock, device.ready(Commands.ACT, bank));
                device.pass(clock);
                device.issue(clock, Commands.ACT, bank, 0, 0);
            }
            int fifth = 4 % groups * banksPerGroup + 4 / groups;
            int faw = faw(params);
            int spacing = Math.max(faw, 0);
            assertEquals(
                    Math.max(START + spacing, clock + plainSpacing(params)),
                    device.ready(Commands.ACT, fifth),
                    preset + ": FAW " + faw);
        }
    }

    private static int faw(DramParams params) {
        return params.constraints().stream()
                .filter(constraint -> constraint.window() == 4)
                .mapToInt(TimingConstraint::waitCycles)
                .sum();
    }

    /** The longest wait between activates of different bank groups of a rank. */
    private static int plainSpacing(DramParams params) {
        return (int) expectedWait(
                params,
                DramCommand.ACTIVATE,
                DramCommand.ACTIVATE,
                params.organisation().banksPerGroup());
    }
}
