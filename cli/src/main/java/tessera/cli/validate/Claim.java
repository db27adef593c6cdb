package tessera.cli.validate;

/**
 * A published figure beside ours.
 *
 * @param group of claims it belongs to
 * @param claim what is claimed, with its unit
 * @param published their figure
 * @param ours our figure
 * @param tolerance relative difference up to which we call it agreement; {@link #NONE} where the two are shown and not judged,
 *     because ours is not meant to be theirs; {@link #BOUND} where ours must be at least theirs
 * @param source where theirs is published
 * @param reason of the difference, or on which assumption ours stands
 */
public record Claim(
        String group, String claim, double published, double ours, double tolerance, String source, String reason) {
    private static final String OUTSIDE = "outside";

    /** No judgement. */
    public static final double NONE = Double.POSITIVE_INFINITY;

    /** Ours is a bound: it must be at least theirs, and may be far above. */
    public static final double BOUND = Double.NEGATIVE_INFINITY;

    /** Ours over theirs, less one. */
    public double difference() {
        return ours / published - 1;
    }

    /** {@code within}, {@code outside}, {@code bounds} or {@code shown}. */
    public String verdict() {
        if (tolerance == BOUND) {
            return ours >= published ? "bounds" : OUTSIDE;
        }
        if (tolerance == NONE) {
            return "shown";
        }
        return Math.abs(difference()) <= tolerance ? "within" : OUTSIDE;
    }
}
