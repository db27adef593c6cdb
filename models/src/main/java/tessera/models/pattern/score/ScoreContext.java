package tessera.models.pattern.score;

import tessera.models.pattern.input.Dots;
import tessera.models.pattern.input.HeadValues;
import tessera.models.pattern.input.PlanInput;
import tessera.models.pattern.mask.TokenMask;
import tessera.models.plan.Phase;

/**
 * What an estimator may look at.
 *
 * @param input all heads of all layers
 * @param head the head in question
 * @param grid the blocks that want scores
 * @param kept what is attended to in any case: exact parts of a method come before its estimate
 * @param phase how the mask will be executed
 * @param seed of everything random
 */
public record ScoreContext(PlanInput input, HeadValues head, Grid grid, TokenMask kept, Phase phase, long seed) {
    /** Mean query of each block x mean key of each block / √d. */
    ScoreMap meanScores() {
        int d = grid.shape().headDim();
        float[] values =
                Dots.products(grid.queryMeans(head.query()), grid.keyMeans(head.key()), d, (float) (1 / Math.sqrt(d)));
        return new ScoreMap(grid, values);
    }
}
