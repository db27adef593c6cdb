package tessera.traces.llama;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Checkpoints and tokenizers of random weights, in the format of llama2.c. */
final class TinyLlama {
    static final String[] PIECES = {"<unk>", "\n<s>\n", "\n</s>\n"};

    private TinyLlama() {}

    /** A checkpoint whose weights have deviation 0.3 or so; the same seed, the same bytes. */
    static byte[] checkpoint(LlamaShape shape, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int layers = shape.layerCount();
        int width = shape.width();
        int matrices = shape.vocabularySize() * width * (shape.hasOwnClassifier() ? 2 : 1)
                + layers * (2 * width * width + 2 * width * shape.kvWidth() + 3 * width * shape.hiddenWidth());
        int vectors = (2 * layers + 1) * width;
        int elements = matrices + vectors + shape.contextTokens() * shape.headDim();
        ByteBuffer bytes = ByteBuffer.allocate(28 + 4 * elements).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(width).putInt(shape.hiddenWidth()).putInt(layers).putInt(shape.headCount());
        bytes.putInt(shape.kvHeadCount());
        bytes.putInt(shape.hasOwnClassifier() ? -shape.vocabularySize() : shape.vocabularySize());
        bytes.putInt(shape.contextTokens());
        for (int i = 0; i < elements; i++) {
            bytes.putFloat((float) (random.nextDouble() - .5));
        }
        return bytes.array();
    }

    /** Tokens: the three special ones, the 256 bytes, a space, the letters a to h, and pairs of letters. */
    static byte[] tokenizer(int vocabularySize) {
        List<String> pieces = new ArrayList<>(List.of(PIECES));
        for (int i = 0; i < 256; i++) {
            pieces.add(String.format("<0x%02X>", i));
        }
        pieces.add(" ");
        for (char letter = 'a'; letter <= 'h'; letter++) {
            pieces.add(String.valueOf(letter));
        }
        for (int i = 0; pieces.size() < vocabularySize; i++) {
            pieces.add("" + (char) ('a' + i / 8 % 8) + (char) ('a' + i % 8) + (i < 64 ? "" : "x" + i));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ints(7));
        for (int id = 0; id < vocabularySize; id++) {
            byte[] piece = pieces.get(id).getBytes(StandardCharsets.UTF_8);
            out.writeBytes(ints(Float.floatToIntBits(-id), piece.length));
            out.writeBytes(piece);
        }
        return out.toByteArray();
    }

    private static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }
}
