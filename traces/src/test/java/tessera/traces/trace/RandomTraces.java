package tessera.traces.trace;

import java.util.List;
import java.util.SplittableRandom;
import tessera.traces.tensor.StoredPrecision;

/** Small random traces for tests: the same seed, the same trace. */
public final class RandomTraces {
    private RandomTraces() {}

    /** A trace of random shape, grouped heads, causal (then with decode steps or without) or not, in this precision. */
    public static AttentionTrace any(long seed, StoredPrecision precision) {
        SplittableRandom random = new SplittableRandom(seed);
        int kvHeads = 1 + random.nextInt(3);
        int queries = 1 + random.nextInt(9);
        int keys = queries + random.nextInt(9);
        boolean causal = (seed & 1) == 0;
        TraceShape shape = new TraceShape(
                1 + random.nextInt(3),
                kvHeads * (1 + random.nextInt(3)),
                kvHeads,
                queries,
                keys,
                1 + random.nextInt(8),
                List.of(keys),
                causal,
                causal ? random.nextInt(queries + 1) : 0);
        return of(shape, precision, random);
    }

    /** A trace of this shape with elements of mean 0 and deviation 2. */
    public static AttentionTrace of(TraceShape shape, StoredPrecision precision, SplittableRandom random) {
        TraceDescription description =
                new TraceDescription("random", "none", "a \"text\"\nof two lines, é", "seeded", "a test");
        AttentionTraceBuilder builder = new AttentionTraceBuilder(shape, description, precision);
        for (int layer = 0; layer < shape.layerCount(); layer++) {
            builder.addLayer(
                    normal(shape.queryElements(), random),
                    normal(shape.keyElements(), random),
                    normal(shape.keyElements(), random));
        }
        return builder.build();
    }

    private static float[] normal(int count, SplittableRandom random) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            // Sum of twelve uniforms: mean 6, deviation 1.
            double sum = -6;
            for (int j = 0; j < 12; j++) {
                sum += random.nextDouble();
            }
            values[i] = (float) (2 * sum);
        }
        return values;
    }
}
