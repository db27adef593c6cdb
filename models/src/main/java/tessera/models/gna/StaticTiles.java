package tessera.models.gna;

/**
 * KV tiles on a grid fixed at the origin of the layout (of the dilation class, in multi_dim tiling): what kernels that
 * load tiles through TMA do.
 *
 * @param visitedTilePairs (query tile, KV tile) pairs with at least one attended (query, key) pair
 * @param rangeVisitedTilePairs pairs in the contiguous range from the first to the last visited KV tile of each query
 *     tile; equal in multi_dim tiling, larger in flat
 * @param full pairs in which every query of the query tile attends every slot of the KV tile
 * @param padOnly pairs in which every query attends every slot inside the layout, but the KV tile sticks out of it
 * @param minKvTiles fewest KV tiles that a query tile visits
 * @param maxKvTiles most KV tiles that a query tile visits
 * @param kvTilesHistogram query tiles by visited KV tiles; empty when it was not asked for
 * @param worstCaseSpeedup dense KV tiles / maxKvTiles: bounds one wave of CTAs, the longest decides
 * @param meanSpeedup dense tile pairs / visitedTilePairs: bounds many waves, the work decides
 * @param waste 1 − attended pairs / (visitedTilePairs × tile sizes), 0 to 1
 */
public record StaticTiles(
        long visitedTilePairs,
        long rangeVisitedTilePairs,
        long full,
        long padOnly,
        long minKvTiles,
        long maxKvTiles,
        TileHistogram kvTilesHistogram,
        double worstCaseSpeedup,
        double meanSpeedup,
        double waste) {
    /** Visited pairs that need the fine-grained mask. */
    public long partial() {
        return visitedTilePairs - full - padOnly;
    }

    /** Neither a partial nor a pad-only pair. */
    public boolean isPerfectlyBlockSparse() {
        return visitedTilePairs == full;
    }

    /** No partial pair: bounds checks suffice. */
    public boolean isMaskFree() {
        return partial() == 0;
    }
}
