package tessera.models.layer;

import java.util.List;
import tessera.models.pattern.input.AttentionShape;
import tessera.traces.check.InputException;
import tessera.traces.check.Nearest;

/**
 * A transformer as its attention's surroundings see it. Norms, activations, embeddings of inputs and modulation are not
 * counted: below one percent each at these widths. <b>Source:</b> each model's public configuration.
 *
 * @param name as on the command line
 * @param layers transformer blocks
 * @param heads query heads
 * @param kvHeads key/value heads
 * @param headDim of each
 * @param width of the residual stream
 * @param ffnWidth hidden units of the feed-forward layer
 * @param ffnMatrices 2, or 3 where it is gated
 * @param vocabulary entries of the embedding; 0 for none
 * @param layout tokens of a typical problem
 * @param isCausal whether it decodes
 */
public record LayerModel(
        String name,
        int layers,
        int heads,
        int kvHeads,
        int headDim,
        int width,
        int ffnWidth,
        int ffnMatrices,
        int vocabulary,
        List<Integer> layout,
        boolean isCausal) {
    /** What a model text starts with on the command line. */
    public static final String PREFIX = "model:";

    /** Every model. Adding one: one line here. */
    public static final List<LayerModel> ALL = List.of(
            new LayerModel("llama-3.1-8b", 32, 32, 8, 128, 4096, 14336, 3, 128256, List.of(32768), true),
            new LayerModel("llama-2-7b", 32, 32, 32, 128, 4096, 11008, 3, 32000, List.of(4096), true),
            new LayerModel("qwen2.5-7b", 28, 28, 4, 128, 3584, 18944, 3, 152064, List.of(32768), true),
            new LayerModel("hunyuan-video", 60, 24, 24, 128, 3072, 12288, 2, 0, List.of(33, 45, 80), false),
            new LayerModel("wan-2.1-14b", 40, 40, 40, 128, 5120, 13824, 2, 0, List.of(21, 45, 80), false),
            new LayerModel("cosmos-7b", 28, 32, 32, 128, 4096, 16384, 2, 0, List.of(16, 44, 80), false),
            new LayerModel("flux", 57, 24, 24, 128, 3072, 12288, 2, 0, List.of(256, 256), false),
            new LayerModel("bert-base", 12, 12, 12, 64, 768, 3072, 2, 30522, List.of(384), false),
            new LayerModel("bert-large", 24, 16, 16, 64, 1024, 4096, 2, 30522, List.of(384), false),
            new LayerModel("gpt2-small", 12, 12, 12, 64, 768, 3072, 2, 50257, List.of(1024), true),
            new LayerModel("gpt2-medium", 24, 16, 16, 64, 1024, 4096, 2, 50257, List.of(1024), true),
            new LayerModel("deit-base", 12, 12, 12, 64, 768, 3072, 2, 0, List.of(197), false));

    public LayerModel {
        layout = List.copyOf(layout);
    }

    public static List<String> names() {
        return ALL.stream().map(LayerModel::name).toList();
    }

    public static LayerModel find(String name) {
        return ALL.stream()
                .filter(model -> model.name.equals(name))
                .findFirst()
                .orElseThrow(() -> Nearest.unknown("model", name, names()));
    }

    /** Reads {@code model:NAME} or {@code model:NAME,tokens=N}. */
    public static LayerModel parse(String text) {
        String[] parts = text.substring(PREFIX.length()).split(",", 2);
        LayerModel model = find(parts[0]);
        if (parts.length == 1) {
            return model;
        }
        if (!parts[1].matches("tokens=[1-9][0-9]{0,8}")) {
            throw new InputException("'" + text + "': expected model:NAME or model:NAME,tokens=N, for example"
                    + " model:llama-3.1-8b,tokens=131072");
        }
        return model.withTokens(Integer.parseInt(parts[1].substring("tokens=".length())));
    }

    private LayerModel withTokens(int tokens) {
        return new LayerModel(
                name,
                layers,
                heads,
                kvHeads,
                headDim,
                width,
                ffnWidth,
                ffnMatrices,
                vocabulary,
                List.of(tokens),
                isCausal);
    }

    public int tokens() {
        return layout.stream().reduce(1, Math::multiplyExact);
    }

    /** Its attention, all layers. */
    public AttentionShape shape() {
        int tokens = tokens();
        return new AttentionShape(
                PREFIX + name + ",tokens=" + tokens, layers, heads, kvHeads, tokens, tokens, headDim, layout, isCausal);
    }

    /** Weights of one block: query, key, value and output projections, and the feed-forward layer. */
    public long blockWeights() {
        long attention = (long) width * headDim * (2L * heads + 2L * kvHeads);
        return attention + (long) ffnMatrices * width * ffnWidth;
    }

    /** All weights, the embedding once. */
    public long weights() {
        return layers * blockWeights() + (long) vocabulary * width;
    }

    /** Bytes of keys and values that one token leaves in the cache, 16 bits an element. */
    public long cacheBytesPerToken() {
        return 4L * layers * kvHeads * headDim;
    }
}
