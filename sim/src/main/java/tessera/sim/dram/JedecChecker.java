package tessera.sim.dram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tessera.models.dram.DramCommand;
import tessera.models.dram.DramController;
import tessera.models.dram.DramOrganisation;
import tessera.models.dram.DramParams;
import tessera.models.dram.DramTiming;
import tessera.models.dram.TimingName;

/**
 * Judges the commands of one channel by the rules of the data sheet: written from the timings themselves, it shares
 * neither the constraint table nor any state with the model. Times between commands count from their last clocks, as data
 * sheets count.
 */
public final class JedecChecker implements CommandListener {
    /** Most violations that are kept as text; all are counted. */
    public static final int KEPT = 20;

    private static final long NEVER = Long.MIN_VALUE / 4;
    private static final int CLOSED = -1;
    /** Refreshes that may be put off, as DDR4 and HBM allow. */
    private static final int POSTPONED = 9;

    private final DramParams params;
    private final DramTiming timing;
    private final int banksPerUnit;
    private final int banksPerGroup;
    private final int unitsPerPseudoChannel;
    private final int[] openRow;
    /** Last clock of the last command: {@code [bank][command]}. */
    private final long[][] last;
    /** When a bank that closes by itself starts to. */
    private final long[] autoPrecharge;
    /** The last four activates of each unit. */
    private final long[][] activates;

    private final long[] dataEnd;
    private final long[] lastRefresh;
    private final long[] busFree = new long[2];
    private final List<String> violations = new ArrayList<>();
    private long violationCount;
    private long commandCount;

    /** A checker for one channel of this memory. */
    public JedecChecker(DramParams params) {
        this.params = params;
        timing = params.timing();
        DramOrganisation organisation = params.organisation();
        banksPerUnit = organisation.banksPerUnit();
        banksPerGroup = organisation.banksPerGroup();
        unitsPerPseudoChannel = organisation.rankCount();
        int bankCount = organisation.bankCount();
        openRow = new int[bankCount];
        Arrays.fill(openRow, CLOSED);
        last = new long[bankCount][DramCommand.values().length];
        autoPrecharge = new long[bankCount];
        Arrays.fill(autoPrecharge, NEVER);
        activates = new long[organisation.unitCount()][4];
        dataEnd = new long[organisation.pseudoChannelCount()];
        lastRefresh = new long[organisation.unitCount()];
        for (long[] row : last) {
            Arrays.fill(row, NEVER);
        }
        for (long[] row : activates) {
            Arrays.fill(row, NEVER);
        }
    }

    /** Commands seen. */
    public long commandCount() {
        return commandCount;
    }

    /** Rules broken. */
    public long violationCount() {
        return violationCount;
    }

    /** The first violations, each with clock, command, rule and the clocks found. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    @Override
    public void issued(long clock, int commandIndex, int bank, int row, int column) {
        DramCommand command = DramCommand.values()[commandIndex];
        commandCount++;
        checkBus(clock, command, bank);
        long at = clock + params.clocksOf(command) - 1;
        switch (command) {
            case ACTIVATE -> activate(at, bank, row);
            case PRECHARGE -> precharge(at, command, bank);
            case PRECHARGE_ALL -> {
                for (int each = firstOfUnit(bank); each < firstOfUnit(bank) + banksPerUnit; each++) {
                    if (openRow[each] != CLOSED) {
                        precharge(at, command, each);
                    }
                }
            }
            case READ, WRITE, READ_PRECHARGE, WRITE_PRECHARGE -> access(at, command, bank, row);
            case REFRESH, REFRESH_BANK -> refresh(at, command, bank);
        }
    }

    private int firstOfUnit(int bank) {
        return bank / banksPerUnit * banksPerUnit;
    }

    private void checkBus(long clock, DramCommand command, int bank) {
        int bus = params.hasTwoCommandBuses() && command.isColumnCommand() ? 1 : 0;
        require(clock >= busFree[bus], clock, command, bank, "command bus is free", clock - busFree[bus], 0);
        busFree[bus] = clock + params.clocksOf(command);
    }

    private void activate(long at, int bank, int row) {
        DramCommand act = DramCommand.ACTIVATE;
        require(openRow[bank] == CLOSED, at, act, bank, "bank is closed", 0, 0);
        after(at, act, bank, last[bank][act.ordinal()], TimingName.T_RC, 0);
        after(at, act, bank, last[bank][DramCommand.PRECHARGE.ordinal()], TimingName.T_RP, 0);
        after(at, act, bank, autoPrecharge[bank], TimingName.T_RP, 0);
        after(at, act, bank, last[bank][DramCommand.REFRESH.ordinal()], TimingName.T_RFC, 0);
        after(at, act, bank, last[bank][DramCommand.REFRESH_BANK.ordinal()], TimingName.T_RFC_BANK, 0);
        for (int other = firstOfUnit(bank); other < firstOfUnit(bank) + banksPerUnit; other++) {
            if (other != bank) {
                boolean isSameGroup = other / banksPerGroup == bank / banksPerGroup;
                after(
                        at,
                        act,
                        bank,
                        last[other][act.ordinal()],
                        isSameGroup ? TimingName.T_RRD_L : TimingName.T_RRD_S,
                        0);
                after(at, act, bank, last[other][DramCommand.REFRESH_BANK.ordinal()], TimingName.T_RREFD, 0);
            }
        }
        long[] window = activates[bank / banksPerUnit];
        after(at, act, bank, window[0], TimingName.T_FAW, 0);
        System.arraycopy(window, 1, window, 0, 3);
        window[3] = at;
        last[bank][act.ordinal()] = at;
        openRow[bank] = row;
    }

    private void precharge(long at, DramCommand command, int bank) {
        after(at, command, bank, last[bank][DramCommand.ACTIVATE.ordinal()], TimingName.T_RAS, 0);
        after(at, command, bank, last[bank][DramCommand.READ.ordinal()], TimingName.T_RTP, 0);
        int writeTime = timing.of(TimingName.T_CWL) + timing.of(TimingName.T_BURST);
        after(at, command, bank, last[bank][DramCommand.WRITE.ordinal()], TimingName.T_WR, writeTime);
        last[bank][DramCommand.PRECHARGE.ordinal()] = at;
        openRow[bank] = CLOSED;
    }

    private void access(long at, DramCommand command, int bank, int row) {
        boolean isWrite = command == DramCommand.WRITE || command == DramCommand.WRITE_PRECHARGE;
        require(openRow[bank] == row, at, command, bank, "row " + row + " is open", openRow[bank], row);
        TimingName toColumn = isWrite ? TimingName.T_RCD_WR : TimingName.T_RCD_RD;
        after(at, command, bank, last[bank][DramCommand.ACTIVATE.ordinal()], toColumn, 0);
        for (int other = firstOfUnit(bank); other < firstOfUnit(bank) + banksPerUnit; other++) {
            checkColumnSpacing(at, command, isWrite, bank, other);
        }
        checkData(at, command, isWrite, bank);
        last[bank][(isWrite ? DramCommand.WRITE : DramCommand.READ).ordinal()] = at;
        if (command == DramCommand.READ_PRECHARGE || command == DramCommand.WRITE_PRECHARGE) {
            int write = timing.of(TimingName.T_CWL) + timing.of(TimingName.T_BURST) + timing.of(TimingName.T_WR);
            long closes = at + (isWrite ? write : timing.of(TimingName.T_RTP));
            long open = last[bank][DramCommand.ACTIVATE.ordinal()] + timing.of(TimingName.T_RAS);
            autoPrecharge[bank] = Math.max(closes, open);
            openRow[bank] = CLOSED;
        }
    }

    private void checkColumnSpacing(long at, DramCommand command, boolean isWrite, int bank, int other) {
        boolean isSameGroup = other / banksPerGroup == bank / banksPerGroup;
        long read = last[other][DramCommand.READ.ordinal()];
        long write = last[other][DramCommand.WRITE.ordinal()];
        TimingName spacing = isSameGroup ? TimingName.T_CCD_L : TimingName.T_CCD_S;
        if (isWrite) {
            boolean hasOwn = isSameGroup && timing.has(TimingName.T_CCD_L_WR);
            after(at, command, bank, write, hasOwn ? TimingName.T_CCD_L_WR : spacing, 0);
        } else {
            after(at, command, bank, read, spacing, 0);
            int writeTime = timing.of(TimingName.T_CWL) + timing.of(TimingName.T_BURST);
            after(at, command, bank, write, isSameGroup ? TimingName.T_WTR_L : TimingName.T_WTR_S, writeTime);
        }
    }

    /** Bursts on the same wires do not overlap. */
    private void checkData(long at, DramCommand command, boolean isWrite, int bank) {
        int pseudoChannel = bank / banksPerUnit / unitsPerPseudoChannel;
        long start = at + timing.of(isWrite ? TimingName.T_CWL : TimingName.T_CL);
        long free = start - dataEnd[pseudoChannel];
        require(free >= 0, at, command, bank, "data wires are free", free, 0);
        dataEnd[pseudoChannel] = start + timing.of(TimingName.T_BURST);
    }

    private void refresh(long at, DramCommand command, int bank) {
        boolean isWhole = command == DramCommand.REFRESH;
        int from = isWhole ? firstOfUnit(bank) : bank;
        int to = isWhole ? from + banksPerUnit : from + 1;
        for (int each = from; each < to; each++) {
            require(openRow[each] == CLOSED, at, command, each, "bank is closed", openRow[each], CLOSED);
            after(at, command, each, last[each][DramCommand.PRECHARGE.ordinal()], TimingName.T_RP, 0);
            after(at, command, each, autoPrecharge[each], TimingName.T_RP, 0);
            after(at, command, each, last[each][DramCommand.REFRESH.ordinal()], TimingName.T_RFC, 0);
            last[each][command.ordinal()] = at;
        }
        int unit = bank / banksPerUnit;
        if (isWhole && params.controller().refresh() == DramController.Refresh.ALL_BANK) {
            long late = at - lastRefresh[unit];
            long allowed = (long) POSTPONED * timing.of(TimingName.T_REFI);
            require(late <= allowed, at, command, bank, "refreshed within 9 t_refi", late, allowed);
            lastRefresh[unit] = at;
        }
    }

    /** At least the timing's clocks, and more, must lie between an earlier command and this one. */
    private void after(long at, DramCommand command, int bank, long earlier, TimingName name, int more) {
        if (earlier > NEVER && timing.has(name)) {
            long least = (long) timing.of(name) + more;
            require(
                    at - earlier >= least,
                    at,
                    command,
                    bank,
                    name.text() + (more > 0 ? " + " + more : ""),
                    at - earlier,
                    least);
        }
    }

    private void require(boolean holds, long at, DramCommand command, int bank, String rule, long found, long least) {
        if (!holds) {
            violationCount++;
            if (violations.size() < KEPT) {
                violations.add("clock " + at + ": " + command.mnemonic() + " to bank " + bank + ": " + rule + " needs "
                        + least + ", got " + found);
            }
        }
    }
}
