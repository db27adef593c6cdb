package tessera.traces.llama;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The same model, written a second time for the tests: all tokens at once, no cache, binary64 throughout, matrices as
 * {@code double[][]} read one number after the other.
 */
final class NaiveLlama {
    final int headDim;
    final double[][][] queries;
    final double[][][] keys;
    final double[][][] values;
    final double[][] logits;

    private final ByteBuffer file;
    private final int heads;
    private final int kvHeads;

    /** Arrays are {@code [layer][token][element]}, the elements of a token's heads one after the other. */
    NaiveLlama(byte[] checkpoint, int[] tokens) {
        file = ByteBuffer.wrap(checkpoint).order(ByteOrder.LITTLE_ENDIAN);
        int dim = file.getInt();
        int hidden = file.getInt();
        int layers = file.getInt();
        heads = file.getInt();
        kvHeads = file.getInt();
        int vocabulary = file.getInt();
        int context = file.getInt();
        headDim = dim / heads;
        int kvDim = headDim * kvHeads;
        double[][] embedding = matrix(Math.abs(vocabulary), dim);
        double[][] attentionNorm = matrix(layers, dim);
        double[][][] wq = matrices(layers, dim, dim);
        double[][][] wk = matrices(layers, kvDim, dim);
        double[][][] wv = matrices(layers, kvDim, dim);
        double[][][] wo = matrices(layers, dim, dim);
        double[][] hiddenNorm = matrix(layers, dim);
        double[][][] w1 = matrices(layers, hidden, dim);
        double[][][] w2 = matrices(layers, dim, hidden);
        double[][][] w3 = matrices(layers, hidden, dim);
        double[] lastNorm = matrix(1, dim)[0];
        matrix(context, headDim);
        double[][] classifier = vocabulary < 0 ? matrix(-vocabulary, dim) : embedding;

        queries = new double[layers][tokens.length][];
        keys = new double[layers][tokens.length][];
        values = new double[layers][tokens.length][];
        logits = new double[tokens.length][];
        double[][] x = new double[tokens.length][];
        for (int t = 0; t < tokens.length; t++) {
            x[t] = embedding[tokens[t]].clone();
        }
        for (int l = 0; l < layers; l++) {
            for (int t = 0; t < tokens.length; t++) {
                double[] n = norm(x[t], attentionNorm[l]);
                queries[l][t] = rope(times(wq[l], n), t);
                keys[l][t] = rope(times(wk[l], n), t);
                values[l][t] = times(wv[l], n);
            }
            for (int t = 0; t < tokens.length; t++) {
                plus(x[t], times(wo[l], attention(l, t)));
                double[] n = norm(x[t], hiddenNorm[l]);
                double[] a = times(w1[l], n);
                double[] b = times(w3[l], n);
                for (int i = 0; i < hidden; i++) {
                    a[i] = a[i] / (1 + Math.exp(-a[i])) * b[i];
                }
                plus(x[t], times(w2[l], a));
            }
        }
        for (int t = 0; t < tokens.length; t++) {
            logits[t] = times(classifier, norm(x[t], lastNorm));
        }
    }

    private double[] attention(int l, int t) {
        double[] out = new double[heads * headDim];
        for (int h = 0; h < heads; h++) {
            int kv = h / (heads / kvHeads) * headDim;
            double[] e = new double[t + 1];
            double sum = 0;
            for (int s = 0; s <= t; s++) {
                double score = 0;
                for (int i = 0; i < headDim; i++) {
                    score += queries[l][t][h * headDim + i] * keys[l][s][kv + i];
                }
                e[s] = Math.exp(score / Math.sqrt(headDim));
                sum += e[s];
            }
            for (int s = 0; s <= t; s++) {
                for (int i = 0; i < headDim; i++) {
                    out[h * headDim + i] += e[s] / sum * values[l][s][kv + i];
                }
            }
        }
        return out;
    }

    /** Complex multiplication of element pairs by e^(i t theta). */
    private double[] rope(double[] v, int t) {
        double[] out = v.clone();
        for (int start = 0; start < v.length; start += headDim) {
            for (int j = 0; j < headDim / 2; j++) {
                double theta = t / Math.pow(10000, 2.0 * j / headDim);
                int i = start + 2 * j;
                out[i] = v[i] * Math.cos(theta) - v[i + 1] * Math.sin(theta);
                out[i + 1] = v[i] * Math.sin(theta) + v[i + 1] * Math.cos(theta);
            }
        }
        return out;
    }

    private static double[] norm(double[] x, double[] weights) {
        double mean = 0;
        for (double value : x) {
            mean += value * value / x.length;
        }
        double[] out = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            out[i] = x[i] * weights[i] / Math.sqrt(mean + 1e-5);
        }
        return out;
    }

    private static double[] times(double[][] matrix, double[] vector) {
        double[] out = new double[matrix.length];
        for (int row = 0; row < matrix.length; row++) {
            for (int i = 0; i < vector.length; i++) {
                out[row] += matrix[row][i] * vector[i];
            }
        }
        return out;
    }

    private static void plus(double[] x, double[] more) {
        for (int i = 0; i < x.length; i++) {
            x[i] += more[i];
        }
    }

    private double[][][] matrices(int count, int rows, int columns) {
        double[][][] matrices = new double[count][][];
        for (int i = 0; i < count; i++) {
            matrices[i] = matrix(rows, columns);
        }
        return matrices;
    }

    private double[][] matrix(int rows, int columns) {
        double[][] matrix = new double[rows][columns];
        for (double[] row : matrix) {
            for (int i = 0; i < columns; i++) {
                row[i] = file.getFloat();
            }
        }
        return matrix;
    }
}
