package tessera.models.pattern.input;

/** The few inner loops that planning spends its time in, in binary32, written so that they vectorise. */
public final class Dots {
    private Dots() {}

    /** Σ a[i] · b[i] over {@code length} elements. */
    public static float dot(float[] a, int aStart, float[] b, int bStart, int length) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            s0 += a[aStart + i] * b[bStart + i];
            s1 += a[aStart + i + 1] * b[bStart + i + 1];
            s2 += a[aStart + i + 2] * b[bStart + i + 2];
            s3 += a[aStart + i + 3] * b[bStart + i + 3];
        }
        for (; i < length; i++) {
            s0 += a[aStart + i] * b[bStart + i];
        }
        return s0 + s1 + (s2 + s3);
    }

    /** target += factor · source. */
    public static void addScaled(float[] target, int start, float[] source, int sourceStart, int length, float factor) {
        for (int i = 0; i < length; i++) {
            target[start + i] += factor * source[sourceStart + i];
        }
    }

    /** scale · A Bᵀ, {@code [row of a][row of b]}, both row-major with rows of {@code width}. */
    public static float[] products(float[] a, float[] b, int width, float scale) {
        int rows = a.length / width;
        int columns = b.length / width;
        float[] turned = new float[b.length];
        for (int j = 0; j < columns; j++) {
            for (int c = 0; c < width; c++) {
                turned[c * columns + j] = b[j * width + c];
            }
        }
        float[] products = new float[Math.multiplyExact(rows, columns)];
        for (int i = 0; i < rows; i++) {
            for (int c = 0; c < width; c++) {
                addScaled(products, i * columns, turned, c * columns, columns, scale * a[i * width + c]);
            }
        }
        return products;
    }

    /** softmax of {@code count} numbers. */
    public static void softmax(float[] from, int start, int count, float[] to, int toStart) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < count; j++) {
            largest = Math.max(largest, from[start + j]);
        }
        if (largest == Float.NEGATIVE_INFINITY) {
            return;
        }
        double sum = 0;
        for (int j = 0; j < count; j++) {
            double e = StrictMath.exp(from[start + j] - largest);
            to[toStart + j] = (float) e;
            sum += e;
        }
        float inverse = (float) (1 / sum);
        for (int j = 0; j < count; j++) {
            to[toStart + j] *= inverse;
        }
    }
}
