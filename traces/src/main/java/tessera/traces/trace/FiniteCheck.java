package tessera.traces.trace;

import tessera.traces.check.InputException;

/** The one place that says no to NaN and infinities, with the place in the trace. */
final class FiniteCheck {
    private FiniteCheck() {}

    /** Checks a tensor {@code [head][token][headDim]} whose first head has the number {@code 0}. */
    static void check(float[] values, String role, int layer, int headElements, int headDim) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw notFinite(values[i], role, layer, i / headElements, i % headElements, headDim);
            }
        }
    }

    static InputException notFinite(float value, String role, int layer, int head, int element, int headDim) {
        return new InputException("layer " + layer + ", " + role + " of head " + head + ", token " + element / headDim
                + ", element " + element % headDim + ": expected a finite number, got " + value
                + "; capture or export the trace again");
    }
}
