package tessera.traces.llama;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tessera.traces.capture.CapturedTrace;
import tessera.traces.check.InputException;
import tessera.traces.npy.ByteSource;
import tessera.traces.npy.Sha256;
import tessera.traces.tensor.StoredPrecision;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.TraceDescription;

/**
 * Captures a causal decoder: the prompt (the prefill), then one token after the other, each the likeliest next one
 * (decode steps). The trace is causal, with as many keys as queries: step t reads the keys of all tokens before it.
 */
public final class LlamaCapture {
    private final LlamaRequest request;
    private final LlamaCheckpoint checkpoint;
    private final LlamaTokenizer tokenizer;
    private final String checksums;

    private LlamaCapture(LlamaRequest request, ByteSource model, ByteSource tokenizer) {
        this.request = request;
        this.checkpoint = LlamaCheckpoint.of(model);
        this.tokenizer = LlamaTokenizer.of(tokenizer, checkpoint.shape().vocabularySize());
        this.checksums = "weights SHA-256 " + Sha256.of(model) + ", tokenizer SHA-256 " + Sha256.of(tokenizer);
    }

    /**
     * Runs the model and keeps its attention. It ends early where the model ends its text.
     *
     * @throws InputException if a file is not what it should be, or prompt and steps are longer than the model's context
     */
    public static CapturedTrace capture(LlamaRequest request) {
        long start = System.nanoTime();
        try (ByteSource model = ByteSource.file(request.model());
                ByteSource tokenizer = ByteSource.file(request.tokenizer())) {
            return new LlamaCapture(request, model, tokenizer).run(start);
        }
    }

    private CapturedTrace run(long start) {
        List<Integer> tokens = new ArrayList<>(prompt());
        int promptCount = tokens.size();
        int capacity = promptCount + request.stepCount();
        AttentionRecorder recorder = new AttentionRecorder(checkpoint.shape(), capacity);
        LlamaDecoder decoder = new LlamaDecoder(checkpoint, capacity, recorder);
        long loaded = System.nanoTime();
        for (int position = 0; position < tokens.size() && position < capacity; position++) {
            int next = largest(decoder.step(tokens.get(position), position));
            boolean isEnd = next == LlamaTokenizer.START || next == LlamaTokenizer.END;
            if (position == tokens.size() - 1 && !isEnd) {
                tokens.add(next);
            }
        }
        // The last token generated has not been read by the model: it is text, but not in the trace.
        int tokenCount = Math.min(tokens.size(), capacity);
        int stepCount = tokenCount - promptCount;
        long done = System.nanoTime();
        TraceDescription description = describe(tokens, promptCount, stepCount);
        AttentionTrace exact = recorder.trace(decoder, tokenCount, stepCount, description, StoredPrecision.FP32);
        AttentionTrace stored = request.precision() == StoredPrecision.FP32
                ? exact
                : recorder.trace(decoder, tokenCount, stepCount, description, request.precision());
        return new CapturedTrace(
                stored,
                new CapturedTrace.Figures(
                        recorder.difference(exact),
                        recorder.difference(stored),
                        recorder.rowSumError(),
                        (loaded - start) * 1e-9,
                        (done - loaded) * 1e-9));
    }

    private List<Integer> prompt() {
        List<Integer> tokens;
        try {
            tokens = tokenizer.encode(request.prompt());
        } catch (InputException e) {
            throw e.at("prompt");
        }
        if (tokens.size() > request.promptLimit()) {
            tokens = tokens.subList(0, request.promptLimit());
        }
        int context = checkpoint.shape().contextTokens();
        if (tokens.size() > context - request.stepCount()) {
            throw new InputException(tokens.size() + " tokens of the prompt and " + request.stepCount() + " steps: "
                    + request.model() + " takes at most " + context + " tokens; give "
                    + (request.stepCount() < context
                            ? "a shorter prompt, fewer steps or --truncate " + (context - request.stepCount())
                            : "fewer steps"));
        }
        return tokens;
    }

    private TraceDescription describe(List<Integer> tokens, int promptCount, int stepCount) {
        String model = String.valueOf(request.model().getFileName()).replaceFirst("\\.[^.]*$", "");
        String name = request.traceName().isEmpty() ? model + "-" + promptCount + "-" + stepCount : request.traceName();
        String text = tokenizer.decode(tokens);
        String provenance = "llama2.c checkpoint; " + checksums + ", prompt SHA-256 "
                + Sha256.of(request.prompt().getBytes(StandardCharsets.UTF_8)) + "; " + promptCount
                + " tokens of prompt and " + stepCount + " decode steps, likeliest token each";
        return new TraceDescription(name, model, text, provenance, request.command());
    }

    private static int largest(float[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            if (scores[i] > scores[best]) {
                best = i;
            }
        }
        return best;
    }
}
