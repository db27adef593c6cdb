package tessera.models.golden;

import java.util.List;
import java.util.Random;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.AttentionTraceBuilder;
import tessera.traces.trace.TraceDescription;
import tessera.traces.trace.TraceShape;

/** Small seeded traces for tests. */
public final class RandomTraces {
    private RandomTraces() {}

    public static AttentionTrace selfAttention(
            int layers, int heads, int tokens, int headDim, boolean causal, long seed) {
        TraceShape shape = new TraceShape(layers, heads, heads, tokens, tokens, headDim, List.of(tokens), causal);
        AttentionTraceBuilder builder = new AttentionTraceBuilder(shape, TraceDescription.named("random-" + seed));
        Random random = new Random(seed);
        for (int layer = 0; layer < layers; layer++) {
            builder.addLayer(
                    tensor(random, shape.queryElements()),
                    tensor(random, shape.keyElements()),
                    tensor(random, shape.keyElements()));
        }
        return builder.build();
    }

    private static float[] tensor(Random random, int elements) {
        float[] tensor = new float[elements];
        for (int i = 0; i < elements; i++) {
            tensor[i] = (float) random.nextGaussian() * 2;
        }
        return tensor;
    }
}
