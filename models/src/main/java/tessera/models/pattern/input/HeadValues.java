package tessera.models.pattern.input;

import java.util.Arrays;

/**
 * One head's tensors, its exact scores, probabilities and dense output, computed when first asked for. The arrays are shared:
 * callers must not write to them.
 */
public final class HeadValues {
    private final AttentionShape shape;
    private final int layer;
    private final int head;
    private final float[] query;
    private final float[] key;
    private final float[] value;
    private float[] scores;
    private float[] probabilities;
    private float[] output;

    HeadValues(AttentionShape shape, int layer, int head, float[] query, float[] key, float[] value) {
        this.shape = shape;
        this.layer = layer;
        this.head = head;
        this.query = query;
        this.key = key;
        this.value = value;
    }

    public AttentionShape shape() {
        return shape;
    }

    public int layer() {
        return layer;
    }

    public int head() {
        return head;
    }

    /** {@code [query][headDim]}. */
    public float[] query() {
        return query;
    }

    /** {@code [key][headDim]}. */
    public float[] key() {
        return key;
    }

    /** {@code [key][headDim]}. */
    public float[] value() {
        return value;
    }

    /** q·k / √d, {@code [query][key]}; hidden keys included. */
    public synchronized float[] scores() {
        if (scores == null) {
            scores = Dots.products(query, key, shape.headDim(), (float) (1 / Math.sqrt(shape.headDim())));
        }
        return scores;
    }

    /** softmax of the scores over the visible keys, {@code [query][key]}; 0 where hidden. */
    public synchronized float[] probabilities() {
        if (probabilities == null) {
            float[] all = scores();
            int keys = shape.keyCount();
            probabilities = new float[all.length];
            for (int i = 0; i < shape.queryCount(); i++) {
                Dots.softmax(all, i * keys, shape.visibleKeys(i), probabilities, i * keys);
            }
        }
        return probabilities;
    }

    /** Dense attention's output, {@code [query][headDim]}. */
    public synchronized float[] output() {
        if (output == null) {
            float[] p = probabilities();
            int keys = shape.keyCount();
            int d = shape.headDim();
            output = new float[shape.queryCount() * d];
            for (int i = 0; i < shape.queryCount(); i++) {
                for (int j = 0; j < shape.visibleKeys(i); j++) {
                    Dots.addScaled(output, i * d, value, j * d, d, p[i * keys + j]);
                }
            }
        }
        return output;
    }

    /** Mean probability that each key gets from the queries that see it, {@code [key]}. */
    public double[] received() {
        float[] p = probabilities();
        int keys = shape.keyCount();
        double[] sum = new double[keys];
        int[] seen = new int[keys];
        for (int i = 0; i < shape.queryCount(); i++) {
            int visible = shape.visibleKeys(i);
            Arrays.setAll(seen, j -> j < visible ? seen[j] + 1 : seen[j]);
            for (int j = 0; j < visible; j++) {
                sum[j] += p[i * keys + j];
            }
        }
        Arrays.setAll(sum, j -> sum[j] / Math.max(1, seen[j]));
        return sum;
    }
}
