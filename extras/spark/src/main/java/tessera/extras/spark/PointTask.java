package tessera.extras.spark;

import org.apache.spark.api.java.function.Function;

/** What an executor does with a chunk. */
final class PointTask implements Function<Chunk, ChunkResult> {
    private static final long serialVersionUID = 1;

    private final ModelRecipe recipe;

    PointTask(ModelRecipe recipe) {
        this.recipe = recipe;
    }

    @Override
    public ChunkResult call(Chunk chunk) {
        String host = Preflight.here();
        try {
            return ChunkResult.of(HeldModel.of(recipe), chunk, host);
        } catch (RuntimeException e) {
            return ChunkResult.failed(Trouble.of(e), host);
        }
    }
}
