package tessera.models.gpu;

import tessera.models.gna.GnaAxis;
import tessera.models.gna.GnaProblem;
import tessera.traces.check.CeilDiv;

/**
 * Tokens after padding: every dilation class of an axis is padded to the longest, rounded up to whole tiles; queries by
 * query tiles, keys and values by KV tiles.
 */
public record PaddedTokens(long tokens, long queryTokens, long kvTokens) {
    public static PaddedTokens of(GnaProblem problem) {
        long query = 1;
        long kv = 1;
        for (int a = 0; a < problem.rank(); a++) {
            GnaAxis axis = problem.axes().get(a);
            query *= padded(
                    axis,
                    problem.queryTile().extent(Math.min(a, problem.queryTile().rank() - 1)));
            kv *= padded(
                    axis, problem.kvTile().extent(Math.min(a, problem.kvTile().rank() - 1)));
        }
        return new PaddedTokens(problem.tokens(), query, kv);
    }

    private static long padded(GnaAxis axis, int tile) {
        return (long) axis.dilation() * CeilDiv.of(axis.classLength(0), tile) * tile;
    }
}
