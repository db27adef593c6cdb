package tessera.models.pattern.score;

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
public record ScoreContext(PlanInput input, HeadValues head, Grid grid, TokenMask kept, Phase phase, long seed) {}
