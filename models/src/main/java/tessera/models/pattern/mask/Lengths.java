package tessera.models.pattern.mask;

import tessera.models.config.ConfigSection;
import tessera.models.pattern.input.AttentionShape;
import tessera.traces.check.InputException;

/**
 * Reads lengths in tokens. The authors' numbers are for long inputs; on a short trace they can be shrunk in proportion:
 * budgets by the ratio of lengths, blocks by no more than a factor of eight but to a quarter of the sequence at the most, nothing
 * below one token.
 *
 * @param budget factor on numbers of tokens to keep, above 0
 * @param block factor on block sizes
 * @param mostBlock largest block
 */
public record Lengths(double budget, double block, int mostBlock) {
    /** The authors' numbers. */
    public static final Lengths AUTHORS = of(1);

    private static final double SMALLEST_BLOCK_FACTOR = 1.0 / 8;
    private static final int FEWEST_BLOCKS = 4;
    private static final int MOST = 1 << 30;

    /** In proportion to an input of {@code keys}, where the authors' numbers are for {@code reference}; never enlarged. */
    public static Lengths inProportion(int keys, int reference) {
        Lengths proportional = of(Math.min(1, (double) keys / reference));
        return new Lengths(proportional.budget, proportional.block, Math.max(1, keys / FEWEST_BLOCKS));
    }

    /** With a factor in (0, 1] on budgets. */
    public static Lengths of(double factor) {
        return new Lengths(factor, Math.max(SMALLEST_BLOCK_FACTOR, factor), MOST);
    }

    /** A number of tokens to keep; 0 stays 0. */
    public int tokens(ConfigSection section, String key) {
        int authors = section.count(key, 0, MOST);
        return authors == 0 ? 0 : Math.max(1, (int) Math.round(authors * budget));
    }

    /** A block size. */
    public int block(ConfigSection section, String key) {
        return Math.min(mostBlock, Math.max(1, (int) Math.round(section.count(key, 1, MOST) * block)));
    }

    /** Checks a block against an axis. */
    public static int checked(String what, int block, AttentionShape shape) {
        if (block > shape.keyCount()) {
            throw new InputException(what + " = " + block + " tokens on " + shape.name() + " with " + shape.keyCount()
                    + " keys: a block may not be larger than the sequence; give a longer trace, a smaller block, or"
                    + " shrink the method with --scale auto");
        }
        return block;
    }
}
