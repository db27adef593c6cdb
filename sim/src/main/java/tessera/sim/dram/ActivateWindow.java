package tessera.sim.dram;

import java.util.Arrays;

/** The last few activates of each rank (pseudo-channel, channel): no more than {@code window} fall into the wait (FAW). */
final class ActivateWindow {
    private static final long NEVER = Long.MIN_VALUE / 4;

    private final int window;
    private final int wait;
    private final int unitsPerNode;
    private final int unitCount;
    private final long[] last;
    private final int[] oldest;

    ActivateWindow(ConstraintTable table, int unitCount, int unitsPerPseudoChannel) {
        window = table.window;
        wait = table.windowWait;
        this.unitCount = unitCount;
        unitsPerNode = switch (table.windowLevel) {
            case CHANNEL -> unitCount;
            case PSEUDO_CHANNEL -> unitsPerPseudoChannel;
            case RANK, BANK_GROUP, BANK -> 1;
        };
        int nodes = unitCount / unitsPerNode;
        last = new long[nodes * window];
        Arrays.fill(last, NEVER);
        oldest = new int[nodes];
    }

    /** Notes an activate and makes the next one of that node wait. */
    void activated(int unit, long clock, long[] unitReady) {
        if (window == 0) {
            return;
        }
        int node = unit / unitsPerNode;
        int at = oldest[node];
        last[node * window + at] = clock;
        at = at + 1 == window ? 0 : at + 1;
        oldest[node] = at;
        long until = last[node * window + at] + wait;
        for (int other = node * unitsPerNode; other < (node + 1) * unitsPerNode; other++) {
            int ready = Commands.ACT * unitCount + other;
            unitReady[ready] = Branchless.max(unitReady[ready], until);
        }
    }
}
