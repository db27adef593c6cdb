package tessera.traces.synthetic;

import tessera.traces.check.InputException;

/**
 * What one head looks at. Strengths are in nats of the score: 3 makes a key e³ = 20 times as likely as it was. All effects
 * add up in the score, so they multiply in the probability.
 *
 * @param sink strength of token 0
 * @param zipf exponent of key importance: the key of rank r (a random order) is favoured by r^−zipf
 * @param stripe strength of the keys that every query looks at (vertical stripes)
 * @param stripeCount how many such keys there are
 * @param local strength of the keys near the query; falls with the logarithm of the distance from {@code radius} on
 * @param radius tokens along every axis within which a key counts as near, ≥ 1
 * @param slash strength of the keys at one distance before the query
 * @param slashOffset that distance in tokens along the last axis
 * @param block strength of the keys in the query's own block
 * @param blockSize tokens of a block in raster order, ≥ 1
 * @param noise deviation of what is left to chance
 * @param correlation between the chance of one query and the next, 0 to below 1
 * @param ties share of keys that are copies of the key before them, 0 to 1: exact ties
 */
public record HeadRecipe(
        double sink,
        double zipf,
        double stripe,
        int stripeCount,
        double local,
        double radius,
        double slash,
        int slashOffset,
        double block,
        int blockSize,
        double noise,
        double correlation,
        double ties) {
    /** Nothing but a little chance: every head starts from this. */
    public static final HeadRecipe PLAIN = new HeadRecipe(0, 0, 0, 0, 0, 4, 0, 0, 0, 64, 0.5, 0, 0);

    private static final double STRONGEST = 100;

    public HeadRecipe {
        within("sink", sink, -STRONGEST, STRONGEST);
        within("zipf", zipf, 0, 10);
        within("stripe", stripe, -STRONGEST, STRONGEST);
        within("stripe count", stripeCount, 0, Integer.MAX_VALUE);
        within("local", local, -STRONGEST, STRONGEST);
        within("radius", radius, 1, 1e9);
        within("slash", slash, -STRONGEST, STRONGEST);
        within("slash offset", slashOffset, 0, Integer.MAX_VALUE);
        within("block", block, -STRONGEST, STRONGEST);
        within("block size", blockSize, 1, Integer.MAX_VALUE);
        within("noise", noise, 0, STRONGEST);
        within("correlation", correlation, 0, 0.999999);
        within("ties", ties, 0, 1);
    }

    /** The same with other strengths of what a fit varies. */
    HeadRecipe with(double newSink, double newZipf, double newLocal, double newRadius, double newNoise) {
        return new HeadRecipe(
                newSink,
                newZipf,
                stripe,
                stripeCount,
                newLocal,
                newRadius,
                slash,
                slashOffset,
                block,
                blockSize,
                newNoise,
                correlation,
                ties);
    }

    /** The same with all strengths multiplied, each by its own factor. */
    HeadRecipe scaled(double[] factors) {
        return new HeadRecipe(
                sink * factors[0],
                zipf * factors[1],
                stripe * factors[2],
                stripeCount,
                local * factors[3],
                Math.max(1, radius * factors[4]),
                slash * factors[5],
                slashOffset,
                block * factors[6],
                blockSize,
                noise,
                correlation,
                ties);
    }

    private static void within(String what, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new InputException(what + " = " + value + ": expected " + text(least) + " to " + text(most));
        }
    }

    private static String text(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
