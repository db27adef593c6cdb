package tessera.sim.dram;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.ToIntFunction;
import tessera.models.dram.DramCommand;
import tessera.models.dram.DramController;
import tessera.models.dram.DramLevel;
import tessera.models.dram.DramParams;
import tessera.models.dram.TimingConstraint;
import tessera.traces.check.InputException;

/**
 * A device's constraints as arrays: after each command, which commands wait for how long in places that stand in some
 * relation to it. What this controller never sends is left out. Immutable, shared by all channels.
 */
final class ConstraintTable {
    private static final int LONGEST_BANK_WAIT = 1 << 14;

    /** Where a wait applies, seen from the command that starts it. */
    enum Scope {
        SAME_BANK,
        SAME_GROUP,
        SAME_UNIT,
        /** Another rank of the same pseudo-channel. */
        OTHER_RANK,
        OTHER_PSEUDO_CHANNEL
    }

    /** Pairs (later command, wait): {@code [earlier command]}, without the commands to a whole unit. */
    final int[][] bankWaits;

    final int[][] groupWaits;
    final int[][] unitWaits;
    final int[][] otherRankWaits;
    final int[][] otherPseudoChannelWaits;

    /** Pairs (earlier command, wait) of PREA and REF, which are asked for seldom: {@code [later command][scope]}. */
    final int[][][] wholeUnitWaits = new int[Commands.COUNT][Scope.values().length][];

    /** Activates that may fall into the wait of FAW, and that wait; 0 when there is none. */
    final int window;

    final int windowWait;
    /** Over what the window counts. */
    final DramLevel windowLevel;

    /** Whether a command can have to wait longer for its bank group than for its rank. */
    final boolean[] waitsForGroup = new boolean[Commands.COUNT];

    /** Longest wait of a bank. */
    final int longestBankWait;

    private final DramParams params;
    private final Set<DramCommand> sent;

    ConstraintTable(DramParams params) {
        this.params = params;
        sent = sentCommands(params.controller());
        bankWaits = waits(Scope.SAME_BANK);
        groupWaits = waits(Scope.SAME_GROUP);
        unitWaits = waits(Scope.SAME_UNIT);
        otherRankWaits = waits(Scope.OTHER_RANK);
        otherPseudoChannelWaits = waits(Scope.OTHER_PSEUDO_CHANNEL);
        for (DramCommand later : DramCommand.values()) {
            for (Scope scope : Scope.values()) {
                wholeUnitWaits[later.ordinal()][scope.ordinal()] =
                        pairs(earlier -> later.isForWholeRank() ? wait(scope, earlier, later) : 0);
            }
        }
        for (int[] pairs : groupWaits) {
            for (int i = 0; i < pairs.length; i += 2) {
                waitsForGroup[pairs[i]] = true;
            }
        }
        int longest = 1;
        for (int[] pairs : bankWaits) {
            for (int i = 1; i < pairs.length; i += 2) {
                longest = Math.max(longest, pairs[i]);
            }
        }
        if (longest > LONGEST_BANK_WAIT) {
            throw new InputException("timing: a bank would wait " + longest + " clocks, must be at most "
                    + LONGEST_BANK_WAIT + "; lower its longest timing");
        }
        longestBankWait = longest;
        TimingConstraint faw = windowConstraint();
        window = faw == null ? 0 : faw.window();
        windowWait = faw == null ? 0 : faw.waitCycles();
        windowLevel = faw == null ? DramLevel.RANK : faw.level();
    }

    private static Set<DramCommand> sentCommands(DramController controller) {
        Set<DramCommand> sent = EnumSet.allOf(DramCommand.class);
        if (controller.rowPolicy() == DramController.RowPolicy.OPEN) {
            sent.removeAll(Set.of(DramCommand.READ_PRECHARGE, DramCommand.WRITE_PRECHARGE));
        }
        if (controller.refresh() != DramController.Refresh.PER_BANK) {
            sent.remove(DramCommand.REFRESH_BANK);
        }
        if (controller.refresh() != DramController.Refresh.ALL_BANK) {
            sent.removeAll(Set.of(DramCommand.REFRESH, DramCommand.PRECHARGE_ALL));
        }
        if (controller.policy() == DramController.Policy.BANK_QUEUES) {
            sent.remove(DramCommand.PRECHARGE_ALL);
        }
        return sent;
    }

    private int[][] waits(Scope scope) {
        int[][] byEarlier = new int[Commands.COUNT][];
        for (DramCommand earlier : DramCommand.values()) {
            byEarlier[earlier.ordinal()] = pairs(later -> {
                int wait = sent.contains(later) && !later.isForWholeRank() ? wait(scope, earlier, later) : 0;
                return isImplied(scope, earlier, later, wait) ? 0 : wait;
            });
        }
        return byEarlier;
    }

    /** (command, wait) for each command with a wait. */
    private static int[] pairs(ToIntFunction<DramCommand> waitOf) {
        int[] pairs = new int[2 * Commands.COUNT];
        int length = 0;
        for (DramCommand command : DramCommand.values()) {
            int wait = waitOf.applyAsInt(command);
            if (wait > 0) {
                pairs[length++] = command.ordinal();
                pairs[length++] = wait;
            }
        }
        return Arrays.copyOf(pairs, length);
    }

    /** Whether other waits hold the later command back as long in any case: the result is the same without this one. */
    private boolean isImplied(Scope scope, DramCommand earlier, DramCommand later, int wait) {
        if (scope == Scope.SAME_GROUP) {
            return wait <= wait(Scope.SAME_UNIT, earlier, later);
        }
        boolean isRowCycle = scope == Scope.SAME_BANK
                && earlier == DramCommand.ACTIVATE
                && later == DramCommand.ACTIVATE
                && params.controller().rowPolicy() == DramController.RowPolicy.OPEN;
        // Between two activates of a bank lies a precharge.
        return isRowCycle
                && wait <= roundTrip(Scope.SAME_BANK, DramCommand.PRECHARGE)
                && (!sent.contains(DramCommand.PRECHARGE_ALL)
                        || wait <= roundTrip(Scope.SAME_UNIT, DramCommand.PRECHARGE_ALL));
    }

    private int roundTrip(Scope scope, DramCommand precharge) {
        return wait(scope, DramCommand.ACTIVATE, precharge) + wait(scope, precharge, DramCommand.ACTIVATE);
    }

    /** The longest plain wait between two commands in places of this relation. */
    private int wait(Scope scope, DramCommand earlier, DramCommand later) {
        int longest = 0;
        for (TimingConstraint constraint : params.constraints()) {
            if (constraint.window() == 1
                    && constraint.earlier().contains(earlier)
                    && constraint.later().contains(later)
                    && applies(constraint, scope)) {
                longest = Math.max(longest, constraint.waitCycles());
            }
        }
        return longest;
    }

    /** Waits of outer levels are kept with the unit, so that each is written once. */
    private static boolean applies(TimingConstraint constraint, Scope scope) {
        DramLevel level = constraint.level();
        if (constraint.isForSiblings()) {
            return scope == (level == DramLevel.RANK ? Scope.OTHER_RANK : Scope.OTHER_PSEUDO_CHANNEL);
        }
        return switch (scope) {
            case SAME_BANK -> level == DramLevel.BANK;
            case SAME_GROUP -> level == DramLevel.BANK_GROUP;
            case SAME_UNIT -> level.compareTo(DramLevel.RANK) <= 0;
            case OTHER_RANK -> level.compareTo(DramLevel.PSEUDO_CHANNEL) <= 0;
            case OTHER_PSEUDO_CHANNEL -> level == DramLevel.CHANNEL;
        };
    }

    private TimingConstraint windowConstraint() {
        TimingConstraint found = null;
        for (TimingConstraint constraint : params.constraints()) {
            if (constraint.window() > 1) {
                boolean isActivates = constraint.earlier().equals(Set.of(DramCommand.ACTIVATE))
                        && constraint.later().equals(Set.of(DramCommand.ACTIVATE));
                if (found != null || !isActivates) {
                    throw new InputException(
                            "constraints: expected one window, of ACT after ACT such as 'after 4 ACT at"
                                    + " rank, ACT waits t_faw', got another of " + constraint.window() + " commands");
                }
                found = constraint;
            }
        }
        return found;
    }
}
