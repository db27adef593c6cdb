package tessera.models.bound;

import tessera.models.bound.LowerBound.Unit;
import tessera.models.machine.SpAttenParams;
import tessera.models.spatten.WorkProfile;

/**
 * The lower bound of a whole profile, layer after layer: the sum of {@link SpAttenBounds#lowerBoundCycles} over the layers,
 * without their rows.
 *
 * @param cycles the bound
 * @param memoryCycles of the memory alone
 * @param computeCycles of the busiest other unit of each layer
 * @param topKCycles of the top-k engine alone, which is one of these
 */
public record ProfileBound(long cycles, long memoryCycles, long computeCycles, long topKCycles) {
    private static final int UNITS = Unit.values().length;

    /** O(layers). */
    public static ProfileBound of(SpAttenParams machine, LowerBound bound, WorkProfile profile) {
        long[] bursts = profile.bursts(machine);
        long[] queryKey = profile.queryKey(machine);
        long[] softmax = profile.softmax(machine);
        long[] divide = profile.divide(machine);
        long[] topK = profile.topK(machine);
        long[] probValue = profile.probValue(machine);
        long[] work = new long[UNITS];
        long cycles = 0;
        long memory = 0;
        long compute = 0;
        long ranking = 0;
        for (int layer = 0; layer < bursts.length; layer++) {
            work[Unit.MEMORY.ordinal()] = bound.memoryCycles(bursts[layer]);
            work[Unit.QUERY_KEY.ordinal()] = queryKey[layer];
            work[Unit.SOFTMAX.ordinal()] = softmax[layer];
            work[Unit.DIVIDE.ordinal()] = divide[layer];
            work[Unit.TOP_K.ordinal()] = topK[layer];
            work[Unit.PROB_VALUE.ordinal()] = probValue[layer];
            cycles += bound.cycles(work);
            memory += work[Unit.MEMORY.ordinal()];
            ranking += topK[layer];
            compute += Math.max(
                    Math.max(queryKey[layer], probValue[layer]),
                    Math.max(Math.max(softmax[layer], divide[layer]), topK[layer]));
        }
        return new ProfileBound(cycles, memory, compute, ranking);
    }
}
