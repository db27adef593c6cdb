package tessera.models.gpu;

import tessera.models.gna.AxisMask;
import tessera.models.gna.GnaAxis;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.KvTiling;

/**
 * When a launch needs the fine-grained mask. The kernels decide once for the whole launch, axis by axis, with a rule that
 * is sufficient but not necessary; every visited tile then pays, or none. In n length, w window, s stride, q query tile,
 * k KV tile:
 *
 * <pre>
 *   dynamic KV tiling: n = w, or (q | s and k | w)
 *   static KV tiling:  n = w, or (q | s and k | w and (s | n or the last group starts at a multiple of k)
 *                      and (k | floor(w/2) − floor(s/2) or (k | n, exactly 2 groups, s + floor(s/2) ≥ n − w)))
 * </pre>
 *
 * <p><b>Source:</b> SHI-Labs/NATTEN, checks before the launch, restated. A causal axis always needs the mask.
 */
public final class MaskRule {
    private MaskRule() {}

    /** What the launch checks on every tile; for kernels that decide per tile, what they check on the others. */
    public static MaskKind of(GnaProblem problem, KvTiling kvTiling) {
        MaskKind kind = MaskKind.NONE;
        for (int a = 0; a < problem.rank(); a++) {
            GnaAxis axis = problem.axes().get(a);
            int queryTile = extent(problem, a, true);
            int kvTile = extent(problem, a, false);
            for (int remainder = 0; remainder < axis.dilation(); remainder++) {
                int length = axis.classLength(remainder);
                if (axis.isCausal() || !isMaskFree(axis, length, queryTile, kvTile, kvTiling)) {
                    return MaskKind.FINE;
                }
                if (length % kvTile != 0) {
                    kind = MaskKind.BOUNDS;
                }
            }
        }
        return kind;
    }

    private static int extent(GnaProblem problem, int axis, boolean isQuery) {
        var tile = isQuery ? problem.queryTile() : problem.kvTile();
        return tile.extent(Math.min(axis, tile.rank() - 1));
    }

    private static boolean isMaskFree(GnaAxis axis, int length, int queryTile, int kvTile, KvTiling kvTiling) {
        int window = axis.window();
        int stride = axis.stride();
        if (length == window) {
            return true;
        }
        if (stride % queryTile != 0 || window % kvTile != 0) {
            return false;
        }
        if (kvTiling == KvTiling.DYNAMIC) {
            return true;
        }
        int lastStart = new AxisMask(length, window, stride, false).firstKey(length - 1);
        boolean isTailAligned = length % stride == 0 || lastStart % kvTile == 0;
        boolean isAligned = (window / 2 - stride / 2) % kvTile == 0;
        boolean isTwoGroups =
                length % kvTile == 0 && (length + stride - 1) / stride == 2 && stride + stride / 2 >= length - window;
        return isTailAligned && (isAligned || isTwoGroups);
    }
}
