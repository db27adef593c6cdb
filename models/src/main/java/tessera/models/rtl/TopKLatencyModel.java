package tessera.models.rtl;

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
    private final int parallelism;
    private final int roundOverheadCycles;

    public TopKLatencyModel(SpAttenRtlParams params, long seed) {
        this.random = new Random(seed);
        this.parallelism = params.topKParallelism();
        this.roundOverheadCycles = params.topKRoundOverheadCycles();
    }

    /** The next draw, for n ≥ 1 scores and k ≥ 0: k ≥ n searches until nobody is left. O(n) on average. */
    public int draw(int n, int k) {
        return cycles(rounds(random, n, k), parallelism, roundOverheadCycles);
    }

    /** Cycles of rounds over so many survivors each. */
    static int cycles(int[] rounds, int parallelism, int roundOverheadCycles) {
        int cycles = 0;
        for (int live : rounds) {
            cycles += (live + parallelism - 1) / parallelism + roundOverheadCycles;
        }
        return cycles;
    }

    /** Survivors at the start of each round of the next draw: what no machine has a say in. */
    static int[] rounds(Random random, int n, int k) {
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
