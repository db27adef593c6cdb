package tessera.models.gna;

import java.util.Arrays;

/**
 * The keys that any query of a run of tokens sees, and the KV tiles that hold them. The keys of a box of queries are the
 * product of the keys per axis; the keys of a run are the union over its boxes. They are walked line by line: on each
 * line the boxes that reach it decide which positions are seen.
 */
final class SeenKeys {
    private final AxisKeys[] axes;
    private final int linesPerPlane;
    private final int lineLength;
    private final long kvTile;
    /** Bit b: box b reaches the plane, and the line. */
    private final int[] planeBoxes;

    private final int[] lineBoxes;
    private final IntRuns keys = new IntRuns();
    /** Positions seen on a line that a set of boxes reaches; index = that set as bits. */
    private final IntRuns[] linePositions = new IntRuns[32];

    private int knownPositions;
    private int planesFrom;
    private int planesTo;
    private int linesFrom;
    private int linesTo;

    private long firstKey;
    private long endKey;
    private long tiles;
    private long tilesEnd;

    SeenKeys(AxisKeys[] axes, int[] lengths, int kvTile) {
        this.axes = axes;
        this.linesPerPlane = lengths[1];
        this.lineLength = lengths[2];
        this.kvTile = kvTile;
        this.planeBoxes = new int[lengths[0]];
        this.lineBoxes = new int[linesPerPlane];
        for (int i = 0; i < linePositions.length; i++) {
            linePositions[i] = new IntRuns();
        }
    }

    /** First key seen, a raster index. */
    long firstKey() {
        return firstKey;
    }

    /** One past the last key seen. */
    long endKey() {
        return endKey;
    }

    /** KV tiles that hold at least one key seen. */
    long tiles() {
        return tiles;
    }

    /** Finds the keys of the queries in the boxes. */
    void find(RunBoxes boxes) {
        planesFrom = Integer.MAX_VALUE;
        planesTo = 0;
        linesFrom = Integer.MAX_VALUE;
        linesTo = 0;
        knownPositions = 0;
        for (int box = 0; box < boxes.size(); box++) {
            reach(boxes, box);
        }
        firstKey = Long.MAX_VALUE;
        tiles = 0;
        tilesEnd = 0;
        for (int plane = planesFrom; plane < planesTo; plane++) {
            if (planeBoxes[plane] != 0) {
                walkPlane(plane);
            }
        }
        Arrays.fill(planeBoxes, planesFrom, planesTo, 0);
        Arrays.fill(lineBoxes, linesFrom, linesTo, 0);
    }

    /** Marks the planes and lines that the keys of one box of queries reach, and notes its positions on a line. */
    private void reach(RunBoxes boxes, int box) {
        axes[0].union(boxes.first(box, 0), boxes.last(box, 0), keys);
        keys.paint(planeBoxes, 1 << box);
        planesFrom = Math.min(planesFrom, keys.start(0));
        planesTo = Math.max(planesTo, keys.end(keys.size() - 1));
        axes[1].union(boxes.first(box, 1), boxes.last(box, 1), keys);
        keys.paint(lineBoxes, 1 << box);
        linesFrom = Math.min(linesFrom, keys.start(0));
        linesTo = Math.max(linesTo, keys.end(keys.size() - 1));
        axes[2].union(boxes.first(box, 2), boxes.last(box, 2), linePositions[1 << box]);
        knownPositions |= 1 << (1 << box);
    }

    private void walkPlane(int plane) {
        int reaching = planeBoxes[plane];
        long base = ((long) plane * linesPerPlane + linesFrom) * lineLength;
        for (int line = linesFrom; line < linesTo; line++, base += lineLength) {
            int boxes = reaching & lineBoxes[line];
            if (boxes != 0) {
                walkLine(base, positions(boxes));
            }
        }
    }

    private void walkLine(long base, IntRuns positions) {
        int runs = positions.size();
        for (int run = 0; run < runs; run++) {
            long end = base + positions.end(run);
            if (end > tilesEnd) {
                countTiles(base + positions.start(run), end);
            }
        }
        endKey = base + positions.end(runs - 1);
    }

    /** Counts the tiles of [start, end) from the end of those already counted on. */
    private void countTiles(long start, long end) {
        if (firstKey == Long.MAX_VALUE) {
            firstKey = start;
        }
        long from = Math.max(start, tilesEnd) / kvTile;
        long to = (end - 1) / kvTile + 1;
        tiles += to - from;
        tilesEnd = to * kvTile;
    }

    private IntRuns positions(int boxes) {
        if ((knownPositions & 1 << boxes) == 0) {
            int lowest = boxes & -boxes;
            linePositions[boxes].setToUnion(positions(boxes ^ lowest), linePositions[lowest]);
            knownPositions |= 1 << boxes;
        }
        return linePositions[boxes];
    }
}
