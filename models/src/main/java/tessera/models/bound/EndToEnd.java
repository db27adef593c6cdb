package tessera.models.bound;

import tessera.traces.check.InputException;

/**
 * What a faster attention buys a whole diffusion model: attention takes a share of every step's time, some steps keep dense
 * attention, everything else stays as it is (Amdahl's law).
 *
 * <p><b>Source:</b> Generalized Neighborhood Attention, arXiv 2504.16922, section 5.2 and appendix B.1 (end-to-end tables).
 *
 * @param attentionShare share of a dense step that is attention, 0 to 1
 * @param steps all steps, at least 1
 * @param denseSteps steps that keep dense attention, 0 to {@code steps}
 */
public record EndToEnd(double attentionShare, int steps, int denseSteps) {
    public EndToEnd {
        if (!(attentionShare >= 0 && attentionShare <= 1)) {
            throw new InputException("attention share " + attentionShare
                    + ", must be from 0 to 1: the part of a dense step's time that is attention, such as 0.518");
        }
        if (steps < 1) {
            throw new InputException("steps = " + steps + ", must be at least 1");
        }
        if (denseSteps < 0 || denseSteps > steps) {
            throw new InputException(
                    "dense steps = " + denseSteps + ", must be from 0 to the number of steps, " + steps);
        }
    }

    /** Speedup of the whole run when the sparse steps' attention is this many times faster; above 0, may be infinite. */
    public double speedup(double attentionSpeedup) {
        if (!(attentionSpeedup > 0)) {
            throw new InputException("attention speedup " + attentionSpeedup + ", must be above 0");
        }
        double sparseSteps = (double) (steps - denseSteps) / steps;
        double saved = attentionShare * sparseSteps * (1 - 1 / attentionSpeedup);
        return 1 / (1 - saved);
    }
}
