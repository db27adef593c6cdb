package tessera.models.plan;

/**
 * Work of a method that is no masked attention: a branch over pooled keys, a recurrent scan, a convolution. Machines charge
 * it by roofline under its own label.
 *
 * @param label what it is, such as {@code compressed-key branch}
 * @param flops multiplications and additions, counted separately
 * @param bits operand width
 * @param bytes read and written
 * @param launches GPU kernels started; 0 where another head's launch does this head too
 */
public record SideWork(String label, long flops, int bits, long bytes, int launches) {
    public SideWork {
        if (flops < 0 || bits < 2 || bytes < 0 || launches < 0) {
            throw new IllegalArgumentException("side work " + label + ": " + flops + " flops at " + bits + " bits, "
                    + bytes + " bytes, " + launches + " launches");
        }
    }
}
