package tessera.extras.spark;

import tessera.cli.explore.DesignModel;

/**
 * The model that this process evaluates points with: made once, shared by all tasks. Static because Spark gives tasks no
 * other place that outlives them; it caches and decides nothing.
 */
final class HeldModel {
    private static ModelRecipe recipe;
    private static DesignModel model;

    private HeldModel() {}

    static synchronized DesignModel of(ModelRecipe wanted) {
        if (!wanted.equals(recipe)) {
            model = wanted.build();
            recipe = wanted;
        }
        return model;
    }
}
