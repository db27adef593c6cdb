package tessera.models.pattern;

import java.util.List;
import java.util.Random;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.AttentionTraceBuilder;
import tessera.traces.trace.TraceDescription;
import tessera.traces.trace.TraceShape;

/** Small seeded causal traces whose query heads share key/value heads. */
final class GroupedTraces {
    private GroupedTraces() {}

    static AttentionTrace of(int layers, int heads, int kvHeads, int tokens, int headDim, long seed) {
        TraceShape shape = new TraceShape(layers, heads, kvHeads, tokens, tokens, headDim, List.of(tokens), true);
        AttentionTraceBuilder builder = new AttentionTraceBuilder(shape, TraceDescription.named("grouped-" + seed));
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
            tensor[i] = (float) random.nextGaussian();
        }
        return tensor;
    }
}
