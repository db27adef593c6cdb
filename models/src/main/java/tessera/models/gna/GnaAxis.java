package tessera.models.gna;

import tessera.traces.check.InputException;

/**
 * One axis of a GNA problem: its tokens and the mask along it. Window 1 and length 1 are legal.
 *
 * @param length tokens along the axis, 1 to 2^31 − 1
 * @param window keys that a query sees along the axis, 1 to length / dilation
 * @param stride queries that share one window, 1 to window
 * @param dilation gap between neighbouring keys of a window, in tokens; 1 = none
 * @param isCausal keys after the query are masked along this axis
 */
public record GnaAxis(int length, int window, int stride, int dilation, boolean isCausal) {
    public GnaAxis {
        if (length < 1) {
            throw new InputException("layout = " + length + ", must be at least 1 token; give the tokens of the axis");
        }
        if (dilation < 1 || dilation > length) {
            throw new InputException("dilation = " + dilation + ", must be 1 to " + length
                    + " (the length of the axis); use 1 for none");
        }
        if (window < 1 || (long) window * dilation > length) {
            throw new InputException(
                    "window = " + window + ", must be 1 to " + length / dilation + ": window x dilation (" + dilation
                            + ") may not exceed the axis length " + length + "; use a smaller window");
        }
        if (stride < 1 || stride > window) {
            throw new InputException("stride = " + stride + ", must be 1 to " + window
                    + " (the window); use a smaller stride or a larger window");
        }
    }

    /** An axis without dilation or causal mask. */
    public static GnaAxis of(int length, int window, int stride) {
        return new GnaAxis(length, window, stride, 1, false);
    }

    /** Tokens of the dilation class of token {@code remainder}: ceil((length − remainder) / dilation), at least 1. */
    public int classLength(int remainder) {
        return (length - remainder - 1) / dilation + 1;
    }
}
