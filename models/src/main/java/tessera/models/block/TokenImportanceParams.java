package tessera.models.block;

import java.util.List;

/**
 * The token importance accumulator: one saturating sum per surviving token, a line of neighbouring ones at a time, because
 * all heads of a layer see the same list of tokens.
 *
 * <p><b>Source:</b> SpAtten (Wang et al., HPCA 2021), section III-A: s_t[j] += P[head][query][j]; lines, saturation and the
 * operations are ours (the released RTL has no accumulator).
 *
 * @param lines lines of sums
 * @param lanes sums of a line
 * @param amountBits width of what is added, unsigned
 * @param sumBits width of a sum, unsigned
 */
public record TokenImportanceParams(int lines, int lanes, int amountBits, int sumBits) {
    /** The block's name on the command line. */
    public static final String BLOCK = "token-importance";

    public static final BlockParameter LINES =
            BlockParameter.number("lines", "lines of sums", 128, 2, 4096, "a memory has at least two words");
    public static final BlockParameter LANES =
            BlockParameter.number("lanes", "sums of a line", 8, 1, 64, "as many as probabilities come in a cycle");
    public static final BlockParameter AMOUNT_BITS =
            BlockParameter.number("amount_bits", "width of what is added", 12, 1, 32, "a probability");
    public static final BlockParameter SUM_BITS =
            BlockParameter.number("sum_bits", "width of a sum", 24, 2, 48, "it saturates");

    /** In the order of the record's components. */
    public static final List<BlockParameter> PARAMETERS = List.of(LINES, LANES, AMOUNT_BITS, SUM_BITS);

    /** What {@code in_op} asks for. */
    public static final int ADD = 0;

    /** Gives the sums of a line. */
    public static final int READ = 1;

    /** Sets every sum to 0. */
    public static final int CLEAR = 2;

    public TokenImportanceParams {
        BlockParameter.checkAll(BLOCK, PARAMETERS, lines, lanes, amountBits, sumBits);
        BlockParameter.require(
                BLOCK,
                amountBits < sumBits,
                "sum_bits = " + sumBits + ", must be above amount_bits = " + amountBits + " (a sum of several)");
    }

    /** Width of a line's index. */
    public int lineBits() {
        return Integer.SIZE - Integer.numberOfLeadingZeros(lines - 1);
    }

    /** Cycles from an accepted read to its sums. */
    public int latencyCycles() {
        return 2;
    }
}
