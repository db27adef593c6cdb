package tessera.models.gna;

import tessera.traces.check.InputException;

/**
 * What one attention layer over a problem amounts to. A pair of tokens costs 4 · headDim FLOPs: headDim multiply-adds for
 * QK and as many for PV; softmax is not counted.
 *
 * @param headCount heads, 1 to 2^20
 * @param headDim width of a head, 1 to 2^20
 * @param ctaCount CTAs (CUDA threadblocks) launched: launched query tiles × heads
 * @param usefulFlops FLOPs of the attended pairs
 * @param staticFlops FLOPs of the whole tiles visited under static KV tiling, 0 when that was not counted
 * @param dynamicFlops the same under dynamic KV tiling
 */
public record GnaWork(
        int headCount, int headDim, long ctaCount, long usefulFlops, long staticFlops, long dynamicFlops) {
    private static final int MAX = 1 << 20;
    private static final long FLOPS_PER_PAIR_AND_DIM = 4;

    /** The work of a counted problem; an InputException when a number is out of range or passes 2^63. */
    public static GnaWork of(GnaResult result, int headCount, int headDim) {
        check("heads", headCount);
        check("head_dim", headDim);
        long flopsPerPair = FLOPS_PER_PAIR_AND_DIM * headCount * headDim;
        GnaProblem problem = result.problem();
        long tilePair = ExactCount.product(
                "FLOPs of a tile pair",
                ExactCount.product(
                        "tokens of a tile pair",
                        problem.queryTile().size(),
                        problem.kvTile().size()),
                flopsPerPair);
        long staticPairs = result.hasStatic() ? result.staticTiles().visitedTilePairs() : 0;
        long dynamicPairs = result.hasDynamic() ? result.dynamicTiles().visitedTilePairs() : 0;
        return new GnaWork(
                headCount,
                headDim,
                ExactCount.product("ctas", result.totals().launchedQueryTiles(), headCount),
                ExactCount.product("useful_flops", result.totals().attendedPairs(), flopsPerPair),
                ExactCount.product("static_flops", staticPairs, tilePair),
                ExactCount.product("dynamic_flops", dynamicPairs, tilePair));
    }

    private static void check(String name, int value) {
        if (value < 1 || value > MAX) {
            throw new InputException(name + " = " + value + ", must be 1 to " + MAX);
        }
    }
}
