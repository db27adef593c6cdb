package vision;

import static vision.TinyVit.HEAD_DIM;
import static vision.TinyVit.TOKENS;
import static vision.TinyVit.WIDTH;

/** Arithmetic on matrices that lie row by row in one array; every product is added to what is in {@code c}. */
final class Arithmetic {
    private Arithmetic() {}

    /** c[m][n] += a[m][k] b[k][n]. */
    static void multiply(float[] a, float[] b, float[] c, int m, int k, int n) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < k; j++) {
                addScaled(a[i * k + j], b, j * n, c, i * n, n);
            }
        }
    }

    /** c[k][n] += a[m][k] transposed, times b[m][n]. */
    static void multiplyFirstTransposed(float[] a, float[] b, float[] c, int k, int m, int n) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < k; j++) {
                addScaled(a[i * k + j], b, i * n, c, j * n, n);
            }
        }
    }

    /** c[m][n] += a[m][k] times b[n][k] transposed. */
    static void multiplyTransposed(float[] a, float[] b, float[] c, int m, int k, int n) {
        float[] turned = new float[b.length];
        for (int row = 0; row < n; row++) {
            for (int column = 0; column < k; column++) {
                turned[column * n + row] = b[row * k + column];
            }
        }
        multiply(a, turned, c, m, k, n);
    }

    private static void addScaled(float factor, float[] from, int fromAt, float[] into, int at, int count) {
        for (int i = 0; i < count; i++) {
            into[at + i] += factor * from[fromAt + i];
        }
    }

    static void softmax(float[] p, int at) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = at; i < at + TOKENS; i++) {
            largest = Math.max(largest, p[i]);
        }
        float sum = 0;
        for (int i = at; i < at + TOKENS; i++) {
            p[i] = (float) Math.exp(p[i] - largest);
            sum += p[i];
        }
        for (int i = at; i < at + TOKENS; i++) {
            p[i] /= sum;
        }
    }

    /** Mean 0 and variance 1 of every token. */
    static void normalise(float[] x, float[] into, float[] scale) {
        for (int token = 0; token < TOKENS; token++) {
            float mean = 0;
            float square = 0;
            for (int i = token * WIDTH; i < (token + 1) * WIDTH; i++) {
                mean += x[i] / WIDTH;
            }
            for (int i = token * WIDTH; i < (token + 1) * WIDTH; i++) {
                square += (x[i] - mean) * (x[i] - mean) / WIDTH;
            }
            scale[token] = (float) (1 / Math.sqrt(square + 1e-5));
            for (int i = token * WIDTH; i < (token + 1) * WIDTH; i++) {
                into[i] = (x[i] - mean) * scale[token];
            }
        }
    }

    static void normaliseBack(float[] dy, float[] y, float[] scale, float[] dx) {
        for (int token = 0; token < TOKENS; token++) {
            float mean = 0;
            float along = 0;
            for (int i = token * WIDTH; i < (token + 1) * WIDTH; i++) {
                mean += dy[i] / WIDTH;
                along += dy[i] * y[i] / WIDTH;
            }
            for (int i = token * WIDTH; i < (token + 1) * WIDTH; i++) {
                dx[i] += scale[token] * (dy[i] - mean - y[i] * along);
            }
        }
    }

    static float[] slice(float[] all, int head) {
        float[] one = new float[TOKENS * HEAD_DIM];
        for (int token = 0; token < TOKENS; token++) {
            System.arraycopy(all, token * WIDTH + head * HEAD_DIM, one, token * HEAD_DIM, HEAD_DIM);
        }
        return one;
    }

    static void put(float[] one, float[] all, int head) {
        for (int token = 0; token < TOKENS; token++) {
            System.arraycopy(one, token * HEAD_DIM, all, token * WIDTH + head * HEAD_DIM, HEAD_DIM);
        }
    }
}
