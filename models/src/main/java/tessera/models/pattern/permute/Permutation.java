package tessera.models.pattern.permute;

import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.input.HeadValues;
import tessera.models.pattern.score.Grid;
import tessera.models.plan.SelectionCost;

/** An order of tokens and a way to cut it into blocks. Deterministic for a seed. */
public interface Permutation {
    /** The grid of one head. */
    Grid grid(HeadValues head, int queryBlock, int keyBlock, long seed);

    /** Cost per head of making and applying the order. */
    SelectionCost cost(AttentionShape shape, int queryBlock, int keyBlock);

    /** The tokens' own order in equal blocks. */
    Permutation NONE = new Permutation() {
        @Override
        public Grid grid(HeadValues head, int queryBlock, int keyBlock, long seed) {
            return Grid.uniform(head.shape(), queryBlock, keyBlock);
        }

        @Override
        public SelectionCost cost(AttentionShape shape, int queryBlock, int keyBlock) {
            return SelectionCost.NONE;
        }
    };
}
