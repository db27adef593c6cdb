package tessera.models.pattern.permute;

import java.util.List;

/**
 * A Hilbert curve through a box of any size in up to three dimensions: a box is cut in half where it is much longer one way,
 * else into parts that are passed in turn, so that steps lead to neighbours.
 *
 * <p><b>Source:</b> the generalised Hilbert curve for rectangular domains (J. Červený, "gilbert"), which Video-BLADE orders by.
 */
final class GilbertCurve {
    private final int[] layout;
    private final int[] order;
    private int found;

    private GilbertCurve(int[] layout, int size) {
        this.layout = layout;
        this.order = new int[size];
    }

    /** The token at each place of the curve. */
    static int[] order(List<Integer> axes) {
        int[] layout = {1, 1, 1};
        int size = 1;
        for (int axis = 0; axis < axes.size(); axis++) {
            layout[3 - axes.size() + axis] = axes.get(axis);
            size *= axes.get(axis);
        }
        // The longest axis leads; tokens count along the last one.
        int[] x = {0, 0, layout[2]};
        int[] y = {0, layout[1], 0};
        int[] z = {layout[0], 0, 0};
        GilbertCurve curve = new GilbertCurve(layout, size);
        int[] origin = new int[3];
        if (layout[2] >= layout[1] && layout[2] >= layout[0]) {
            curve.fill(origin, x, y, z);
        } else if (layout[1] >= layout[2] && layout[1] >= layout[0]) {
            curve.fill(origin, y, x, z);
        } else {
            curve.fill(origin, z, x, y);
        }
        return curve.order;
    }

    /** Walks a box from a corner: mainly along a, its other edges b and c. */
    private void fill(int[] at, int[] a, int[] b, int[] c) {
        int w = length(a);
        int h = length(b);
        int d = length(c);
        if (h == 1 && d == 1) {
            line(at, a);
        } else if (w == 1 && d == 1) {
            line(at, b);
        } else if (w == 1 && h == 1) {
            line(at, c);
        } else {
            split(at, a, b, c);
        }
    }

    private void split(int[] at, int[] a, int[] b, int[] c) {
        int[] a2 = half(a);
        int[] b2 = half(b);
        int[] c2 = half(c);
        int w = length(a);
        int h = length(b);
        int d = length(c);
        int[] endA = minus(a, sign(a));
        if (2 * w > 3 * h && 2 * w > 3 * d) {
            fill(at, a2, b, c);
            fill(plus(at, a2), minus(a, a2), b, c);
        } else if (3 * h > 4 * d) {
            fill(at, b2, c, a2);
            fill(plus(at, b2), a, minus(b, b2), c);
            fill(plus(plus(at, endA), minus(b2, sign(b))), negative(b2), c, minus(a2, a));
        } else if (3 * d > 4 * h) {
            fill(at, c2, a2, b);
            fill(plus(at, c2), a, b, minus(c, c2));
            fill(plus(plus(at, endA), minus(c2, sign(c))), negative(c2), minus(a2, a), b);
        } else {
            int[] endC = minus(c, sign(c));
            fill(at, b2, c2, a2);
            fill(plus(at, b2), c, a2, minus(b, b2));
            fill(plus(plus(at, minus(b2, sign(b))), endC), a, negative(b2), minus(c2, c));
            fill(plus(plus(plus(at, endA), b2), endC), negative(c), minus(a2, a), minus(b, b2));
            fill(plus(plus(at, endA), minus(b2, sign(b))), negative(b2), c2, minus(a2, a));
        }
    }

    private void line(int[] from, int[] along) {
        int[] step = sign(along);
        int[] at = from;
        for (int i = length(along); i > 0; i--) {
            order[found++] = (at[0] * layout[1] + at[1]) * layout[2] + at[2];
            at = plus(at, step);
        }
    }

    /** About half, an even length where the whole is longer than two. */
    private static int[] half(int[] vector) {
        int[] half = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            half[axis] = Math.floorDiv(vector[axis], 2);
        }
        return length(half) % 2 != 0 && length(vector) > 2 ? plus(half, sign(vector)) : half;
    }

    private static int length(int[] vector) {
        return Math.abs(vector[0] + vector[1] + vector[2]);
    }

    private static int[] sign(int[] vector) {
        return new int[] {Integer.signum(vector[0]), Integer.signum(vector[1]), Integer.signum(vector[2])};
    }

    private static int[] plus(int[] one, int[] other) {
        return new int[] {one[0] + other[0], one[1] + other[1], one[2] + other[2]};
    }

    private static int[] minus(int[] one, int[] other) {
        return plus(one, negative(other));
    }

    private static int[] negative(int[] vector) {
        return new int[] {-vector[0], -vector[1], -vector[2]};
    }
}
