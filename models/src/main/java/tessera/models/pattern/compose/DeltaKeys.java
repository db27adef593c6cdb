package tessera.models.pattern.compose;

import java.util.Arrays;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.plan.Phase;
import tessera.models.plan.SelectionCost;
import tessera.models.plan.SideWork;

/**
 * Keys as differences to a running reference: an element is sent only where it differs by more than a threshold, and the
 * reference takes it over. A reconstruction from an abstract: threshold per head such that the wanted share is not sent.
 */
final class DeltaKeys {
    private DeltaKeys() {}

    /** The keys that attention sees, {@code [key][headDim]}. */
    static float[] coded(float[] key, int d, double zeroShare) {
        float[] steps = new float[key.length];
        for (int i = d; i < key.length; i++) {
            steps[i] = Math.abs(key[i] - key[i - d]);
        }
        Arrays.sort(steps);
        double low = 0;
        double high = 2.0 * steps[steps.length - 1];
        for (int round = 0; round < 24; round++) {
            double middle = (low + high) / 2;
            if (zeros(key, d, middle, new float[key.length]) < zeroShare * key.length) {
                low = middle;
            } else {
                high = middle;
            }
        }
        float[] coded = new float[key.length];
        zeros(key, d, low, coded);
        return coded;
    }

    private static int zeros(float[] key, int d, double threshold, float[] coded) {
        int zeros = 0;
        for (int i = 0; i < key.length; i++) {
            boolean isSent = i < d || Math.abs(key[i] - coded[i - d]) > threshold;
            coded[i] = isSent ? key[i] : coded[i - d];
            zeros += isSent ? 0 : 1;
        }
        return zeros;
    }

    /** Compare and subtract once per key element. */
    static SelectionCost codingCost(AttentionShape shape) {
        long elements = (long) shape.keyCount() * shape.headDim();
        return new SelectionCost(2 * elements / shape.groupSize(), 16, 4 * elements / shape.groupSize(), 0);
    }

    /** Scores from the differences that were sent (with 2 bytes of index each in decode), values in full. */
    static SideWork work(AttentionShape shape, Phase phase, long pairsOutside, double zeroShare) {
        double d = shape.headDim();
        double flops = 2 * d * pairsOutside * (1 - zeroShare) + 2 * d * pairsOutside;
        double perPair = (2 * d * (1 - zeroShare) * 2 + 2 * d) / shape.groupSize();
        double bytes = phase == Phase.DECODE ? pairsOutside * perPair : shape.keyCount() * perPair;
        return new SideWork("delta-coded keys", Math.round(flops), 16, Math.round(bytes), 0);
    }
}
