package tessera.extras.capture;

import java.util.List;
import tessera.traces.stat.AttentionProbabilities;
import tessera.traces.trace.AttentionTrace;

/** Compares the probabilities that a trace gives with those that the model computed. */
final class Verification {
    private Verification() {}

    /**
     * Where the two differ most.
     *
     * @param difference largest |p − p'|
     * @param place layer, head, query and key of it, for messages
     */
    record Worst(double difference, String place) {}

    static Worst compare(AttentionTrace trace, List<CapturedLayer> layers) {
        Worst worst = new Worst(0, "nowhere");
        for (int layer = 0; layer < layers.size(); layer++) {
            HeadTensor own = layers.get(layer).probabilities();
            int headElements = own.rowCount() * own.columnCount();
            for (int head = 0; head < own.headCount(); head++) {
                float[] recomputed = AttentionProbabilities.of(trace, layer, head);
                for (int i = 0; i < headElements; i++) {
                    double difference = Math.abs((double) recomputed[i] - own.values()[head * headElements + i]);
                    // Written so that a NaN of the model counts as a difference.
                    if (!(difference <= worst.difference)) {
                        worst = new Worst(
                                difference,
                                "layer " + layer + ", head " + head + ", query " + i / own.columnCount() + ", key "
                                        + i % own.columnCount());
                    }
                }
            }
        }
        return worst;
    }

    /** Largest |Σ p − 1| of the model's own probabilities. */
    static double rowSumError(List<CapturedLayer> layers) {
        double worst = 0;
        for (CapturedLayer layer : layers) {
            HeadTensor own = layer.probabilities();
            for (int row = 0; row < own.headCount() * own.rowCount(); row++) {
                double sum = 0;
                for (int column = 0; column < own.columnCount(); column++) {
                    sum += own.values()[row * own.columnCount() + column];
                }
                worst = Math.max(worst, Math.abs(sum - 1));
            }
        }
        return worst;
    }

    /** Whether no query attends to a later key in any layer, with as many keys as queries and more than one. */
    static boolean isCausal(List<CapturedLayer> layers) {
        for (CapturedLayer layer : layers) {
            HeadTensor own = layer.probabilities();
            if (own.rowCount() != own.columnCount() || own.rowCount() == 1) {
                return false;
            }
            for (int row = 0; row < own.headCount() * own.rowCount(); row++) {
                for (int column = row % own.rowCount() + 1; column < own.columnCount(); column++) {
                    if (own.values()[row * own.columnCount() + column] != 0) {
                        return false;
                    }
                }
            }
        }
        return true;
    }
}
