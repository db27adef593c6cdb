package tessera.sim.dram;

import tessera.models.dram.DramEnergy;

/**
 * Actions of one channel, or of several together.
 *
 * @param reads read commands
 * @param writes write commands
 * @param activates activate commands
 * @param precharges precharge commands; one to a whole rank counts once
 * @param refreshes all-bank refresh commands
 * @param bankRefreshes per-bank refresh commands
 * @param rowHits requests whose first command was their read or write
 * @param rowMisses requests whose first command was an activate
 * @param rowConflicts requests whose first command was a precharge
 * @param activeStandbyClocks clocks with a bank open, summed over ranks
 * @param prechargedStandbyClocks clocks with all banks closed, summed over ranks
 */
public record DramCounts(
        long reads,
        long writes,
        long activates,
        long precharges,
        long refreshes,
        long bankRefreshes,
        long rowHits,
        long rowMisses,
        long rowConflicts,
        long activeStandbyClocks,
        long prechargedStandbyClocks) {
    /** Nothing has happened. */
    public static final DramCounts ZERO = new DramCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    static DramCounts of(DramChannel channel, long before) {
        long[] issued = channel.device.issuedCount;
        long active = channel.device.rows.activeUnitClocks(before);
        return new DramCounts(
                issued[Commands.RD] + issued[Commands.RDA],
                issued[Commands.WR] + issued[Commands.WRA],
                issued[Commands.ACT],
                issued[Commands.PRE] + issued[Commands.PREA],
                issued[Commands.REF],
                issued[Commands.REFB],
                channel.rowHits,
                channel.rowMisses,
                channel.rowConflicts,
                active,
                before * channel.device.unitCount - active);
    }

    /** Energy of these actions, in picojoules; 0 where the table is not known. */
    public double energyPj(DramEnergy table) {
        return activates * table.activatePj()
                + reads * table.readPj()
                + writes * table.writePj()
                + refreshes * table.refreshPj()
                + bankRefreshes * table.refreshBankPj()
                + activeStandbyClocks * table.activeStandbyPjPerClock()
                + prechargedStandbyClocks * table.prechargedStandbyPjPerClock();
    }

    /** Both together. */
    public DramCounts plus(DramCounts other) {
        return new DramCounts(
                reads + other.reads,
                writes + other.writes,
                activates + other.activates,
                precharges + other.precharges,
                refreshes + other.refreshes,
                bankRefreshes + other.bankRefreshes,
                rowHits + other.rowHits,
                rowMisses + other.rowMisses,
                rowConflicts + other.rowConflicts,
                activeStandbyClocks + other.activeStandbyClocks,
                prechargedStandbyClocks + other.prechargedStandbyClocks);
    }
}
