package tessera.traces.stat;

import java.util.ArrayList;
import java.util.List;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.TraceShape;

/** One pass over some rows of one head's probabilities, adding up what the figures need. */
final class HeadMeasure {
    private final TraceShape shape;
    private final Locality locality;
    private final double[] importance;
    private final double[] mass = new double[MassCurve.PERCENT.size()];
    private final double[] within;
    private final float[] row;
    private double entropy;
    private double sink;
    private double rowSumError;
    private int rowCount;

    private HeadMeasure(TraceShape shape, Locality locality) {
        this.shape = shape;
        this.locality = locality;
        importance = new double[shape.keyCount()];
        within = new double[locality.radii().size()];
        row = new float[shape.keyCount()];
    }

    /** Measures the given queries of one head. */
    static HeadMeasure of(AttentionTrace trace, int layer, int head, QuerySample queries, Locality locality) {
        HeadMeasure measure = new HeadMeasure(trace.shape(), locality);
        AttentionProbabilities probabilities = new AttentionProbabilities(trace, layer, head);
        for (int i = 0; i < queries.count(); i++) {
            measure.add(probabilities, queries.query(i));
        }
        return measure;
    }

    private void add(AttentionProbabilities probabilities, int query) {
        entropy += probabilities.rowWithEntropy(query, row, 0);
        int visible = shape.visibleKeys(query);
        double sum = 0;
        for (int key = 0; key < visible; key++) {
            importance[key] += row[key];
            sum += row[key];
        }
        rowSumError = Math.max(rowSumError, Math.abs(sum - 1));
        sink += row[0];
        locality.addTo(within, row, query, visible);
        MassCurve.addTo(mass, row, visible);
        rowCount++;
    }

    /** Largest |Σ_k p − 1| of any measured query. */
    double rowSumError() {
        return rowSumError;
    }

    /** The figures of a head with this number. */
    HeadStatistics statistics(int head) {
        List<Double> importanceCurve = importanceCurve();
        return new HeadStatistics(
                head,
                mass[MassCurve.TENTH] / rowCount,
                entropy / Math.log(2) / rowCount,
                sink / rowCount,
                importanceCurve.get(MassCurve.TENTH),
                means(mass, rowCount),
                importanceCurve,
                means(within, rowCount));
    }

    private List<Double> importanceCurve() {
        float[] copy = new float[importance.length];
        double total = 0;
        for (int key = 0; key < copy.length; key++) {
            copy[key] = (float) importance[key];
            total += importance[key];
        }
        double[] sums = new double[MassCurve.PERCENT.size()];
        MassCurve.addTo(sums, copy, copy.length);
        return means(sums, total);
    }

    private static List<Double> means(double[] sums, double divisor) {
        List<Double> means = new ArrayList<>();
        for (double sum : sums) {
            means.add(sum / divisor);
        }
        return means;
    }
}
