package tessera.models.pattern.compose;

import java.util.ArrayList;
import java.util.List;
import tessera.models.golden.TopK;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.mask.TokenMask;
import tessera.models.pattern.score.Grid;
import tessera.models.plan.Phase;
import tessera.models.plan.SelectionCost;

/**
 * SeqBoat: a router activates some tokens; packed into a shorter sequence, they attend within a window of it. The others attend
 * to themselves. Received probability stands in for the learned router, for the whole layer.
 *
 * @param density share of the tokens that are active
 * @param window in packed tokens; both ways where not causal
 */
record PackedBandChoice(double density, int window) implements Choice {
    private static final int GROUP = 64;

    @Override
    public Chosen choose(ChoiceContext context) {
        AttentionShape shape = context.input().shape();
        double[] received = context.values().received();
        int[] active = TopK.keptIndices(received, (int) Math.max(1, Math.ceil(density * shape.keyCount())));
        TokenMask mask = new TokenMask(shape);
        boolean[] isActive = new boolean[shape.keyCount()];
        int[] packedAt = new int[shape.keyCount()];
        for (int at = 0; at < active.length; at++) {
            isActive[active[at]] = true;
            packedAt[active[at]] = at;
        }
        List<int[]> groups = new ArrayList<>();
        List<Integer> group = new ArrayList<>();
        for (int query = 0; query < shape.queryCount(); query++) {
            int token = shape.position(query);
            if (!isActive[token]) {
                groups.add(new int[] {query});
                continue;
            }
            int at = packedAt[token];
            for (int other = Math.max(0, at - window + 1); other < Math.min(active.length, at + window); other++) {
                mask.add(query, active[other]);
            }
            group.add(query);
            if (group.size() == GROUP) {
                groups.add(group.stream().mapToInt(i -> i).toArray());
                group.clear();
            }
        }
        if (!group.isEmpty()) {
            groups.add(group.stream().mapToInt(i -> i).toArray());
        }
        return new Chosen(Grid.uniform(shape, 1, 1), mask, context.phase() == Phase.DECODE ? List.of() : groups);
    }

    /** The router: one dot product a token. */
    @Override
    public SelectionCost cost(AttentionShape shape, Phase phase, int head) {
        long flops = 2L * shape.queryCount() * shape.headDim();
        return new SelectionCost(flops, 16, flops, 0, 0, 0, 1);
    }

    @Override
    public double shareOf(AttentionShape shape) {
        double active = density * shape.keyCount();
        return Math.min(1, density * Math.min(1, window / Math.max(1, active)) * density);
    }

    @Override
    public int queryBlock() {
        return GROUP;
    }

    @Override
    public int keyBlock() {
        return GROUP;
    }

    @Override
    public Choice withShare(double share) {
        return new PackedBandChoice(Math.sqrt(share), 1 << 29);
    }
}
