package tessera.models.pattern.compose;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import tessera.models.pattern.input.HeadValues;
import tessera.models.pattern.input.PlanInput;
import tessera.models.pattern.mask.TokenMask;
import tessera.models.plan.Phase;

/**
 * What a choice may look at, and what heads of a layer have worked out together.
 *
 * @param input all heads
 * @param layer of the head
 * @param head the head
 * @param phase how the mask will be executed
 * @param kept what is attended to in any case
 * @param noise relative size of Gaussian noise on scores
 * @param seed of everything random
 * @param shared results of this layer, by what asked for them and for which group of heads
 */
record ChoiceContext(
        PlanInput input,
        int layer,
        int head,
        Phase phase,
        TokenMask kept,
        double noise,
        long seed,
        Map<Object, Object> shared) {
    static Map<Object, Object> nothingShared() {
        return new HashMap<>();
    }

    HeadValues values() {
        return input.head(layer, head);
    }

    /** What is stored under the key, made first if it is not there. */
    <T> T shared(Object key, Class<T> type, Supplier<T> make) {
        Object known = shared.get(key);
        if (known == null) {
            known = make.get();
            shared.put(key, known);
        }
        return type.cast(known);
    }
}
