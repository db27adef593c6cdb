package tessera.models.gna;

/**
 * What does not depend on how KV tiles are placed.
 *
 * @param tokens tokens of the layout
 * @param attendedPairs (query, key) pairs of the exact mask
 * @param flopSpeedup tokens² / attendedPairs: what the mask alone would buy
 * @param queryTiles query tiles that hold at least one token
 * @param launchedQueryTiles query tiles that a permuting kernel launches: every dilation class padded to the longest
 * @param denseQueryTiles query tiles of undilated self attention
 * @param denseKvTiles KV tiles of undilated self attention
 * @param denseTilePairs denseQueryTiles × denseKvTiles
 */
public record GnaTotals(
        long tokens,
        long attendedPairs,
        double flopSpeedup,
        long queryTiles,
        long launchedQueryTiles,
        long denseQueryTiles,
        long denseKvTiles,
        long denseTilePairs) {}
