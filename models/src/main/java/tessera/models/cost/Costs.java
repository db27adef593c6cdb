package tessera.models.cost;

import java.util.List;

/**
 * What a plan takes on a machine, and what dense attention takes there, step by step: each step adds one effect to the ones
 * before. Times are of one use of the plan, mean over the steps of its schedule, in microseconds; in decode of one query.
 *
 * @param steps in order: flop, tiles, partial_tiles, selection, memory, waves
 * @param selectionUs of that, estimating, ranking and permuting, not overlapped
 * @param sideUs of that, work beside masked attention
 * @param serialUs nothing overlapped
 * @param besideUs selection and side work with their launches: what a simulation adds to its attention kernels
 */
public record Costs(List<Step> steps, double selectionUs, double sideUs, double serialUs, double besideUs) {
    public Costs {
        steps = List.copyOf(steps);
    }

    /**
     * One effect.
     *
     * @param name as in results
     * @param us of the plan
     * @param denseUs of dense attention, the same effects counted
     * @param explanation for people
     */
    public record Step(String name, double us, double denseUs, String explanation) {
        /** How much faster than dense attention. */
        public double speedup() {
            return denseUs / us;
        }
    }

    /** The last step: the lower bound of the whole. */
    public Step last() {
        return steps.get(steps.size() - 1);
    }
}
