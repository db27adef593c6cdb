package tessera.traces.trace;

import tessera.traces.check.InputException;

/** The one place that says no to NaN, infinities and what would become one in a score, with the place in the trace. */
final class FiniteCheck {
    /** Two elements of this size and 65,536 products of such: 6.6e34, far below the largest binary32. */
    private static final float LARGEST = 1e15f;

    private FiniteCheck() {}

    /** Whether an element can be computed with: q · k in binary32 stays finite. */
    static boolean isUsable(float value) {
        return Math.abs(value) <= LARGEST;
    }

    /** Checks a tensor {@code [head][token][headDim]} whose first head has the number {@code 0}. */
    static void check(float[] values, String role, int layer, int headElements, int headDim) {
        for (int i = 0; i < values.length; i++) {
            if (!isUsable(values[i])) {
                throw notFinite(values[i], role, layer, i / headElements, i % headElements, headDim);
            }
        }
    }

    static InputException notFinite(float value, String role, int layer, int head, int element, int headDim) {
        return new InputException("layer " + layer + ", " + role + " of head " + head + ", token " + element / headDim
                + ", element " + element % headDim + ": expected a "
                + (Float.isFinite(value) ? "number of at most 1e15 (larger ones overflow in a score)" : "finite number")
                + ", got " + value + "; capture or export the trace again");
    }
}
