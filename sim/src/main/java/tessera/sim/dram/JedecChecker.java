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
    private final int clocksToEndOfWrite;
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

    /** The command that is looked at, the bank, and its last clock. */
    private DramCommand command;

    private int target;
    private long at;

    /** A checker for one channel of this memory. */
    public JedecChecker(DramParams params) {
        this.params = params;
        timing = params.timing();
        DramOrganisation organisation = params.organisation();
        banksPerUnit = organisation.banksPerUnit();
        banksPerGroup = organisation.banksPerGroup();
        unitsPerPseudoChannel = organisation.rankCount();
        clocksToEndOfWrite = timing.of(TimingName.T_CWL) + timing.of(TimingName.T_BURST);
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
        command = DramCommand.values()[commandIndex];
        commandCount++;
        target = bank;
        at = clock;
        int bus = params.hasTwoCommandBuses() && command.isColumnCommand() ? 1 : 0;
        if (clock < busFree[bus]) {
            violation("the command bus is busy up to clock " + (busFree[bus] - 1));
        }
        busFree[bus] = clock + params.clocksOf(command);
        at = clock + params.clocksOf(command) - 1;
        switch (command) {
            case ACTIVATE -> activate(row);
            case PRECHARGE -> precharge();
            case PRECHARGE_ALL -> prechargeAll();
            case READ, READ_PRECHARGE -> access(row, DramCommand.READ);
            case WRITE, WRITE_PRECHARGE -> access(row, DramCommand.WRITE);
            case REFRESH -> refreshUnit();
            case REFRESH_BANK -> refresh();
        }
    }

    private int firstOfUnit() {
        return target / banksPerUnit * banksPerUnit;
    }

    private boolean isSameGroup(int bank) {
        return bank / banksPerGroup == target / banksPerGroup;
    }

    private long last(int bank, DramCommand earlier) {
        return last[bank][earlier.ordinal()];
    }

    private void activate(int row) {
        if (openRow[target] != CLOSED) {
            violation("row " + openRow[target] + " is open");
        }
        after(last(target, DramCommand.ACTIVATE), TimingName.T_RC, 0);
        after(last(target, DramCommand.PRECHARGE), TimingName.T_RP, 0);
        after(autoPrecharge[target], TimingName.T_RP, 0);
        after(last(target, DramCommand.REFRESH), TimingName.T_RFC, 0);
        after(last(target, DramCommand.REFRESH_BANK), TimingName.T_RFC_BANK, 0);
        for (int other = firstOfUnit(); other < firstOfUnit() + banksPerUnit; other++) {
            if (other != target) {
                TimingName spacing = isSameGroup(other) ? TimingName.T_RRD_L : TimingName.T_RRD_S;
                after(last(other, DramCommand.ACTIVATE), spacing, 0);
                after(last(other, DramCommand.REFRESH_BANK), TimingName.T_RREFD, 0);
            }
        }
        long[] window = activates[target / banksPerUnit];
        after(window[0], TimingName.T_FAW, 0);
        System.arraycopy(window, 1, window, 0, 3);
        window[3] = at;
        last[target][DramCommand.ACTIVATE.ordinal()] = at;
        openRow[target] = row;
    }

    private void prechargeAll() {
        int first = firstOfUnit();
        for (target = first; target < first + banksPerUnit; target++) {
            if (openRow[target] != CLOSED) {
                precharge();
            }
        }
    }

    private void precharge() {
        after(last(target, DramCommand.ACTIVATE), TimingName.T_RAS, 0);
        after(last(target, DramCommand.READ), TimingName.T_RTP, 0);
        after(last(target, DramCommand.WRITE), TimingName.T_WR, clocksToEndOfWrite);
        last[target][DramCommand.PRECHARGE.ordinal()] = at;
        openRow[target] = CLOSED;
    }

    /** A read or a write, which may close the row by itself. */
    private void access(int row, DramCommand kind) {
        boolean isWrite = kind == DramCommand.WRITE;
        if (openRow[target] != row) {
            violation("row " + row + " is not open");
        }
        after(last(target, DramCommand.ACTIVATE), isWrite ? TimingName.T_RCD_WR : TimingName.T_RCD_RD, 0);
        for (int other = firstOfUnit(); other < firstOfUnit() + banksPerUnit; other++) {
            if (isWrite) {
                checkSpacingOfWrite(other);
            } else {
                checkSpacingOfRead(other);
            }
        }
        checkData(isWrite ? TimingName.T_CWL : TimingName.T_CL);
        last[target][kind.ordinal()] = at;
        if (command != kind) {
            long closes =
                    isWrite ? at + clocksToEndOfWrite + timing.of(TimingName.T_WR) : at + timing.of(TimingName.T_RTP);
            long open = last(target, DramCommand.ACTIVATE) + timing.of(TimingName.T_RAS);
            autoPrecharge[target] = Math.max(closes, open);
            openRow[target] = CLOSED;
        }
    }

    private void checkSpacingOfWrite(int other) {
        TimingName spacing = isSameGroup(other) ? TimingName.T_CCD_L : TimingName.T_CCD_S;
        boolean hasOwn = isSameGroup(other) && timing.has(TimingName.T_CCD_L_WR);
        after(last(other, DramCommand.WRITE), hasOwn ? TimingName.T_CCD_L_WR : spacing, 0);
    }

    private void checkSpacingOfRead(int other) {
        boolean isSameGroup = isSameGroup(other);
        after(last(other, DramCommand.READ), isSameGroup ? TimingName.T_CCD_L : TimingName.T_CCD_S, 0);
        TimingName turn = isSameGroup ? TimingName.T_WTR_L : TimingName.T_WTR_S;
        after(last(other, DramCommand.WRITE), turn, clocksToEndOfWrite);
    }

    /** Bursts on the same wires do not overlap. */
    private void checkData(TimingName latency) {
        int pseudoChannel = target / banksPerUnit / unitsPerPseudoChannel;
        long start = at + timing.of(latency);
        if (start < dataEnd[pseudoChannel]) {
            violation("its data overlap the burst before");
        }
        dataEnd[pseudoChannel] = start + timing.of(TimingName.T_BURST);
    }

    private void refreshUnit() {
        int unit = target / banksPerUnit;
        if (params.controller().refresh() == DramController.Refresh.ALL_BANK) {
            long late = at - lastRefresh[unit];
            long allowed = (long) POSTPONED * timing.of(TimingName.T_REFI);
            if (late > allowed) {
                violation("at most " + allowed + " clocks lie between refreshes, got " + late);
            }
            lastRefresh[unit] = at;
        }
        int first = firstOfUnit();
        for (target = first; target < first + banksPerUnit; target++) {
            refresh();
        }
    }

    private void refresh() {
        if (openRow[target] != CLOSED) {
            violation("row " + openRow[target] + " is open");
        }
        after(last(target, DramCommand.PRECHARGE), TimingName.T_RP, 0);
        after(autoPrecharge[target], TimingName.T_RP, 0);
        after(last(target, DramCommand.REFRESH), TimingName.T_RFC, 0);
        last[target][command.ordinal()] = at;
    }

    /** At least the timing's clocks, and more, must lie between an earlier command and this one. */
    private void after(long earlier, TimingName name, int more) {
        if (earlier == NEVER || !timing.has(name)) {
            return;
        }
        long least = (long) timing.of(name) + more;
        if (at - earlier < least) {
            violation(name.text() + (more > 0 ? " + " + more : "") + " needs " + least + ", got " + (at - earlier));
        }
    }

    private void violation(String what) {
        violationCount++;
        if (violations.size() < KEPT) {
            violations.add("clock " + at + ": " + command.mnemonic() + " to bank " + target + ": " + what);
        }
    }
}
