package tessera.models.pattern.compose;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.mask.Lengths;
import tessera.models.pattern.mask.TokenMask;
import tessera.models.pattern.permute.Permutation;
import tessera.models.pattern.score.Extent;
import tessera.models.pattern.score.Grid;
import tessera.models.pattern.score.ScoreContext;
import tessera.models.pattern.score.ScoreMap;
import tessera.models.pattern.score.Scorer;
import tessera.models.pattern.select.RuleKind;
import tessera.models.pattern.select.SelectRule;
import tessera.models.plan.Phase;
import tessera.models.plan.SelectionCost;

/**
 * Permute, estimate, select.
 *
 * @param scorer what is estimated
 * @param rule what is kept
 * @param permutation order of tokens
 * @param queryBlock queries that share a decision (1 in decode)
 * @param keyBlock keys decided on together
 * @param heads which heads decide together
 * @param uniteRows rows of blocks whose choices are united
 * @param charge what the authors' own predictor costs, where the scorer stands in for it
 */
record ScoredChoice(
        Scorer scorer,
        SelectRule rule,
        Permutation permutation,
        int queryBlock,
        int keyBlock,
        HeadSharing heads,
        int uniteRows,
        List<Charge> charge)
        implements Choice {
    @Override
    public Chosen choose(ChoiceContext context) {
        int first = heads.first(context.head(), context.input().shape());
        if (heads == HeadSharing.OWN) {
            return decide(context, map(context, context.head()));
        }
        if (heads == HeadSharing.ADAPTED) {
            return adapted(context);
        }
        List<Integer> together = IntStream.range(
                        first, first + heads.count(context.input().shape()))
                .boxed()
                .toList();
        if (heads != HeadSharing.JOINT) {
            return context.shared(List.of(this, first), Chosen.class, () -> {
                ScoreMap sum = map(context, first);
                together.subList(1, together.size()).forEach(head -> sum.add(map(context, head)));
                return decide(context, sum);
            });
        }
        JointDecision all = context.shared(
                this,
                JointDecision.class,
                () -> JointDecision.of(
                        together.stream().map(head -> map(context, head)).toList(), rule));
        return new Chosen(all.maps().get(0).grid(), all.tokens(context.head()));
    }

    private Chosen adapted(ChoiceContext context) {
        AttentionShape shape = context.input().shape();
        AdaptedShares all = context.shared(
                List.of(this, "adapted"),
                AdaptedShares.class,
                () -> AdaptedShares.of(
                        IntStream.range(0, shape.headCount())
                                .mapToObj(head -> map(context, head))
                                .toList(),
                        rule,
                        rule.shareOf(shape)));
        return decide(context, map(context, context.head()), RuleKind.share(all.shares()[context.head()]));
    }

    private ScoreMap map(ChoiceContext context, int head) {
        AttentionShape shape = context.input().shape();
        Lengths.checked("key_block", keyBlock, shape);
        var values = context.input().head(context.layer(), head);
        Grid grid = permutation.grid(values, rowsOf(shape, context.phase()), keyBlock, context.seed());
        ScoreContext scores =
                new ScoreContext(context.input(), values, grid, context.kept(), context.phase(), context.seed());
        long seed = context.seed() * 7919 + context.layer() * 1009L + head;
        return scorer.score(scores).addNoise(context.noise(), seed);
    }

    private Chosen decide(ChoiceContext context, ScoreMap map) {
        return decide(context, map, rule);
    }

    private Chosen decide(ChoiceContext context, ScoreMap map, SelectRule anyHead) {
        SelectRule own = anyHead.forHead(context.values(), map.grid());
        BitSet chosen = own.choose(map, keptCells(map.grid(), context.kept()));
        if (uniteRows > 1 && context.phase() == Phase.PREFILL) {
            chosen = united(map, chosen);
        }
        return new Chosen(map.grid(), Expansion.tokens(map.grid(), chosen));
    }

    /** Cells that hold a pair attended to in any case. */
    private static BitSet keptCells(Grid grid, TokenMask kept) {
        BitSet cells = new BitSet();
        int[] columnOf = grid.columnOfKey();
        for (int row = 0; row < grid.rows(); row++) {
            for (int at = grid.queryBounds()[row]; at < grid.queryBounds()[row + 1]; at++) {
                for (int key : kept.keys(grid.queryOrder()[at])) {
                    cells.set(row * grid.columns() + columnOf[key]);
                }
            }
        }
        return cells;
    }

    private BitSet united(ScoreMap map, BitSet chosen) {
        int columns = map.grid().columns();
        BitSet all = new BitSet();
        for (int row = 0; row < map.grid().rows(); row++) {
            int first = row / uniteRows * uniteRows;
            int last = Math.min(map.grid().rows(), first + uniteRows);
            for (int other = first; other < last; other++) {
                for (int column = 0; column < columns; column++) {
                    if (chosen.get(other * columns + column) && map.isLegal(row, column)) {
                        all.set(row * columns + column);
                    }
                }
            }
        }
        return all;
    }

    /** One row for all queries where the choice is made once. */
    private int rowsOf(AttentionShape shape, Phase phase) {
        if (scorer.isOnce()) {
            return shape.queryCount();
        }
        return phase == Phase.DECODE ? 1 : queryBlock;
    }

    @Override
    public SelectionCost cost(AttentionShape shape, Phase phase, int head) {
        Extent extent = new Extent(shape, phase, rowsOf(shape, phase), keyBlock);
        SelectionCost estimate =
                charge.isEmpty() ? scorer.cost(extent) : charge.get(0).cost(shape, phase);
        SelectionCost order = permutation.cost(shape, rowsOf(shape, phase), keyBlock);
        boolean isFirst = heads.first(head, shape) == head || heads == HeadSharing.JOINT;
        SelectionCost ranking = isFirst ? rule.cost(scorer.rankedScores(extent)) : SelectionCost.NONE;
        int launches = order.isFree() ? 2 : 3;
        return estimate.plus(order).plus(ranking).plus(new SelectionCost(0, 0, 0, 0, 0, 0, launches));
    }

    @Override
    public double shareOf(AttentionShape shape) {
        return rule.shareOf(shape);
    }

    @Override
    public boolean countsKept() {
        return rule.countsKept();
    }

    @Override
    public Choice withShare(double share) {
        HeadSharing sharing = heads == HeadSharing.ADAPTED ? HeadSharing.OWN : heads;
        return new ScoredChoice(
                scorer, RuleKind.share(share), permutation, queryBlock, keyBlock, sharing, uniteRows, charge);
    }
}
