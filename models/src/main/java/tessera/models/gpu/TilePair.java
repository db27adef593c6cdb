package tessera.models.gpu;

import tessera.models.gna.TileShape;

/** A query tile with the KV tile that goes with it. */
public record TilePair(TileShape queryTile, TileShape kvTile) {
    /** Boxes of those sizes, for counting: all on the last axis. */
    static TilePair cubes(int queryTokens, int kvTokens, int rank) {
        int[] query = new int[rank];
        int[] kv = new int[rank];
        java.util.Arrays.fill(query, 1);
        java.util.Arrays.fill(kv, 1);
        query[rank - 1] = queryTokens;
        kv[rank - 1] = kvTokens;
        return new TilePair(TileShape.of(query), TileShape.of(kv));
    }

    /** {@code 4x8x8|2x8x8}. */
    @Override
    public String toString() {
        return queryTile + "|" + kvTile;
    }
}
