package tessera.cli.validate;

/**
 * A published figure beside ours.
 *
 * @param group of claims it belongs to
 * @param claim what is claimed, with its unit
 * @param published their figure
 * @param ours our figure
 * @param tolerance relative difference up to which we call it agreement; {@link #NONE} where the two are shown and not judged,
 *     because ours is not meant to be theirs
 * @param source where theirs is published
 * @param reason of the difference, or on which assumption ours stands
 */
public record Claim(
        String group, String claim, double published, double ours, double tolerance, String source, String reason) {
    /** No judgement. */
    public static final double NONE = Double.POSITIVE_INFINITY;

    /** Ours over theirs, less one. */
    public double difference() {
        return ours / published - 1;
    }

    /** {@code within}, {@code outside} or {@code shown}. */
    public String verdict() {
        if (tolerance == NONE) {
            return "shown";
        }
        return Math.abs(difference()) <= tolerance ? "within" : "outside";
    }
}
