package tessera.extras.capture;

/**
 * A tensor of one attention as the runtime gave it, batch axis gone: {@code [head][row][column]}, row-major.
 */
final class HeadTensor {
    private final int headCount;
    private final int rowCount;
    private final int columnCount;
    private final float[] values;

    /** Takes over {@code values}, heads x rows x columns elements. */
    HeadTensor(int headCount, int rowCount, int columnCount, float[] values) {
        this.headCount = headCount;
        this.rowCount = rowCount;
        this.columnCount = columnCount;
        this.values = values;
    }

    int headCount() {
        return headCount;
    }

    int rowCount() {
        return rowCount;
    }

    int columnCount() {
        return columnCount;
    }

    /** The elements; not a copy, to be read only. */
    float[] values() {
        return values;
    }

    /** Rows and columns swapped in every head. */
    HeadTensor transposed() {
        float[] swapped = new float[values.length];
        int headElements = rowCount * columnCount;
        for (int head = 0; head < headCount; head++) {
            int from = head * headElements;
            for (int row = 0; row < rowCount; row++) {
                for (int column = 0; column < columnCount; column++) {
                    swapped[from + column * rowCount + row] = values[from + row * columnCount + column];
                }
            }
        }
        return new HeadTensor(headCount, columnCount, rowCount, swapped);
    }

    /** Every element times a factor. */
    HeadTensor scaled(double factor) {
        float[] scaled = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = (float) (values[i] * factor);
        }
        return new HeadTensor(headCount, rowCount, columnCount, scaled);
    }

    String shapeText() {
        return headCount + " heads x " + rowCount + " x " + columnCount;
    }
}
