package tessera.models.spatten;

import java.util.Arrays;
import tessera.models.dram.AddressField;
import tessera.models.dram.DramController;
import tessera.models.dram.DramOrganisation;
import tessera.models.dram.TimingName;
import tessera.models.machine.DramMemoryParams;

/**
 * A DRAM that serves one burst at a time. A burst finds its row open, its bank closed, or another row open; between two
 * bursts nothing else happens but refresh, which closes all rows. The time that refreshes take is not in its times.
 */
final class SerialDram extends SerialMemory {
    private static final int CLOSED = -1;

    private final DramMemoryParams memory;
    private final int burstBytes;
    private final int[] fields = new int[AddressField.COUNT];
    private final int[] openRow;
    private final long[] activated;
    private final int banksPerGroup;
    private final int bankGroups;
    private final int ranks;
    private final int pseudoChannels;
    /** Clocks of a burst beyond those of its commands: Fifos, crossings, the controller's own step. */
    private final long overheadClocks;

    private final long refreshInterval;
    private long nextRefresh;
    private long now;

    SerialDram(DramMemoryParams memory) {
        super(memory.burstBytes());
        this.memory = memory;
        this.burstBytes = memory.burstBytes();
        DramOrganisation organisation = memory.dram().organisation();
        this.ranks = organisation.rankCount();
        this.pseudoChannels = organisation.pseudoChannelCount();
        this.bankGroups = organisation.bankGroupCount();
        this.banksPerGroup = organisation.banksPerGroup();
        this.openRow = new int[organisation.channelCount() * organisation.bankCount()];
        this.activated = new long[openRow.length];
        Arrays.fill(openRow, CLOSED);
        boolean isCrossing = memory.dram().timing().clockFs() != memory.cycleFs();
        DramController controller = memory.dram().controller();
        boolean isQueuedTwice = controller.policy() == DramController.Policy.BANK_QUEUES;
        this.overheadClocks = clocks(isCrossing ? 2 * HOPS : HOPS) + (isQueuedTwice ? 1 : 0);
        this.refreshInterval = controller.refresh() == DramController.Refresh.ALL_BANK
                ? timing(TimingName.T_REFI) - timing(TimingName.T_RFC) - timing(TimingName.T_RP)
                : Long.MAX_VALUE;
        this.nextRefresh = refreshInterval;
    }

    private long timing(TimingName name) {
        return memory.dram().timing().has(name) ? memory.dram().timing().of(name) : 0;
    }

    /** Memory clocks that so many machine cycles last, rounded up. */
    private long clocks(long cycles) {
        long clockFs = memory.dram().timing().clockFs();
        return (cycles * memory.cycleFs() + clockFs - 1) / clockFs;
    }

    @Override
    void pass(long cycles) {
        now += clocks(cycles);
    }

    @Override
    long serve(long address, long bursts) {
        long start = now;
        for (long burst = 0; burst < bursts; burst++) {
            serveOne(address + burst * burstBytes);
        }
        return memory.atMostCycles(now - start);
    }

    private void serveOne(long address) {
        if (now >= nextRefresh) {
            nextRefresh += refreshInterval; // In times that leave refreshes out.
            Arrays.fill(openRow, CLOSED);
        }
        memory.dram().map().decode(address, fields);
        int bank = bank();
        int row = fields[AddressField.ROW.ordinal()];
        if (openRow[bank] == row) {
            now += memory.hitClocks();
        } else if (openRow[bank] == CLOSED) {
            activated[bank] = now;
            now += memory.missClocks();
        } else {
            now = Math.max(now, activated[bank] + timing(TimingName.T_RAS));
            activated[bank] = now + timing(TimingName.T_RP);
            now += memory.conflictClocks();
        }
        openRow[bank] = row;
        now += overheadClocks;
    }

    private int bank() {
        int unit =
                fields[AddressField.CHANNEL.ordinal()] * pseudoChannels + fields[AddressField.PSEUDO_CHANNEL.ordinal()];
        int rank = unit * ranks + fields[AddressField.RANK.ordinal()];
        int group = rank * bankGroups + fields[AddressField.BANK_GROUP.ordinal()];
        return group * banksPerGroup + fields[AddressField.BANK.ordinal()];
    }
}
