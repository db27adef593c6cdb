package tessera.models.gna.suggest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import tessera.traces.check.InputException;

/** Windows that leave out about so much: every extent a multiple of 8 (or the whole axis), shaped most like the layout first. */
public final class Windows {
    private static final int STEP = 8;
    private static final double TOLERANCE = 0.02;

    private Windows() {}

    /**
     * Up to {@code most} windows whose share of the layout is within 0.02 of {@code 1 - sparsity}.
     *
     * @param sparsity share of the pairs left out, above 0 and below 1
     */
    public static List<int[]> ofSparsity(int[] layout, double sparsity, int most) {
        if (!(sparsity > 0 && sparsity < 1)) {
            throw new InputException("--sparsity " + sparsity + ": expected a share between 0 and 1, such as 0.9");
        }
        List<int[]> windows = new ArrayList<>();
        collect(layout, new int[layout.length], 0, 1, 1 - sparsity, windows);
        if (windows.isEmpty()) {
            throw new InputException("--sparsity " + sparsity + ": no window with extents that are multiples of " + STEP
                    + " comes within " + TOLERANCE + " of it on layout "
                    + String.join(
                            "x", IntStream.of(layout).mapToObj(String::valueOf).toList())
                    + "; expected a smaller sparsity, or give --window");
        }
        windows.sort(Comparator.comparingDouble((int[] window) -> unevenness(window, layout)));
        return windows.subList(0, Math.min(most, windows.size()));
    }

    private static void collect(int[] layout, int[] window, int axis, double share, double wanted, List<int[]> found) {
        if (axis == layout.length) {
            if (Math.abs(share - wanted) <= TOLERANCE) {
                found.add(window.clone());
            }
            return;
        }
        for (int extent = STEP; extent < layout[axis] + STEP; extent += STEP) {
            window[axis] = Math.min(extent, layout[axis]);
            collect(layout, window, axis + 1, share * window[axis] / layout[axis], wanted, found);
        }
    }

    /** Ratio of the largest share of an axis to the smallest. */
    private static double unevenness(int[] window, int[] layout) {
        double[] shares = IntStream.range(0, window.length)
                .mapToDouble(axis -> (double) window[axis] / layout[axis])
                .sorted()
                .toArray();
        return shares[shares.length - 1] / shares[0];
    }
}
