package tessera.traces.llama;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import tessera.traces.check.InputException;
import tessera.traces.npy.ByteSource;

/**
 * A checkpoint in the format of llama2.c, version 0: seven little-endian 32-bit integers (dim, hidden_dim, n_layers,
 * n_heads, n_kv_heads, vocab_size, negative if the classifier is stored, seq_len), then the weights in binary32, tensor by
 * tensor, each for all layers. The weights are mapped, not read: a model may be larger than the heap.
 */
final class LlamaCheckpoint {
    private static final int HEADER_BYTES = 28;
    /** "ak42": the header of versions 1 and 2. */
    private static final int NEWER_MAGIC = 0x616b3432;

    private final LlamaShape shape;
    private final Matrix embedding;
    private final Matrix classifier;
    private final float[] finalNorm;
    private final List<Layer> layers = new ArrayList<>();

    /**
     * One layer's weights. Matrices are {@code [output][input]}.
     *
     * @param attentionNorm scale of the normalisation before attention
     * @param feedForwardNorm scale of the normalisation before the feed-forward network
     * @param gate w1 of the checkpoint, inside the SiLU
     * @param down w2
     * @param up w3
     */
    record Layer(
            float[] attentionNorm,
            Matrix query,
            Matrix key,
            Matrix value,
            Matrix output,
            float[] feedForwardNorm,
            Matrix gate,
            Matrix down,
            Matrix up) {}

    private LlamaCheckpoint(ByteSource source) {
        this.shape = shape(source);
        Cursor cursor = new Cursor(source, HEADER_BYTES);
        int width = shape.width();
        int hidden = shape.hiddenWidth();
        embedding = cursor.matrix(shape.vocabularySize(), width);
        List<float[]> attentionNorms = cursor.vectors(shape.layerCount(), width);
        List<Matrix> queries = cursor.matrices(shape.layerCount(), width, width);
        List<Matrix> keys = cursor.matrices(shape.layerCount(), shape.kvWidth(), width);
        List<Matrix> values = cursor.matrices(shape.layerCount(), shape.kvWidth(), width);
        List<Matrix> outputs = cursor.matrices(shape.layerCount(), width, width);
        List<float[]> feedForwardNorms = cursor.vectors(shape.layerCount(), width);
        List<Matrix> gates = cursor.matrices(shape.layerCount(), hidden, width);
        List<Matrix> downs = cursor.matrices(shape.layerCount(), width, hidden);
        List<Matrix> ups = cursor.matrices(shape.layerCount(), hidden, width);
        finalNorm = cursor.vectors(1, width).get(0);
        // Two tables of RoPE that the format keeps for older programs.
        cursor.skip(4L * shape.contextTokens() * shape.headDim());
        classifier = shape.hasOwnClassifier() ? cursor.matrix(shape.vocabularySize(), width) : embedding;
        for (int layer = 0; layer < shape.layerCount(); layer++) {
            layers.add(new Layer(
                    attentionNorms.get(layer),
                    queries.get(layer),
                    keys.get(layer),
                    values.get(layer),
                    outputs.get(layer),
                    feedForwardNorms.get(layer),
                    gates.get(layer),
                    downs.get(layer),
                    ups.get(layer)));
        }
    }

    /** Opens a checkpoint, or says what is wrong with the file. The source may be closed afterwards. */
    static LlamaCheckpoint of(ByteSource source) {
        return new LlamaCheckpoint(source);
    }

    LlamaShape shape() {
        return shape;
    }

    Matrix embedding() {
        return embedding;
    }

    Matrix classifier() {
        return classifier;
    }

    float[] finalNorm() {
        return finalNorm;
    }

    Layer layer(int layer) {
        return layers.get(layer);
    }

    private static LlamaShape shape(ByteSource source) {
        if (source.size() < HEADER_BYTES) {
            throw new InputException(source.name() + ": expected a llama2.c checkpoint with a header of " + HEADER_BYTES
                    + " bytes, the file has " + source.size());
        }
        ByteBuffer header = source.view(0, HEADER_BYTES);
        if (header.getInt(0) == NEWER_MAGIC) {
            throw new InputException(source.name() + ": offset 4: expected a llama2.c checkpoint of version 0, found"
                    + " version " + header.getInt(4) + "; export it with export.py --version 0");
        }
        int vocabulary = header.getInt(20);
        LlamaShape shape;
        try {
            shape = new LlamaShape(
                    header.getInt(0),
                    header.getInt(4),
                    header.getInt(8),
                    header.getInt(12),
                    header.getInt(16),
                    Math.abs(vocabulary),
                    header.getInt(24),
                    vocabulary < 0);
        } catch (InputException e) {
            throw e.at(source.name() + ": header of a llama2.c checkpoint (offset 0 to 27)");
        }
        checkSize(shape, source);
        return shape;
    }

    private static void checkSize(LlamaShape shape, ByteSource source) {
        long expected;
        try {
            expected = Math.addExact(HEADER_BYTES, Math.multiplyExact(4L, elements(shape)));
        } catch (ArithmeticException e) {
            throw new InputException(
                    source.name() + ": offset 0: the header's sizes overflow 64 bits of bytes: expected a llama2.c"
                            + " checkpoint, got dim " + shape.width() + ", hidden_dim " + shape.hiddenWidth() + ", "
                            + shape.layerCount() + " layers",
                    e);
        }
        if (expected != source.size()) {
            throw new InputException(source.name() + ": a llama2.c checkpoint with dim " + shape.width()
                    + ", hidden_dim " + shape.hiddenWidth() + ", " + shape.layerCount() + " layers, "
                    + shape.vocabularySize() + " tokens, as the header at offset 0 says, has " + expected
                    + " bytes, the file has " + source.size()
                    + (expected > source.size() ? "; is it cut off?" : "; is it another format?"));
        }
    }

    private static long elements(LlamaShape shape) {
        long width = shape.width();
        long layer = Math.addExact(
                Math.multiplyExact(2 * width, width + shape.kvWidth()),
                Math.addExact(Math.multiplyExact(3 * width, shape.hiddenWidth()), 2 * width));
        long embeddings = Math.multiplyExact(
                Math.multiplyExact(width, shape.vocabularySize()), shape.hasOwnClassifier() ? 2L : 1L);
        long rope = (long) shape.contextTokens() * shape.headDim();
        return Math.addExact(Math.multiplyExact(layer, shape.layerCount()), Math.addExact(embeddings, width + rope));
    }

    /** Hands out the tensors in file order. */
    private static final class Cursor {
        private final ByteSource source;
        private long offset;

        Cursor(ByteSource source, long offset) {
            this.source = source;
            this.offset = offset;
        }

        void skip(long bytes) {
            offset += bytes;
        }

        Matrix matrix(int rowCount, int columnCount) {
            return new Matrix(floats((long) rowCount * columnCount), rowCount, columnCount);
        }

        List<Matrix> matrices(int count, int rowCount, int columnCount) {
            List<Matrix> matrices = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                matrices.add(matrix(rowCount, columnCount));
            }
            return matrices;
        }

        List<float[]> vectors(int count, int elements) {
            List<float[]> vectors = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                float[] vector = new float[elements];
                floats(elements).get(vector);
                vectors.add(vector);
            }
            return vectors;
        }

        private FloatBuffer floats(long elements) {
            if (elements > Integer.MAX_VALUE / 4) {
                throw new InputException(source.name() + ": offset " + offset + ": expected matrices of at most "
                        + Integer.MAX_VALUE / 4 + " elements, found one of " + elements);
            }
            FloatBuffer floats = source.view(offset, (int) (elements * 4)).asFloatBuffer();
            offset += elements * 4;
            return floats;
        }
    }
}
