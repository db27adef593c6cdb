package tessera.traces.format;

import java.util.List;
import tessera.traces.check.Nearest;
import tessera.traces.trace.AttentionTrace;

/** Every bundled trace, in the order in which {@code tessera list traces} prints them. */
public final class Samples {
    public static final List<Sample> ALL = List.of(
            new Sample(
                    "minilm-declaration-214",
                    "encoder, 6 layers x 12 heads x 214 tokens, head dim 32, int8",
                    "all-MiniLM-L6-v2 (Apache-2.0) on the Declaration of Independence (public domain); traces/samples/README.md",
                    "captured; probabilities within 0.06 of the model's own (int8), tested"),
            new Sample(
                    "stories260k-robot",
                    "causal decoder, 5 layers x 8 heads (4 key/value heads), 42 tokens at once, then 144 decode steps, fp32",
                    "stories260K (MIT) on a prompt of ours; traces/samples/README.md",
                    "captured; probabilities within 3e-6 of the model's own; captured again by a test where the model is"),
            new Sample(
                    "vit-shapes-256",
                    "vision transformer, 2 layers x 4 heads x 16 x 16 patches, head dim 16, fp32",
                    "a tiny model of ours, trained by traces/samples/vision/TinyVit.java; traces/samples/README.md",
                    "captured; probabilities within 2e-7 of the model's own"));

    private Samples() {}

    public static List<String> names() {
        return ALL.stream().map(Sample::name).toList();
    }

    /** Reads the sample of this name, or throws an input error with the nearest one. */
    public static AttentionTrace open(String name) {
        return ALL.stream()
                .filter(sample -> sample.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Nearest.unknown("sample", name, names()))
                .read();
    }
}
