package tessera.traces.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import tessera.traces.trace.TraceShape;

/**
 * A recipe for every head of every layer, {@code [layer][head]}.
 *
 * @param recipes what each head looks at
 */
public record SyntheticModel(List<List<HeadRecipe>> recipes) {
    public SyntheticModel {
        recipes = recipes.stream().map(List::copyOf).toList();
    }

    /**
     * All heads after one recipe, each strength multiplied by exp(diversity x normal) of its own. The heads that read one
     * key/value head share a radius.
     */
    public static SyntheticModel of(TraceShape shape, HeadRecipe recipe, double diversity, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int group = shape.headCount() / shape.kvHeadCount();
        List<List<HeadRecipe>> recipes = new ArrayList<>();
        for (int layer = 0; layer < shape.layerCount(); layer++) {
            List<HeadRecipe> heads = new ArrayList<>();
            double radiusFactor = 1;
            for (int head = 0; head < shape.headCount(); head++) {
                double[] factors = new double[7];
                for (int i = 0; i < factors.length; i++) {
                    factors[i] = Math.exp(diversity * random.nextGaussian());
                }
                radiusFactor = head % group == 0 ? factors[4] : radiusFactor;
                factors[4] = radiusFactor;
                heads.add(recipe.scaled(factors));
            }
            recipes.add(heads);
        }
        return new SyntheticModel(recipes);
    }

    HeadRecipe recipe(int layer, int head) {
        return recipes.get(layer).get(head);
    }
}
