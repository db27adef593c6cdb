package tessera.models.gna;

/** KV tiles that start at the first key which the query tile needs: what kernels that address every token on their own do. */
public sealed interface DynamicTiles {
    /** (query tile, KV tile) pairs. */
    long visitedTilePairs();

    /** Most KV tiles that a query tile visits. */
    long maxKvTiles();

    /** Dense KV tiles / {@link #maxKvTiles}. */
    double worstCaseSpeedup();

    /** Dense tile pairs / {@link #visitedTilePairs}. */
    double meanSpeedup();

    /** 1 − attended pairs / (visitedTilePairs × tile sizes), 0 to 1. */
    double waste();

    /**
     * multi_dim tiling: the box of needed keys is cut into tiles from its own origin.
     *
     * @param full pairs in which every query attends every slot of an uncut KV tile
     * @param truncatedOnly pairs whose KV tile is cut at the end of the box and has nothing masked inside
     * @param minKvTiles fewest KV tiles that a query tile visits
     */
    record Boxes(
            long visitedTilePairs,
            long full,
            long truncatedOnly,
            long minKvTiles,
            long maxKvTiles,
            double worstCaseSpeedup,
            double meanSpeedup,
            double waste)
            implements DynamicTiles {
        /** Pairs that need the fine-grained mask. */
        public long partial() {
            return visitedTilePairs - full - truncatedOnly;
        }

        /** Neither a partial nor a cut pair. */
        public boolean isPerfectlyBlockSparse() {
            return visitedTilePairs == full;
        }

        /** No partial pair. */
        public boolean isMaskFree() {
            return partial() == 0;
        }
    }

    /** flat tiling: ceil((last needed key + 1 − first needed key) / KV tile) KV tiles per query tile, in raster order. */
    record Runs(long visitedTilePairs, long maxKvTiles, double worstCaseSpeedup, double meanSpeedup, double waste)
            implements DynamicTiles {}
}
