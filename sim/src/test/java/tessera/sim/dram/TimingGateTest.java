package tessera.sim.dram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tessera.models.dram.DramCommand;
import tessera.models.dram.DramLevel;
import tessera.models.dram.DramOrganisation;
import tessera.models.dram.DramParams;
import tessera.models.dram.DramPresets;
import tessera.models.dram.TimingConstraint;

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
            DramParams params = DramPresets.params(preset);
            ConstraintTable table = new ConstraintTable(params);
            for (DramCommand earlier : DramCommand.values()) {
                for (DramCommand later : DramCommand.values()) {
                    for (int other : otherBanks(params.organisation())) {
                        gates += checkGate(params, table, earlier, later, other);
                    }
                }
            }
        }
        assertTrue(gates > 500, gates + " gates");
    }

    /** Bank 0 itself, one in its group, one in another group, and one in the last unit. */
    private static List<Integer> otherBanks(DramOrganisation organisation) {
        return List.of(0, 1, organisation.banksPerGroup(), organisation.bankCount() - 1);
    }

    private static int checkGate(
            DramParams params, ConstraintTable table, DramCommand earlier, DramCommand later, int other) {
        long wait = expectedWait(params, earlier, later, other);
        boolean isRowCycle = earlier == DramCommand.ACTIVATE && later == earlier && other == 0;
        if (wait == 0 || isRowCycle || isNeverSent(params, earlier) || isNeverSent(params, later)) {
            return 0; // The row cycle is a gate of its own, below: the precharge between is part of it.
        }
        DramDevice device = new DramDevice(params, table, Listeners.NONE);
        device.pass(START);
        if (earlier.isForWholeRank()) {
            device.issueToUnit(START, earlier.ordinal(), 0);
        } else {
            device.issue(START, earlier.ordinal(), 0, 5, 0);
        }
        long ready = later.isForWholeRank()
                ? device.unitReady(later.ordinal(), device.unitOf(other))
                : device.ready(later.ordinal(), other);
        String gate =
                params.name() + ": " + earlier.mnemonic() + " to bank 0, " + later.mnemonic() + " to bank " + other;
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
        return switch (params.controller().refresh()) {
                    case ALL_BANK -> command == DramCommand.REFRESH_BANK;
                    case PER_BANK -> command.isForWholeRank();
                    case NONE -> command.isForWholeRank() || command == DramCommand.REFRESH_BANK;
                }
                || command == DramCommand.READ_PRECHARGE
                || command == DramCommand.WRITE_PRECHARGE
                || (command == DramCommand.PRECHARGE_ALL && params.name().startsWith("d3"));
    }

    private static long expectedWait(DramParams params, DramCommand earlier, DramCommand later, int other) {
        long longest = 0;
        for (TimingConstraint constraint : params.constraints()) {
            if (constraint.window() == 1
                    && constraint.earlier().contains(earlier)
                    && constraint.later().contains(later)
                    && !constraint.isForSiblings()
                    && areTogether(params.organisation(), constraint.level(), other)) {
                longest = Math.max(longest, constraint.waitCycles());
            }
        }
        return longest;
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
