package tessera.models.gna;

import java.util.Arrays;
import tessera.traces.check.InputException;

/** The extents of a tile in tokens, one per axis in {@code multi_dim} tiling, a single one in {@code flat} tiling; each ≥ 1. */
public final class TileShape {
    private final int[] extents;

    private TileShape(int[] extents) {
        this.extents = extents;
    }

    /** A shape of these extents; an extent below 1 or a rank outside 1..3 is an InputException. */
    public static TileShape of(int... extents) {
        int[] copy = extents.clone();
        if (copy.length < 1 || copy.length > GnaProblem.MAX_RANK) {
            throw new InputException("expected a tile of 1 to 3 extents, got " + copy.length);
        }
        for (int axis = 0; axis < copy.length; axis++) {
            if (copy[axis] < 1) {
                throw new InputException(
                        "extent of axis " + axis + " is " + copy[axis] + ", must be at least 1 token; use 1 or more");
            }
        }
        return new TileShape(copy);
    }

    public int rank() {
        return extents.length;
    }

    /** Tokens along one axis. */
    public int extent(int axis) {
        return extents[axis];
    }

    /** The extents, a fresh copy. */
    public int[] extents() {
        return extents.clone();
    }

    /** Tokens in a tile; an InputException when that is 2^63 or more. */
    public long size() {
        long size = 1;
        for (int extent : extents) {
            size = ExactCount.product("tile size", size, extent);
        }
        return size;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TileShape shape && Arrays.equals(extents, shape.extents);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(extents);
    }

    /** {@code 4x8x8}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int extent : extents) {
            text.append(text.isEmpty() ? "" : "x").append(extent);
        }
        return text.toString();
    }
}
