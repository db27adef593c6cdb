package tessera.models.gna.reference;

import java.util.List;
import tessera.models.gna.TileShape;

/** The smallest box around some places, cut into tiles from its own origin. */
final class CutBox {
    private final int[] first;
    private final int[] last;
    private final TileShape shape;

    CutBox(List<int[]> places, TileShape shape) {
        this.shape = shape;
        this.first = places.get(0).clone();
        this.last = places.get(0).clone();
        for (int[] place : places) {
            for (int axis = 0; axis < first.length; axis++) {
                first[axis] = Math.min(first[axis], place[axis]);
                last[axis] = Math.max(last[axis], place[axis]);
            }
        }
    }

    boolean holds(int[] place) {
        for (int axis = 0; axis < first.length; axis++) {
            if (place[axis] < first[axis] || place[axis] > last[axis]) {
                return false;
            }
        }
        return true;
    }

    int tileCount() {
        int count = 1;
        for (int axis = 0; axis < first.length; axis++) {
            count *= tilesAlong(axis);
        }
        return count;
    }

    /** Number of the tile that holds a place of the box, 0 to tileCount − 1. */
    int tileOf(int[] place) {
        int number = 0;
        for (int axis = 0; axis < first.length; axis++) {
            number = number * tilesAlong(axis) + (place[axis] - first[axis]) / shape.extent(axis);
        }
        return number;
    }

    private int tilesAlong(int axis) {
        return (last[axis] - first[axis]) / shape.extent(axis) + 1;
    }
}
