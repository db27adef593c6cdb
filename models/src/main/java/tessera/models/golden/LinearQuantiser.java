package tessera.models.golden;

/**
 * Linear symmetric quantisation of one tensor: value ≈ integer · scale, integers of {@code bits} bits, −2^(bits−1) unused.
 * <b>Source:</b> SpAtten, arXiv 2012.09852 v3, section III-D (linear symmetric); one scale a tensor is our assumption.
 *
 * @param bits 2 to 16, sign included
 * @param scale size of one integer step, above 0
 */
public record LinearQuantiser(int bits, double scale) {
    public LinearQuantiser {
        if (bits < 2 || bits > 16) {
            throw new IllegalArgumentException("quantiser of " + bits + " bits; needs 2 to 16");
        }
        if (!(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("quantiser with scale " + scale + "; needs a finite one above 0");
        }
    }

    /** The quantiser that maps the largest magnitude to the largest integer; scale 1 for a tensor of zeros. */
    public static LinearQuantiser fit(float[] tensor, int bits) {
        float largest = 0;
        for (float x : tensor) {
            largest = Math.max(largest, Math.abs(x));
        }
        int top = (1 << (bits - 1)) - 1;
        return new LinearQuantiser(bits, largest == 0 ? 1 : largest / (double) top);
    }

    /** The nearest integer step (ties to even), clamped to ±(2^(bits−1) − 1). */
    public int quantise(float x) {
        int top = (1 << (bits - 1)) - 1;
        return (int) Math.max(-top, Math.min(top, Math.rint(x / scale)));
    }

    /** Each element quantised, same shape. */
    public int[] quantise(float[] tensor) {
        int[] integers = new int[tensor.length];
        for (int i = 0; i < tensor.length; i++) {
            integers[i] = quantise(tensor[i]);
        }
        return integers;
    }
}
