package tessera.traces.llama;

import tessera.traces.npy.ByteSource;

/** Small good files of a decoder, and their readers, for the fuzz test. */
public final class LlamaFuzz {
    private static final LlamaShape SHAPE = new LlamaShape(16, 16, 1, 2, 1, 270, 8, false);

    private LlamaFuzz() {}

    public static byte[] checkpoint() {
        return TinyLlama.checkpoint(SHAPE, 1);
    }

    public static void readCheckpoint(byte[] bytes) {
        LlamaCheckpoint checkpoint = LlamaCheckpoint.of(ByteSource.memory("x", bytes));
        new LlamaDecoder(checkpoint, 2, (layer, head, position, query, probabilities) -> {}).step(0, 0);
    }

    public static byte[] tokenizer() {
        return TinyLlama.tokenizer(270);
    }

    public static void readTokenizer(byte[] bytes) {
        LlamaTokenizer tokenizer = LlamaTokenizer.of(ByteSource.memory("x", bytes), 270);
        tokenizer.decode(tokenizer.encode("abc \u00e9"));
    }
}
