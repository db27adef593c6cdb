package tessera.models.rtl;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import tessera.models.machine.SpAttenRtlParams;

/**
 * The model that the released test bench draws top-k delays from: quick-select over random 32-bit scores with random
 * pivots; a round over m survivors costs ⌈m / parallelism⌉ + 3 cycles. With seed 1 the draws are those of the bench, row
 * for row. <b>Source:</b> TopKLatencyModel.scala (the element sought is the k-th from below, counted from 0: the same
 * distribution as the k-th from above).
 */
public final class TopKLatencyModel {
    private final Random random;
    /** Survivors at the start of each round of each draw so far. */
    private final List<int[]> draws = new ArrayList<>();

    public TopKLatencyModel(long seed) {
        this.random = new Random(seed);
    }

    /**
     * Cycles of a draw on a machine, for n ≥ 1 scores and k ≥ 0: k ≥ n searches until nobody is left. O(n) on average, and
     * for the next machine only as many additions as it has rounds.
     *
     * @param index 0, 1, … in the order of a file's rows; always with the same n and k
     */
    synchronized int cycles(int index, int n, int k, SpAttenRtlParams params) {
        if (index == draws.size()) {
            draws.add(rounds(random, n, k));
        }
        int cycles = 0;
        for (int live : draws.get(index)) {
            cycles +=
                    (live + params.topKParallelism() - 1) / params.topKParallelism() + params.topKRoundOverheadCycles();
        }
        return cycles;
    }

    private static int[] rounds(Random random, int n, int k) {
        int[] live = new int[n];
        for (int i = 0; i < n; i++) {
            live[i] = random.nextInt();
        }
        IntStream.Builder rounds = IntStream.builder();
        int count = n;
        int wanted = k;
        while (count > 0) {
            rounds.add(count);
            int pivot = live[random.nextInt(count)];
            int smaller = 0;
            int equal = 0;
            for (int i = 0; i < count; i++) {
                smaller += live[i] < pivot ? 1 : 0;
                equal += live[i] == pivot ? 1 : 0;
            }
            if (smaller > wanted) {
                count = keep(live, count, pivot, true);
            } else if (smaller + equal > wanted) {
                break;
            } else {
                wanted -= smaller + equal;
                count = keep(live, count, pivot, false);
            }
        }
        return rounds.build().toArray();
    }

    private static int keep(int[] live, int count, int pivot, boolean smallerSide) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (smallerSide ? live[i] < pivot : live[i] > pivot) {
                live[kept++] = live[i];
            }
        }
        return kept;
    }
}
