package tessera.models.pattern.compose;

import java.util.List;
import tessera.models.pattern.mask.StaticSpec;

/**
 * What some layers and heads of a method do.
 *
 * @param layers which layers
 * @param heads which heads
 * @param attend how the result is used
 * @param keep masks known from sizes: all of a static method, the always-kept part of a dynamic one
 * @param choose choices on data, united
 * @param tile blocks that a mask without choices is cut into for machines, in tokens
 * @param side work beside the attention
 * @param deltaZeroShare share of key differences that are zero, outside the mask, where keys are coded as differences; NaN
 *     where they are not
 */
record Recipe(
        IndexRule layers,
        IndexRule heads,
        Attend attend,
        List<StaticSpec> keep,
        List<Choice> choose,
        int tile,
        List<SideSpec> side,
        double deltaZeroShare) {
    Recipe {
        keep = List.copyOf(keep);
        choose = List.copyOf(choose);
        side = List.copyOf(side);
    }

    boolean isDelta() {
        return !Double.isNaN(deltaZeroShare);
    }

    /** How the chosen mask is used. */
    enum Attend {
        /** Attended to. */
        MASK,
        /** Everything is attended to and nothing chosen. */
        DENSE,
        /** Everything is attended to; the choice is made for layers that take it over. */
        DENSE_AND_CHOOSE,
        /** The choice of the last layer that made one is attended to. */
        LAYER_BEFORE,
        /** The head is left out. */
        SKIP
    }
}
