package tessera.extras.capture;

/**
 * A tensor of one attention as the runtime gave it, batch axis gone: {@code [head][row][column]}, row-major.
 *
 * @param values heads x rows x columns elements
 */
record HeadTensor(int headCount, int rowCount, int columnCount, float[] values) {
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
