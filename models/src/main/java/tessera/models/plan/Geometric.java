package tessera.models.plan;

import java.util.List;

/**
 * A neighbourhood in closed form, with the semantics of generalized neighborhood attention; 1 to 3 axes, all lists of one
 * entry an axis. Carries the description only; counting is for the analysis of its problem.
 *
 * @param layout tokens per axis
 * @param window attended extent per axis, 1 to the layout's
 * @param stride queries per axis that share a window, 1 to the window
 * @param dilation gap between attended tokens, at least 1; window · dilation at most the layout's
 * @param causal whether an axis is causal
 */
public record Geometric(
        List<Integer> layout, List<Integer> window, List<Integer> stride, List<Integer> dilation, List<Boolean> causal)
        implements MaskForm {
    public Geometric {
        layout = List.copyOf(layout);
        window = List.copyOf(window);
        stride = List.copyOf(stride);
        dilation = List.copyOf(dilation);
        causal = List.copyOf(causal);
        int axes = layout.size();
        if (axes < 1
                || axes > 3
                || window.size() != axes
                || stride.size() != axes
                || dilation.size() != axes
                || causal.size() != axes) {
            throw new IllegalArgumentException("axes: layout " + layout + ", window " + window + ", stride " + stride
                    + ", dilation " + dilation + ", causal " + causal + "; needs 1 to 3, the same for all");
        }
        for (int axis = 0; axis < axes; axis++) {
            checkAxis(axis, layout.get(axis), window.get(axis), stride.get(axis), dilation.get(axis));
        }
    }

    private static void checkAxis(int axis, int layout, int window, int stride, int dilation) {
        if (layout < 1 || window < 1 || stride < 1 || dilation < 1) {
            throw new IllegalArgumentException("axis " + axis + ": layout " + layout + ", window " + window
                    + ", stride " + stride + ", dilation " + dilation + "; each must be at least 1");
        }
        if ((long) window * dilation > layout || stride > window) {
            throw new IllegalArgumentException("axis " + axis + ": window " + window + " x dilation " + dilation
                    + " must be at most the layout's " + layout + ", stride " + stride + " at most the window");
        }
    }

    /** Every query attends to every key, or to every key up to its own where the only axis is causal. */
    public static Geometric dense(List<Integer> layout, boolean isCausal) {
        List<Integer> flat = isCausal ? List.of(layout.stream().reduce(1, Math::multiplyExact)) : layout;
        List<Integer> ones = flat.stream().map(axis -> 1).toList();
        return new Geometric(
                flat, flat, ones, ones, flat.stream().map(axis -> isCausal).toList());
    }

    /** Whether the window is the whole layout. */
    public boolean isDense() {
        return window.equals(layout) && dilation.stream().allMatch(gap -> gap == 1);
    }

    @Override
    public long pairCountAtMost() {
        if (isDense() && layout.size() == 1 && causal.get(0)) {
            long tokens = layout.get(0);
            return Math.multiplyExact(tokens, tokens + 1) / 2;
        }
        long pairs = 1;
        for (int axis = 0; axis < layout.size(); axis++) {
            pairs = Math.multiplyExact(pairs, (long) layout.get(axis) * window.get(axis));
        }
        return pairs;
    }
}
