package tessera.traces.llama;

import java.nio.FloatBuffer;
import java.util.stream.IntStream;

/** A matrix of weights where it lies in the checkpoint, row-major binary32. Safe for many threads. */
final class Matrix {
    /** From so many elements on, rows are computed by several threads. */
    private static final int PARALLEL_ELEMENTS = 1 << 20;

    private static final int ROWS_A_TASK = 64;

    private final FloatBuffer weights;
    private final int rowCount;
    private final int columnCount;

    Matrix(FloatBuffer weights, int rowCount, int columnCount) {
        this.weights = weights;
        this.rowCount = rowCount;
        this.columnCount = columnCount;
    }

    /** Copies one row into {@code into}, which has as many elements as the matrix columns. */
    void row(int row, float[] into) {
        weights.get(row * columnCount, into, 0, columnCount);
    }

    /** out = this x in. Each element is summed in the same order whatever the number of threads. */
    void multiply(float[] in, float[] out) {
        int taskCount = (rowCount + ROWS_A_TASK - 1) / ROWS_A_TASK;
        IntStream tasks = IntStream.range(0, taskCount);
        if ((long) rowCount * columnCount >= PARALLEL_ELEMENTS) {
            tasks = tasks.parallel();
        }
        tasks.forEach(task -> {
            float[] row = new float[columnCount];
            int end = Math.min(rowCount, (task + 1) * ROWS_A_TASK);
            for (int i = task * ROWS_A_TASK; i < end; i++) {
                row(i, row);
                out[i] = dot(row, in);
            }
        });
    }

    private static float dot(float[] a, float[] b) {
        // Four sums, so that the additions do not wait for each other.
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            sum0 += a[i] * b[i];
            sum1 += a[i + 1] * b[i + 1];
            sum2 += a[i + 2] * b[i + 2];
            sum3 += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            sum0 += a[i] * b[i];
        }
        return sum0 + sum1 + (sum2 + sum3);
    }
}
