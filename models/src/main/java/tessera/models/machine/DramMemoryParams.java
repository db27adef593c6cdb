package tessera.models.machine;

import tessera.models.dram.DramCommand;
import tessera.models.dram.DramController;
import tessera.models.dram.DramOrganisation;
import tessera.models.dram.DramParams;
import tessera.models.dram.TimingName;
import tessera.traces.check.CeilDiv;

/**
 * A DRAM behind a machine: every address is one place in one bank.
 *
 * @param dram the device, its map and its controller
 * @param outstandingPerChannel bursts asked of a channel and not answered, at least 1. <b>Source:</b> the preset's
 * @param cycleFs femtoseconds of a cycle of the machine
 */
public record DramMemoryParams(DramParams dram, int outstandingPerChannel, long cycleFs) implements MachineMemory {
    /** Rows that a refresh closes at another moment than a serial order would have it: a guess on the safe side. */
    private static final long REOPENED_ROWS = 3;

    public DramMemoryParams {
        Checks.atLeast("dram.outstanding_per_channel", outstandingPerChannel, 1);
        Checks.atLeast("femtoseconds of a machine cycle", cycleFs, 1);
    }

    @Override
    public String title() {
        return dram.name() + ", map " + dram.map().text();
    }

    @Override
    public int channelCount() {
        return dram.organisation().channelCount();
    }

    @Override
    public int burstBytes() {
        return dram.organisation().transactionBytes();
    }

    @Override
    public double bytesPerCycle() {
        return (double) dram.organisation().peakBytesPerClock()
                * cycleFs
                / dram.timing().clockFs();
    }

    /** At the start all rows are closed: activate, read, data. */
    @Override
    public long firstLatencyCycles() {
        return atLeastCycles(
                dram.timing().of(TimingName.T_RCD_RD) + dram.timing().readLatencyCycles());
    }

    /** Later a burst may find its row open. */
    @Override
    public long leastLatencyCycles() {
        return atLeastCycles(dram.timing().readLatencyCycles());
    }

    /** Bursts occupy the data wires of their pseudo-channel one after the other. */
    @Override
    public long streamCycles(long bursts) {
        DramOrganisation organisation = dram.organisation();
        long wires = (long) organisation.channelCount() * organisation.pseudoChannelCount();
        return atLeastCycles(Math.multiplyExact(CeilDiv.of(bursts, wires) - 1, organisation.burstCycles()));
    }

    @Override
    public long refreshIntervalCycles() {
        return switch (dram.controller().refresh()) {
            case ALL_BANK -> atLeastCycles(dram.timing().of(TimingName.T_REFI));
            case PER_BANK -> atLeastCycles(dram.timing().of(TimingName.T_REFI_BANK));
            case NONE -> Long.MAX_VALUE;
        };
    }

    @Override
    public long refreshCycles() {
        if (dram.controller().refresh() == DramController.Refresh.NONE) {
            return 0;
        }
        boolean isAllBank = dram.controller().refresh() == DramController.Refresh.ALL_BANK;
        int closed = dram.timing().of(isAllBank ? TimingName.T_RFC : TimingName.T_RFC_BANK);
        return atMostCycles(dram.timing().of(TimingName.T_RP) + closed + REOPENED_ROWS * missClocks());
    }

    /** Clocks from a read of an open row to its data. */
    public int hitClocks() {
        return dram.timing().readLatencyCycles();
    }

    /** Clocks from the activate of a closed row to the data of its read. */
    public int missClocks() {
        return dram.clocksOf(DramCommand.ACTIVATE) - 1 + dram.timing().of(TimingName.T_RCD_RD) + hitClocks();
    }

    /** Clocks from the precharge of another row to the data, where nothing holds the precharge back. */
    public int conflictClocks() {
        return dram.timing().of(TimingName.T_RP) + missClocks();
    }

    /** Machine cycles that so many memory clocks last, rounded down. */
    public long atLeastCycles(long clocks) {
        return Math.multiplyExact(clocks, dram.timing().clockFs()) / cycleFs;
    }

    /** Machine cycles that so many memory clocks last, rounded up. */
    public long atMostCycles(long clocks) {
        return CeilDiv.of(Math.multiplyExact(clocks, dram.timing().clockFs()), cycleFs);
    }
}
