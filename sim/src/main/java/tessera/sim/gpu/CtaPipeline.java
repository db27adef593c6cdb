package tessera.sim.gpu;

import java.util.Arrays;
import tessera.models.gpu.TileCosts;

/**
 * The inside of an SM while its resident CTAs go through their tiles: K and V come through a ring of buffers; each
 * warpgroup repeats first GEMM, softmax, second GEMM; the tensor core serves who has waited longest; the exponential and
 * FP32 units are shared by the softmaxes under way. All CTAs of the SM are alike and start together.
 */
final class CtaPipeline {
    private static final long UNKNOWN = -1;

    private final TileCosts costs;
    private final int ctaCount;
    private final int stages;
    private final long latencyCycles;
    private final int tileCount;

    /** Warpgroup → tile it is at, whether its second GEMM is next, and from when on that GEMM could start. */
    private final int[] tile;

    private final boolean[] isSecond;
    private final long[] ready;
    /** CTA → arrival of each load (K0, V0, K1, V1, …) and when its last reader was done. */
    private final long[][] arrival;

    private final long[][] released;
    private final int[][] readers;
    private final long[] finish;
    private long tensorFree;
    private long unitsFree;
    private long loadFree;

    CtaPipeline(TileCosts costs, int ctaCount, int stages, long latencyCycles, int tileCount) {
        this.costs = costs;
        this.ctaCount = ctaCount;
        this.stages = stages;
        this.latencyCycles = latencyCycles;
        this.tileCount = tileCount;
        int groups = ctaCount * costs.warpgroups();
        this.tile = new int[groups];
        this.isSecond = new boolean[groups];
        this.ready = new long[groups];
        this.arrival = new long[ctaCount][2 * tileCount];
        this.released = new long[ctaCount][2 * tileCount];
        this.readers = new int[ctaCount][2 * tileCount];
        this.finish = new long[tileCount];
        for (long[] times : arrival) {
            Arrays.fill(times, UNKNOWN);
        }
    }

    /** The cycle in which the last warpgroup is done with each tile, from the first load at cycle 0 on. */
    long[] run() {
        long remaining = 2L * tileCount * tile.length;
        while (remaining-- > 0) {
            int next = 0;
            long start = Long.MAX_VALUE;
            long since = Long.MAX_VALUE;
            for (int group = 0; group < tile.length; group++) {
                long wanted = tile[group] < tileCount ? wantedFrom(group) : UNKNOWN;
                long at = Math.max(tensorFree, wanted);
                if (wanted != UNKNOWN && (at < start || at == start && wanted < since)) {
                    start = at;
                    since = wanted;
                    next = group;
                }
            }
            issue(next, start);
        }
        return finish.clone();
    }

    /** From when on a warpgroup waits for the tensor core. */
    private long wantedFrom(int group) {
        long data = arrivalOf(group / costs.warpgroups(), 2 * tile[group] + (isSecond[group] ? 1 : 0));
        return data == UNKNOWN ? UNKNOWN : Math.max(ready[group], data);
    }

    /** When a load arrives; unknown as long as a reader has not freed the buffer that it needs. */
    private long arrivalOf(int cta, int load) {
        for (int at = load; at >= 0 && arrival[cta][load] == UNKNOWN; at--) {
            if (at == 0 || arrival[cta][at - 1] != UNKNOWN) {
                if (!load(cta, at)) {
                    return UNKNOWN;
                }
                at = load + 1;
            }
        }
        return arrival[cta][load];
    }

    private boolean load(int cta, int load) {
        long from = 0;
        if (load >= stages) {
            if (readers[cta][load - stages] < costs.warpgroups()) {
                return false;
            }
            from = released[cta][load - stages];
        }
        long start = Math.max(loadFree, from);
        loadFree = start + costs.loadCycles();
        arrival[cta][load] = loadFree + latencyCycles;
        return true;
    }

    private void issue(int group, long start) {
        int cta = group / costs.warpgroups();
        int load = 2 * tile[group] + (isSecond[group] ? 1 : 0);
        long cycles = isSecond[group] ? costs.secondMmaCycles() : costs.firstMmaCycles();
        tensorFree = start + cycles;
        readers[cta][load]++;
        released[cta][load] = Math.max(released[cta][load], tensorFree);
        if (isSecond[group]) {
            finish[tile[group]] = Math.max(finish[tile[group]], tensorFree);
            // The next first GEMM follows the second one in the warpgroup's own program.
            ready[group] = start;
            tile[group]++;
        } else {
            long softmaxStart = Math.max(tensorFree, unitsFree);
            unitsFree = softmaxStart + costs.softmaxUnitCycles();
            ready[group] = softmaxStart + Math.max(costs.softmaxLatencyCycles(), costs.softmaxUnitCycles());
        }
        isSecond[group] = !isSecond[group];
    }
}
