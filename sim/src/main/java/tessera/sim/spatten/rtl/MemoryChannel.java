package tessera.sim.spatten.rtl;

import tessera.models.machine.RtlDramParams;

/** One memory channel: the port with its outstanding limit, and the controller behind it. */
final class MemoryChannel {
    private final RtlDramParams timing;

    // port
    private boolean isRefused;
    private int refusedAddress;
    private boolean tookRequest;
    private boolean hasResponse;
    private int outstanding;
    private int completed;

    // queues, in order of arrival
    private final int[] queueBank;
    private final int[] queueRow;
    private final int[] queueOrder;
    private int queued;
    private final int[] activeBank;
    private final int[] activeOrder;
    private int active;
    private int order;
    private final long[] departure;
    private int firstDeparture;
    private int departing;

    // 2 pseudo channels x 4 bank groups x 4 banks
    private final int[] openRow = new int[32];
    private final boolean[] isActive = new boolean[32];
    private final long[] readReadyBank = new long[32];
    private final long[] activateReadyBank = new long[32];
    private final long[] prechargeReadyBank = new long[32];
    private final long[] readReadyGroup = new long[8];
    private final long[] activateReadyGroup = new long[8];
    private final long[] readReadyPseudo = new long[2];
    private final long[] activateReadyPseudo = new long[2];
    private final long[][] activates = new long[2][4];
    private final int[] activateCount = new int[2];
    private long rowCommandReady;
    private long idleUntil;

    long rowHits;
    long rowMisses;
    long rowConflicts;

    MemoryChannel(RtlDramParams timing) {
        this.timing = timing;
        int limit = timing.outstandingReads();
        queueBank = new int[limit];
        queueRow = new int[limit];
        queueOrder = new int[limit];
        activeBank = new int[limit];
        activeOrder = new int[limit];
        departure = new long[limit];
        java.util.Arrays.fill(openRow, -1);
    }

    boolean hasResponse() {
        return hasResponse;
    }

    void takeResponse() {
        hasResponse = false;
    }

    boolean tookRequest() {
        return tookRequest;
    }

    /** One clock edge: send, then pop a response, then tick the controller. */
    void edge(long cycle, boolean hasRequest, int address) {
        tookRequest = false;
        if (isRefused) {
            if (outstanding < timing.outstandingReads()) {
                enqueue(refusedAddress);
                isRefused = false;
            }
        } else if (hasRequest) {
            tookRequest = true;
            if (outstanding < timing.outstandingReads()) {
                enqueue(address);
            } else {
                isRefused = true;
                refusedAddress = address;
            }
        }
        if (!hasResponse && completed > 0) {
            completed--;
            outstanding--;
            hasResponse = true;
        }
        tick(cycle);
    }

    private void enqueue(int address) {
        outstanding++;
        int pseudo = address >>> 9 & 1;
        int group = address >>> 10 & 3;
        int bank = address >>> 12 & 3;
        queueBank[queued] = pseudo << 4 | group << 2 | bank;
        queueRow[queued] = address >>> 14 & 0x7FFF;
        queueOrder[queued] = order++;
        queued++;
        idleUntil = 0;
    }

    private void tick(long cycle) {
        if (departing > 0 && departure[firstDeparture] <= cycle) {
            firstDeparture = firstDeparture + 1 == departure.length ? 0 : firstDeparture + 1;
            departing--;
            completed++;
        }
        if (cycle < idleUntil) {
            return;
        }
        if (!issueActive(cycle)) {
            issueQueued(cycle);
        }
    }

    private boolean issueActive(long cycle) {
        int best = -1;
        for (int i = 0; i < active; i++) {
            if (readReady(activeBank[i]) <= cycle && (best < 0 || activeOrder[i] < activeOrder[best])) {
                best = i;
            }
        }
        if (best < 0) {
            return false;
        }
        int bank = activeBank[best];
        isActive[bank] = false;
        active--;
        for (int i = best; i < active; i++) {
            activeBank[i] = activeBank[i + 1];
            activeOrder[i] = activeOrder[i + 1];
        }
        read(cycle, bank);
        return true;
    }

    private void issueQueued(long cycle) {
        for (int i = 0; i < queued; i++) {
            int bank = queueBank[i];
            int open = openRow[bank];
            if (open == queueRow[i]) {
                if (readReady(bank) <= cycle) {
                    remove(i);
                    read(cycle, bank);
                    return;
                }
            } else if (open < 0) {
                if (activateReady(bank) <= cycle) {
                    activate(cycle, bank, queueRow[i]);
                    activeBank[active] = bank;
                    activeOrder[active] = queueOrder[i];
                    active++;
                    isActive[bank] = true;
                    remove(i);
                    return;
                }
            } else if (Math.max(rowCommandReady, prechargeReadyBank[bank]) <= cycle) {
                if (!isActive[bank]) {
                    precharge(cycle, bank);
                }
                return;
            }
        }
    }

    private void remove(int index) {
        queued--;
        for (int i = index; i < queued; i++) {
            queueBank[i] = queueBank[i + 1];
            queueRow[i] = queueRow[i + 1];
            queueOrder[i] = queueOrder[i + 1];
        }
    }

    private long readReady(int bank) {
        return Math.max(readReadyPseudo[bank >> 4], Math.max(readReadyGroup[bank >> 2], readReadyBank[bank]));
    }

    private long activateReady(int bank) {
        long shared = Math.max(rowCommandReady, activateReadyPseudo[bank >> 4]);
        return Math.max(shared, Math.max(activateReadyGroup[bank >> 2], activateReadyBank[bank]));
    }

    private void read(long cycle, int bank) {
        readReadyPseudo[bank >> 4] = cycle + timing.tBurstCycles();
        readReadyGroup[bank >> 2] = cycle + timing.tCcdLongCycles();
        prechargeReadyBank[bank] = Math.max(prechargeReadyBank[bank], cycle + timing.tRtpCycles());
        int slot = firstDeparture + departing;
        departure[slot < departure.length ? slot : slot - departure.length] =
                cycle + timing.tCasCycles() + timing.tBurstCycles();
        departing++;
    }

    private void activate(long cycle, int bank, int row) {
        int pseudo = bank >> 4;
        openRow[bank] = row;
        rowCommandReady = cycle + timing.activateCommandCycles();
        int slot = activateCount[pseudo]++ & 3;
        activates[pseudo][slot] = cycle;
        long ready = cycle + timing.tRrdShortCycles();
        if (activateCount[pseudo] >= 4) {
            ready = Math.max(ready, activates[pseudo][slot + 1 & 3] + timing.tFawCycles());
        }
        activateReadyPseudo[pseudo] = Math.max(activateReadyPseudo[pseudo], ready);
        activateReadyGroup[bank >> 2] = cycle + timing.tRrdLongCycles();
        activateReadyBank[bank] = cycle + timing.tRcCycles();
        readReadyBank[bank] = cycle + timing.tRcdCycles();
        prechargeReadyBank[bank] = cycle + timing.tRasCycles();
    }

    private void precharge(long cycle, int bank) {
        openRow[bank] = -1;
        activateReadyBank[bank] = Math.max(activateReadyBank[bank], cycle + timing.tRpCycles());
    }
}
