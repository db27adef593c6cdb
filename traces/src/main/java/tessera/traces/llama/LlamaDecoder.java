package tessera.traces.llama;

import tessera.traces.stat.Softmax;

/**
 * Runs a checkpoint token by token, with a cache of keys and values that grows by one token a step. Not for several
 * threads.
 */
final class LlamaDecoder {
    private static final float NORM_EPSILON = 1e-5f;
    private static final double ROPE_BASE = 10_000;

    /** Hears of every attention as it is computed; the arrays are reused and may only be read during the call. */
    @FunctionalInterface
    interface Listener {
        /**
         * One head of the token at {@code position}.
         *
         * @param query the layer's queries {@code [head][headDim]}, after RoPE
         * @param probabilities of the keys 0 … position
         */
        void attended(int layer, int head, int position, float[] query, float[] probabilities);
    }

    private final LlamaCheckpoint checkpoint;
    private final LlamaShape shape;
    private final Listener listener;
    private final float[][] keys;
    private final float[][] values;
    private final float[] state;
    private final float[] normed;
    private final float[] query;
    private final float[] newKey;
    private final float[] newValue;
    private final float[] mixed;
    private final float[] added;
    private final float[] gate;
    private final float[] up;
    private final float[] probabilities;
    private final float[] logits;

    /** A decoder with room for so many tokens. */
    LlamaDecoder(LlamaCheckpoint checkpoint, int capacity, Listener listener) {
        this.checkpoint = checkpoint;
        this.shape = checkpoint.shape();
        this.listener = listener;
        keys = new float[shape.layerCount()][Math.multiplyExact(capacity, shape.kvWidth())];
        values = new float[shape.layerCount()][capacity * shape.kvWidth()];
        state = new float[shape.width()];
        normed = new float[shape.width()];
        query = new float[shape.width()];
        newKey = new float[shape.kvWidth()];
        newValue = new float[shape.kvWidth()];
        mixed = new float[shape.width()];
        added = new float[shape.width()];
        gate = new float[shape.hiddenWidth()];
        up = new float[shape.hiddenWidth()];
        probabilities = new float[capacity];
        logits = new float[shape.vocabularySize()];
    }

    /** Takes the token at a position (0, 1, 2 …) and returns the scores of the next; the array is reused. */
    float[] step(int token, int position) {
        checkpoint.embedding().row(token, state);
        for (int layer = 0; layer < shape.layerCount(); layer++) {
            LlamaCheckpoint.Layer weights = checkpoint.layer(layer);
            attention(weights, layer, position);
            feedForward(weights);
        }
        normalise(state, checkpoint.finalNorm(), state);
        checkpoint.classifier().multiply(state, logits);
        return logits;
    }

    /** A layer's keys so far, {@code [position][kvHead][headDim]}; not a copy. */
    float[] keys(int layer) {
        return keys[layer];
    }

    /** A layer's values so far, {@code [position][kvHead][headDim]}; not a copy. */
    float[] values(int layer) {
        return values[layer];
    }

    private void attention(LlamaCheckpoint.Layer weights, int layer, int position) {
        normalise(state, weights.attentionNorm(), normed);
        weights.query().multiply(normed, query);
        weights.key().multiply(normed, newKey);
        weights.value().multiply(normed, newValue);
        rotate(query, position);
        rotate(newKey, position);
        int at = position * shape.kvWidth();
        System.arraycopy(newKey, 0, keys[layer], at, newKey.length);
        System.arraycopy(newValue, 0, values[layer], at, newValue.length);
        for (int head = 0; head < shape.headCount(); head++) {
            attend(layer, head, position);
        }
        weights.output().multiply(mixed, added);
        add(added);
    }

    private void attend(int layer, int head, int position) {
        int headDim = shape.headDim();
        int kvHead = head / (shape.headCount() / shape.kvHeadCount());
        float scale = (float) (1 / Math.sqrt(headDim));
        for (int key = 0; key <= position; key++) {
            int at = key * shape.kvWidth() + kvHead * headDim;
            float score = 0;
            for (int d = 0; d < headDim; d++) {
                score += query[head * headDim + d] * keys[layer][at + d];
            }
            probabilities[key] = score * scale;
        }
        Softmax.inPlace(probabilities, 0, position + 1);
        listener.attended(layer, head, position, query, probabilities);
        for (int d = 0; d < headDim; d++) {
            float sum = 0;
            for (int key = 0; key <= position; key++) {
                sum += probabilities[key] * values[layer][key * shape.kvWidth() + kvHead * headDim + d];
            }
            mixed[head * headDim + d] = sum;
        }
    }

    private void feedForward(LlamaCheckpoint.Layer weights) {
        normalise(state, weights.feedForwardNorm(), normed);
        weights.gate().multiply(normed, gate);
        weights.up().multiply(normed, up);
        for (int i = 0; i < gate.length; i++) {
            // SiLU: x / (1 + e^-x).
            gate[i] = (float) (gate[i] / (1 + Math.exp(-gate[i]))) * up[i];
        }
        weights.down().multiply(gate, added);
        add(added);
    }

    private void add(float[] more) {
        for (int i = 0; i < state.length; i++) {
            state[i] += more[i];
        }
    }

    /** RMSNorm: x / sqrt(mean x² + 1e-5), times the weights. */
    private static void normalise(float[] in, float[] weights, float[] out) {
        double squares = 0;
        for (float value : in) {
            squares += (double) value * value;
        }
        float scale = (float) (1 / Math.sqrt(squares / in.length + NORM_EPSILON));
        for (int i = 0; i < in.length; i++) {
            out[i] = weights[i] * (scale * in[i]);
        }
    }

    /** RoPE: turns neighbouring elements 2i, 2i + 1 of each head by position x base^(−2i / headDim). */
    private void rotate(float[] vectors, int position) {
        int headDim = shape.headDim();
        for (int i = 0; i < vectors.length; i += 2) {
            double angle = position * Math.pow(ROPE_BASE, -(double) (i % headDim) / headDim);
            float cosine = (float) Math.cos(angle);
            float sine = (float) Math.sin(angle);
            float even = vectors[i];
            float odd = vectors[i + 1];
            vectors[i] = even * cosine - odd * sine;
            vectors[i + 1] = even * sine + odd * cosine;
        }
    }
}
