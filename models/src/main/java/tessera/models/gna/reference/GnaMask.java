package tessera.models.gna.reference;

import tessera.models.gna.GnaAxis;
import tessera.models.gna.GnaProblem;

/**
 * The exact token-level mask of a GNA problem, evaluated pair by pair. Tokens are numbered in raster order, the last axis
 * fastest. A pair is attended iff it is on every axis; on an axis, iff both tokens are of the same dilation class and the
 * key lies in the query's window within that class.
 *
 * <p><b>Source:</b> arXiv 2504.16922 section 3; the rules are in docs/gna.md.
 */
public final class GnaMask {
    private final GnaProblem problem;

    public GnaMask(GnaProblem problem) {
        this.problem = problem;
    }

    /** Whether the query attends the key; both are raster indices, 0 to tokens − 1. */
    public boolean attends(long query, long key) {
        return attends(positions(query), positions(key));
    }

    /** Whether the query attends the key; both are positions, one per axis. */
    public boolean attends(int[] query, int[] key) {
        for (int axis = 0; axis < problem.rank(); axis++) {
            if (!attendsOnAxis(problem.axes().get(axis), query[axis], key[axis])) {
                return false;
            }
        }
        return true;
    }

    private int[] positions(long token) {
        int[] positions = new int[problem.rank()];
        long rest = token;
        for (int axis = problem.rank() - 1; axis >= 0; axis--) {
            int length = problem.axes().get(axis).length();
            positions[axis] = (int) (rest % length);
            rest /= length;
        }
        return positions;
    }

    /** Whether the query position attends the key position on one axis. */
    public static boolean attendsOnAxis(GnaAxis axis, int queryPosition, int keyPosition) {
        int dilation = axis.dilation();
        if (queryPosition % dilation != keyPosition % dilation) {
            return false;
        }
        long classLength = classLength(axis, queryPosition % dilation);
        long query = queryPosition / dilation;
        long key = keyPosition / dilation;
        long group = query / axis.stride() * axis.stride();
        if (axis.isCausal()) {
            long leader = Math.min(group + axis.stride() - 1, classLength - 1);
            return key <= query && key > leader - axis.window();
        }
        long leader = Math.min(group + axis.stride() / 2, classLength - 1);
        long start = leader - axis.window() / 2;
        long latestStart = classLength - axis.window();
        start = start < 0 ? 0 : start > latestStart ? latestStart : start;
        return start <= key && key < start + axis.window();
    }

    /** Tokens whose position leaves this remainder on division by the dilation. */
    static long classLength(GnaAxis axis, int remainder) {
        return (axis.length() - remainder + axis.dilation() - 1L) / axis.dilation();
    }
}
