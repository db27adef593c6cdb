package tessera.sim.spatten.rtl;

import java.util.Arrays;
import tessera.models.machine.RtlMemoryParams;

/**
 * When each bank of one channel can take its next command. A bank number's lowest bit is its pseudo channel, the lowest
 * three its bank group.
 */
final class MemoryTiming {
    /** {@link #openRow} of a bank without one. */
    static final int CLOSED = -1;

    static final int BANKS = 32;
    private static final int GROUPS = 8;
    private static final int FAW_ACTIVATES = 4;

    private final RtlMemoryParams params;
    private final int burstCycles;
    private final int readToPrechargeCycles;
    private final int[] openRow = new int[BANKS];
    private final long[] bankRead = new long[BANKS];
    private final long[] bankActivate = new long[BANKS];
    private final long[] bankPrecharge = new long[BANKS];
    private final long[] groupActivate = new long[GROUPS];
    private final long[] pseudoRead = new long[RtlMemoryParams.PSEUDO_CHANNELS];
    private final long[] pseudoActivate = new long[RtlMemoryParams.PSEUDO_CHANNELS];
    /** The last four activates of each pseudo channel, in a ring. */
    private final long[][] activates = new long[RtlMemoryParams.PSEUDO_CHANNELS][FAW_ACTIVATES];

    private final int[] activateCount = new int[RtlMemoryParams.PSEUDO_CHANNELS];
    private long rowCommand;
    private long transferEnd;

    MemoryTiming(RtlMemoryParams params) {
        this.params = params;
        this.burstCycles = params.tBurstCycles();
        this.readToPrechargeCycles = params.tRtpCycles();
        Arrays.fill(openRow, CLOSED);
    }

    int openRow(int bank) {
        return openRow[bank];
    }

    long readReady(int bank) {
        return Math.max(pseudoRead[pseudo(bank)], bankRead[bank]);
    }

    long activateReady(int bank) {
        return Math.max(
                Math.max(rowCommand, pseudoActivate[pseudo(bank)]),
                Math.max(groupActivate[group(bank)], bankActivate[bank]));
    }

    long prechargeReady(int bank) {
        return Math.max(rowCommand, bankPrecharge[bank]);
    }

    /** When the next command of a read that does not find its row open can go: an activate or a precharge. */
    long missReady(int bank) {
        return openRow[bank] == CLOSED ? activateReady(bank) : prechargeReady(bank);
    }

    /** The cycle behind the last burst on either pseudo channel. */
    long transferEnd() {
        return transferEnd;
    }

    void read(long cycle, int bank) {
        transferEnd = cycle + burstCycles;
        pseudoRead[pseudo(bank)] = transferEnd;
        bankPrecharge[bank] = Math.max(bankPrecharge[bank], cycle + readToPrechargeCycles);
    }

    void activate(long cycle, int bank, int row) {
        int pseudo = pseudo(bank);
        openRow[bank] = row;
        rowCommand = cycle + params.activateCommandCycles();
        int slot = activateCount[pseudo]++ % FAW_ACTIVATES;
        activates[pseudo][slot] = cycle;
        long ready = cycle + params.tRrdShortCycles();
        if (activateCount[pseudo] >= FAW_ACTIVATES) {
            ready = Math.max(ready, activates[pseudo][(slot + 1) % FAW_ACTIVATES] + params.tFawCycles());
        }
        pseudoActivate[pseudo] = Math.max(pseudoActivate[pseudo], ready);
        groupActivate[group(bank)] = cycle + params.tRrdLongCycles();
        bankActivate[bank] = cycle + params.tRcCycles();
        bankRead[bank] = cycle + params.tRcdCycles();
        bankPrecharge[bank] = cycle + params.tRasCycles();
    }

    void precharge(long cycle, int bank) {
        openRow[bank] = CLOSED;
        bankActivate[bank] = Math.max(bankActivate[bank], cycle + params.tRpCycles());
    }

    /** The pseudo channel of a bank. */
    static int pseudo(int bank) {
        return bank & 1;
    }

    private static int group(int bank) {
        return bank & GROUPS - 1;
    }
}
