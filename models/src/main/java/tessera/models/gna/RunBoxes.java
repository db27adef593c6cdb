package tessera.models.gna;

/**
 * A run of tokens in raster order, cut into at most five boxes (products of position ranges, one per axis): the end of
 * its first line, the rest of the first plane, whole planes, the start of the last plane, the start of the last line.
 */
final class RunBoxes {
    private static final int MOST_BOXES = 5;

    private final int lineLength;
    private final int linesPerPlane;
    private final int[][] first = new int[MOST_BOXES][GnaProblem.MAX_RANK];
    private final int[][] last = new int[MOST_BOXES][GnaProblem.MAX_RANK];
    private int size;

    /** For a layout of planes of {@code linesPerPlane} lines of {@code lineLength} tokens. */
    RunBoxes(int linesPerPlane, int lineLength) {
        this.linesPerPlane = linesPerPlane;
        this.lineLength = lineLength;
    }

    int size() {
        return size;
    }

    /** First position of a box on an axis; axis 2 runs along a line. */
    int first(int box, int axis) {
        return first[box][axis];
    }

    /** Last position of a box on an axis. */
    int last(int box, int axis) {
        return last[box][axis];
    }

    /** Cuts the tokens firstToken..lastToken. */
    void cut(long firstToken, long lastToken) {
        size = 0;
        long firstLine = firstToken / lineLength;
        long lastLine = lastToken / lineLength;
        int start = (int) (firstToken % lineLength);
        int end = (int) (lastToken % lineLength);
        int plane = (int) (firstLine / linesPerPlane);
        int line = (int) (firstLine % linesPerPlane);
        if (firstLine == lastLine) {
            add(plane, plane, line, line, start, end);
            return;
        }
        int lastPlane = (int) (lastLine / linesPerPlane);
        int endLine = (int) (lastLine % linesPerPlane);
        add(plane, plane, line, line, start, lineLength - 1);
        if (plane == lastPlane) {
            addLines(plane, plane, line + 1, endLine - 1);
        } else {
            addLines(plane, plane, line + 1, linesPerPlane - 1);
            addLines(plane + 1, lastPlane - 1, 0, linesPerPlane - 1);
            addLines(lastPlane, lastPlane, 0, endLine - 1);
        }
        add(lastPlane, lastPlane, endLine, endLine, 0, end);
    }

    /** Whole lines of some planes; nothing where either range is empty. */
    private void addLines(int firstPlane, int lastPlane, int firstLine, int lastLine) {
        if (firstPlane <= lastPlane && firstLine <= lastLine) {
            add(firstPlane, lastPlane, firstLine, lastLine, 0, lineLength - 1);
        }
    }

    private void add(int firstPlane, int lastPlane, int firstLine, int lastLine, int start, int end) {
        first[size][0] = firstPlane;
        last[size][0] = lastPlane;
        first[size][1] = firstLine;
        last[size][1] = lastLine;
        first[size][2] = start;
        last[size][2] = end;
        size++;
    }
}
