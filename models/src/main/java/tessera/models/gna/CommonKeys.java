package tessera.models.gna;

/**
 * The keys that every query of a run of tokens sees, and the KV tiles that hold nothing else. Per axis they are one
 * interval of one dilation class, or none; together a box, whose runs in raster order are walked line by line.
 */
final class CommonKeys {
    private final AxisKeys[] axes;
    private final int[] lengths;
    private final long tokens;
    private final int kvTile;
    private final int lastTileTokens;
    private final int[] remainder = new int[GnaProblem.MAX_RANK];
    private final int[] first = new int[GnaProblem.MAX_RANK];
    private final int[] end = new int[GnaProblem.MAX_RANK];
    private long full;
    private long padOnly;

    CommonKeys(AxisKeys[] axes, int[] lengths, long tokens, int kvTile) {
        this.axes = axes;
        this.lengths = lengths;
        this.tokens = tokens;
        this.kvTile = kvTile;
        this.lastTileTokens = (int) (tokens % kvTile);
    }

    /** KV tiles whose every slot is seen by every query. */
    long full() {
        return full;
    }

    /** 1 when every query sees all tokens of the last KV tile and that tile sticks out of the layout, else 0. */
    long padOnly() {
        return padOnly;
    }

    /** Finds the keys common to the queries in the boxes. */
    void find(RunBoxes boxes) {
        full = 0;
        padOnly = 0;
        for (int axis = 0; axis < GnaProblem.MAX_RANK; axis++) {
            if (!intersect(boxes, axis)) {
                return;
            }
        }
        if (longestRun() >= (lastTileTokens == 0 ? kvTile : lastTileTokens)) {
            walk();
        }
    }

    /** Finds the common keys of one axis; false when there are none. */
    private boolean intersect(RunBoxes boxes, int axis) {
        int dilation = axes[axis].dilation();
        int start = 0;
        int stop = Integer.MAX_VALUE;
        remainder[axis] = boxes.first(0, axis) % dilation;
        for (int box = 0; box < boxes.size(); box++) {
            int firstQuery = boxes.first(box, axis);
            int lastQuery = boxes.last(box, axis);
            boolean isOtherClass = firstQuery % dilation != remainder[axis];
            if (dilation > 1 && (isOtherClass || firstQuery != lastQuery)) {
                return false;
            }
            start = Math.max(start, axes[axis].firstPlace(lastQuery));
            stop = Math.min(stop, axes[axis].endPlace(firstQuery));
        }
        first[axis] = start;
        end[axis] = stop;
        return start < stop;
    }

    /** No run of common keys in raster order is longer than this. */
    private long longestRun() {
        if (axes[2].dilation() > 1) {
            // Not even over the end of a line: a window that held the first and the last position would be all of its
            // class, and those two are of one class only where window x dilation is shorter than the axis.
            return 1;
        }
        int positions = end[2] - first[2];
        return positions == lengths[2] ? Long.MAX_VALUE : positions;
    }

    private void walk() {
        int dilation = axes[2].dilation();
        int step = dilation == 1 ? end[2] - first[2] : 1;
        long runStart = -1;
        long runEnd = -1;
        for (int i = first[0]; i < end[0]; i++) {
            long plane = (long) (remainder[0] + i * axes[0].dilation()) * lengths[1];
            for (int j = first[1]; j < end[1]; j++) {
                long base = (plane + remainder[1] + (long) j * axes[1].dilation()) * lengths[2];
                for (int k = first[2]; k < end[2]; k += step) {
                    long start = base + remainder[2] + (long) k * dilation;
                    if (start != runEnd) {
                        countTiles(runStart, runEnd);
                        runStart = start;
                    }
                    runEnd = start + step;
                }
            }
        }
        countTiles(runStart, runEnd);
    }

    private void countTiles(long start, long stop) {
        if (start < 0) {
            return;
        }
        long from = (start + kvTile - 1) / kvTile;
        full += Math.max(0, stop / kvTile - from);
        if (stop == tokens && lastTileTokens > 0 && start <= tokens - lastTileTokens) {
            padOnly++;
        }
    }
}
