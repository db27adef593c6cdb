package tessera.traces.llama;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tessera.traces.capture.CapturedTrace;
import tessera.traces.check.InputException;
import tessera.traces.npy.ByteSource;
import tessera.traces.tensor.StoredPrecision;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.TraceFiles;

class LlamaCaptureTest {
    /** Width 24 in 6 heads of 4 on 2 key/value heads, 3 layers, 300 tokens, context 40, its own classifier. */
    private static final LlamaShape TINY = new LlamaShape(24, 40, 3, 6, 2, 300, 40, true);

    /**
     * What the authors' program writes with this checkpoint at temperature 0.
     * <b>Source:</b> karpathy/llama2.c, test_all.py, expected_stdout.
     */
    private static final String STORY =
            "Once upon a time, there was a little girl named Lily. She loved to play outside in the park. One day, she"
                    + " saw a big, red ball. She wanted to play with it, but it was too high.\nLily's mom said, \"Lily,"
                    + " let's go to the park.\" Lily was sad and didn't know what to do. She said, \"I want to play with"
                    + " your ball, but I can't find it.\"";

    @TempDir
    private Path folder;

    @Test
    void tinyDecodersComputeWhatASecondImplementationComputes() {
        for (long seed = 1; seed <= 5; seed++) {
            for (boolean hasOwnClassifier : new boolean[] {true, false}) {
                LlamaShape shape = new LlamaShape(24, 40, 3, 6, 2, 300, 40, hasOwnClassifier);
                byte[] checkpoint = TinyLlama.checkpoint(shape, seed);
                Path model = write("model.bin", checkpoint);
                Path tokenizer = write("tok.bin", TinyLlama.tokenizer(300));
                AttentionTrace trace = LlamaCapture.capture(request(model, tokenizer, "abc hgf", 12))
                        .trace();
                compare(trace, checkpoint, tokenizer, "abc hgf", "seed " + seed);
            }
        }
    }

    @Test
    void prefillAndStepsAreCounted() {
        CapturedTrace captured = LlamaCapture.capture(request(model(), tokenizer(), "abc", 12));
        AttentionTrace trace = captured.trace();
        // Start token, space, "ab", "c": the pair merged.
        assertEquals(4, trace.shape().prefillCount());
        assertTrue(trace.shape().decodeStepCount() <= 12);
        assertEquals(4 + trace.shape().decodeStepCount(), trace.queryCount());
        assertEquals(trace.queryCount(), trace.keyCount());
        assertTrue(trace.isCausal());
        assertEquals(2, trace.kvHeadCount());
        assertEquals("model-4-" + trace.shape().decodeStepCount(), trace.name());
        assertTrue(captured.figures().modelDifference() < 1e-6, captured.toString());
        assertTrue(captured.figures().modelRowSumError() < 1e-6, captured.toString());
    }

    @Test
    void nothingButAPrefillIsATraceWithoutSteps() {
        AttentionTrace trace =
                LlamaCapture.capture(request(model(), tokenizer(), "a", 0)).trace();
        assertEquals(0, trace.shape().decodeStepCount());
        assertEquals(3, trace.queryCount());
    }

    @Test
    void theStoryIsTheAuthors() throws IOException {
        Path data = referenceData();
        Path model = data.resolve("stories260K.bin");
        Path tokenizer = data.resolve("tok512.bin");
        CapturedTrace captured = LlamaCapture.capture(request(model, tokenizer, "", 160));
        assertTrue(
                captured.trace().description().source().startsWith(STORY),
                captured.trace().description().source());
        assertEquals(160, captured.trace().shape().decodeStepCount());
        assertTrue(captured.figures().modelDifference() < 1e-4, captured.toString());
        assertTrue(captured.figures().modelRowSumError() < 1e-5, captured.toString());
        CapturedTrace prompted = LlamaCapture.capture(request(model, tokenizer, "One day, Tom saw a cat", 40));
        compare(prompted.trace(), Files.readAllBytes(model), tokenizer, "One day, Tom saw a cat", "stories260K");
    }

    @Test
    void theSampleIsThisCapture() {
        Path data = referenceData();
        AttentionTrace sample = TraceFiles.open("sample:stories260k-robot");
        LlamaRequest request = request(
                data.resolve("stories260K.bin"),
                data.resolve("tok512.bin"),
                "Once upon a time there was a robot who wanted to see the sea. Every morning it asked the birds",
                160);
        AttentionTrace again = LlamaCapture.capture(request).trace();
        assertEquals(sample.shape(), again.shape());
        assertEquals(sample.description().source(), again.description().source());
        for (int layer = 0; layer < sample.layerCount(); layer++) {
            assertArrayEquals(sample.query(layer, 7), again.query(layer, 7), 1e-3f, "layer " + layer);
            assertArrayEquals(sample.value(layer, 7), again.value(layer, 7), 1e-3f, "layer " + layer);
        }
    }

    @Test
    void longerThanTheContextIsAnErrorWithTheWayOut() {
        InputException e = assertThrows(
                InputException.class,
                () -> LlamaCapture.capture(request(model(), tokenizer(), "a b c d e f g h a b", 30)));
        assertTrue(
                e.getMessage()
                        .endsWith("model.bin takes at most 40 tokens; give a shorter prompt, fewer steps or --truncate"
                                + " 10"),
                e.getMessage());
    }

    @Test
    void wrongFilesAreNamedWithTheOffset() {
        byte[] checkpoint = TinyLlama.checkpoint(TINY, 1);
        Path cut = write("cut.bin", Arrays.copyOf(checkpoint, checkpoint.length - 4));
        refused(
                cut,
                tokenizer(),
                "cut.bin: a llama2.c checkpoint with dim 24, hidden_dim 40, 3 layers, 300 tokens, as"
                        + " the header at offset 0 says, has " + checkpoint.length + " bytes, the file has "
                        + (checkpoint.length - 4) + "; is it cut off?");
        byte[] newer = checkpoint.clone();
        System.arraycopy(new byte[] {0x32, 0x34, 0x6b, 0x61, 2, 0, 0, 0}, 0, newer, 0, 8);
        refused(
                write("newer.bin", newer),
                tokenizer(),
                "newer.bin: offset 4: expected a llama2.c checkpoint of version"
                        + " 0, found version 2; export it with export.py --version 0");
        refused(
                write("short.bin", new byte[9]),
                tokenizer(),
                "short.bin: expected a llama2.c checkpoint with a header" + " of 28 bytes, the file has 9");
        byte[] odd = checkpoint.clone();
        odd[12] = 5;
        refused(
                write("odd.bin", odd),
                tokenizer(),
                "odd.bin: header of a llama2.c checkpoint (offset 0 to 27): dim ="
                        + " 24 and n_heads = 5: expected an even number of elements a head (RoPE turns them in pairs)");
        byte[] huge = checkpoint.clone();
        Arrays.fill(huge, 0, 12, (byte) 0x7e);
        refused(write("huge.bin", huge), tokenizer(), "huge.bin: ");
    }

    @Test
    void aTokenizerOfAnotherModelIsNamed() {
        refused(
                model(),
                write("small.bin", TinyLlama.tokenizer(280)),
                "expected score and length of token 280 of a"
                        + " llama2.c tokenizer of 300 tokens, found the end of the file; does the tokenizer belong to this"
                        + " model?");
        refused(
                model(),
                write("large.bin", TinyLlama.tokenizer(301)),
                "expected the end after the 300 tokens that the" + " checkpoint has, found ");
    }

    @Test
    void tokenizersWriteWhatTheyRead() {
        LlamaTokenizer tokenizer = LlamaTokenizer.of(ByteSource.memory("tok", TinyLlama.tokenizer(400)), 400);
        for (String text : List.of("", "a", "abcdefgh", "hello world", "Grüße, 世界 🙂", "  two  spaces\n")) {
            assertEquals(text, tokenizer.decode(tokenizer.encode(text)), text);
        }
        assertEquals(List.of(1), tokenizer.encode(""));
    }

    /** Queries, keys and values against the second implementation, and that every generated token is its likeliest. */
    private static void compare(AttentionTrace trace, byte[] checkpoint, Path tokenizer, String prompt, String place) {
        int vocabulary = Math.abs(java.nio.ByteBuffer.wrap(checkpoint)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .getInt(20));
        List<Integer> promptTokens;
        try (ByteSource source = ByteSource.file(tokenizer)) {
            promptTokens = LlamaTokenizer.of(source, vocabulary).encode(prompt);
        }
        int[] tokens = Arrays.copyOf(promptTokens.stream().mapToInt(i -> i).toArray(), trace.queryCount());
        for (int t = promptTokens.size(); t < tokens.length; t++) {
            double[] logits = new NaiveLlama(checkpoint, Arrays.copyOf(tokens, t)).logits[t - 1];
            for (int i = 0; i < logits.length; i++) {
                tokens[t] = logits[i] > logits[tokens[t]] ? i : tokens[t];
            }
        }
        NaiveLlama naive = new NaiveLlama(checkpoint, tokens);
        int group = trace.headCount() / trace.kvHeadCount();
        for (int layer = 0; layer < trace.layerCount(); layer++) {
            for (int head = 0; head < trace.headCount(); head++) {
                String where = place + ", layer " + layer + ", head " + head;
                near(naive.queries[layer], head, trace.query(layer, head), trace.headDim(), where);
                near(naive.keys[layer], head / group, trace.key(layer, head), trace.headDim(), where);
                near(naive.values[layer], head / group, trace.value(layer, head), trace.headDim(), where);
            }
        }
    }

    private static void near(double[][] expected, int head, float[] found, int headDim, String place) {
        for (int i = 0; i < found.length; i++) {
            assertEquals(expected[i / headDim][head * headDim + i % headDim], found[i], 1e-3, place + ", element " + i);
        }
    }

    private Path model() {
        return write("model.bin", TinyLlama.checkpoint(TINY, 1));
    }

    private Path tokenizer() {
        return write("tok.bin", TinyLlama.tokenizer(300));
    }

    private Path write(String name, byte[] bytes) {
        try {
            return Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static LlamaRequest request(Path model, Path tokenizer, String prompt, int steps) {
        return new LlamaRequest(model, tokenizer, prompt, steps, Integer.MAX_VALUE, "", StoredPrecision.FP32, "a test");
    }

    private static void refused(Path model, Path tokenizer, String message) {
        InputException e =
                assertThrows(InputException.class, () -> LlamaCapture.capture(request(model, tokenizer, "a", 1)));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    /** The folder with third-party reference data, or the test is skipped with the reason. */
    private static Path referenceData() {
        String named = System.getenv("TESSERA_REFERENCE_DATA");
        for (Path folder : List.of(Path.of(named == null ? "../shared/data" : named), Path.of("../../shared/data"))) {
            if (Files.isRegularFile(folder.resolve("stories260K.bin"))) {
                return folder;
            }
        }
        Assumptions.abort("no stories260K.bin: set TESSERA_REFERENCE_DATA to the folder of the reference data");
        throw new IllegalStateException("unreachable");
    }
}
