package tessera.models.gna;

/** The ratios that every kind of tiling derives from its counts. */
final class Ratios {
    private Ratios() {}

    /** tokens² / attendedPairs, correctly rounded while tokens² fits 53 bits of a double. */
    static double flopSpeedup(long tokens, long attendedPairs) {
        return (double) tokens / attendedPairs * tokens;
    }

    /** 1 − attended / (visited × queryTileSize × kvTileSize); the product may pass 2^63. */
    static double waste(long attendedPairs, long visitedTilePairs, long queryTileSize, long kvTileSize) {
        double executed = (double) visitedTilePairs * queryTileSize * kvTileSize;
        return 1.0 - attendedPairs / executed;
    }

    static double of(long dividend, long divisor) {
        return (double) dividend / divisor;
    }
}
