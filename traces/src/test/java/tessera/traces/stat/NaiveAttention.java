package tessera.traces.stat;

import tessera.traces.trace.AttentionTrace;

/** Probabilities by the formula, in binary64 and without any care for speed: the truth for tests. */
final class NaiveAttention {
    private NaiveAttention() {}

    static double[][] probabilities(AttentionTrace trace, int layer, int head) {
        float[] q = trace.query(layer, head);
        float[] k = trace.key(layer, head);
        int d = trace.headDim();
        double[][] p = new double[trace.queryCount()][trace.keyCount()];
        for (int i = 0; i < p.length; i++) {
            double sum = 0;
            for (int j = 0; j < p[i].length; j++) {
                boolean isVisible = !trace.isCausal() || j - i <= trace.keyCount() - trace.queryCount();
                double score = 0;
                for (int e = 0; e < d; e++) {
                    score += (double) q[i * d + e] * k[j * d + e];
                }
                p[i][j] = isVisible ? Math.exp(score / Math.sqrt(d)) : 0;
                sum += p[i][j];
            }
            for (int j = 0; j < p[i].length; j++) {
                p[i][j] /= sum;
            }
        }
        return p;
    }
}
