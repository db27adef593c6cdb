package tessera.sim.spatten;

import tessera.models.machine.SpAttenParams;
import tessera.sim.stat.Ledger;

/**
 * When a matrix unit works on the vectors of one row, while they are still coming in: whole groups as soon as they are
 * there, one group after the other. In closed form between arrivals.
 */
final class MatrixTiming {
    private final SpAttenParams machine;
    private final int headDim;
    private final int groupSize;
    private final Ledger<StallCause> ledger;
    private int done;
    private long firstCycle;
    private long freeCycle;

    MatrixTiming(SpAttenParams machine, int headDim, Ledger<StallCause> ledger) {
        this.machine = machine;
        this.headDim = headDim;
        this.groupSize = machine.vectorsPerCycle(headDim);
        this.ledger = ledger;
    }

    /** A new row; nothing of it has been done. */
    void begin() {
        done = 0;
    }

    /**
     * Takes the vectors that have come by now.
     *
     * @param available vectors of the row that are there, never less than before
     * @param needed vectors of the row, at least 1
     * @return whether all of the row is being worked on, so that {@link #freeCycle} is when it is done
     */
    boolean advance(long cycle, int available, int needed) {
        int taken = available >= needed ? needed - done : (available - done) / groupSize * groupSize;
        if (taken > 0) {
            long start = Math.max(cycle, freeCycle);
            if (done == 0) {
                firstCycle = start;
            }
            freeCycle = start + machine.matrixCycles(taken, headDim);
            done += taken;
            ledger.enter(StallCause.WORKING, start);
            ledger.enter(StallCause.LATENCY, freeCycle);
        }
        return done == needed;
    }

    /** When the row's first group was taken. */
    long firstCycle() {
        return firstCycle;
    }

    /** When the unit is free again. */
    long freeCycle() {
        return freeCycle;
    }
}
