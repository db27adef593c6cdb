package tessera.models.pattern.score;

/** Symmetric rounding of vectors to few bits, one scale a vector. */
final class Rounding {
    private Rounding() {}

    /** Rounds every row of {@code width} elements in place; 16 bits or more leave it alone. */
    static void rows(float[] values, int width, int bits) {
        if (bits >= 16) {
            return;
        }
        float steps = (1 << (bits - 1)) - 1;
        for (int start = 0; start < values.length; start += width) {
            float largest = 0;
            for (int c = 0; c < width; c++) {
                largest = Math.max(largest, Math.abs(values[start + c]));
            }
            if (largest > 0) {
                float scale = largest / steps;
                for (int c = 0; c < width; c++) {
                    values[start + c] = Math.round(values[start + c] / scale) * scale;
                }
            }
        }
    }

    /** Mean row, {@code [width]}. */
    static float[] mean(float[] values, int width) {
        float[] mean = new float[width];
        int rows = values.length / width;
        for (int i = 0; i < values.length; i++) {
            mean[i % width] += values[i] / rows;
        }
        return mean;
    }

    /** A copy of all rows minus their mean. */
    static float[] withoutMean(float[] values, int width) {
        float[] mean = mean(values, width);
        float[] out = values.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] -= mean[i % width];
        }
        return out;
    }
}
