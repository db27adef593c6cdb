package tessera.models.claim;

import java.util.function.DoubleSupplier;

/**
 * One figure.
 *
 * @param name what it is, with its unit
 * @param published theirs, or derived from their parameters alone
 * @param ours computed when asked for
 * @param kind how the two must stand to each other
 * @param tolerance for {@link Kind#EQUAL}: relative difference
 * @param source where theirs comes from
 * @param reason what ours is computed from
 */
public record MethodFigure(
        String name, double published, DoubleSupplier ours, Kind kind, double tolerance, String source, String reason) {
    /** How ours must stand to theirs. */
    public enum Kind {
        /** Equal within the tolerance. */
        EQUAL,
        /** A bound: ours at least theirs. */
        AT_LEAST,
        /** Neither: the reason says why ours cannot be theirs. */
        SHOWN
    }

    /** Whether a value of ours stands as it must. */
    public boolean holds(double value) {
        return switch (kind) {
            case AT_LEAST -> value >= published;
            case EQUAL -> Math.abs(value / published - 1) <= tolerance;
            case SHOWN -> true;
        };
    }

    static MethodFigure exact(String name, double published, DoubleSupplier ours, String source, String reason) {
        return new MethodFigure(name, published, ours, Kind.EQUAL, 0, source, reason);
    }

    static MethodFigure near(
            String name, double published, double tolerance, DoubleSupplier ours, String source, String reason) {
        return new MethodFigure(name, published, ours, Kind.EQUAL, tolerance, source, reason);
    }

    static MethodFigure bound(String name, double published, DoubleSupplier ours, String source, String reason) {
        return new MethodFigure(name, published, ours, Kind.AT_LEAST, 0, source, reason);
    }

    static MethodFigure shown(String name, double published, DoubleSupplier ours, String source, String reason) {
        return new MethodFigure(name, published, ours, Kind.SHOWN, 0, source, reason);
    }
}
