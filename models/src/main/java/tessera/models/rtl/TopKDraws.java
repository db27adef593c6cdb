package tessera.models.rtl;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tessera.models.machine.SpAttenRtlParams;

/**
 * The draws of {@link TopKLatencyModel} for the rows of one file, kept for the next machine that the file is driven on: they
 * are the same for all. Thread-safe.
 */
public final class TopKDraws {
    private final Random random;
    private final List<int[]> draws = new ArrayList<>();

    public TopKDraws(long seed) {
        this.random = new Random(seed);
    }

    /**
     * Cycles of a draw on a machine.
     *
     * @param index 0, 1, … in the order of the file; always with the same n and k
     */
    synchronized int cycles(int index, int n, int k, SpAttenRtlParams params) {
        if (index == draws.size()) {
            draws.add(TopKLatencyModel.rounds(random, n, k));
        }
        return TopKLatencyModel.cycles(draws.get(index), params.topKParallelism(), params.topKRoundOverheadCycles());
    }
}
