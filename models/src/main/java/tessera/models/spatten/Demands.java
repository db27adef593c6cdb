package tessera.models.spatten;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tessera.models.machine.SpAttenParams;
import tessera.models.spatten.RecordedLayer.KeyFetch;

/**
 * What a machine must have to execute recorded work, in numbers.
 *
 * @param keys that the key buffer must hold
 * @param values that the value buffer must hold
 * @param rankedScores that the top-k engine must hold
 * @param widestBits that the multipliers must take
 * @param elementBits widths that the fetcher must know
 */
record Demands(int headDim, long keys, long values, int rankedScores, int widestBits, Set<Integer> elementBits) {
    Demands {
        elementBits = Set.copyOf(elementBits);
    }

    /** Of lists whose values may all be used: what {@link TraceFit} checks list by list. */
    static Demands of(int headDim, List<RecordedLayer> layers) {
        long keys = 0;
        int ranked = 0;
        int widest = 0;
        Set<Integer> bits = new TreeSet<>();
        for (RecordedLayer layer : layers) {
            for (KeyFetch list : layer.lists()) {
                int count = list.indices().length;
                keys = Math.max(keys, count);
                ranked = Math.max(ranked, list.isRanked() ? count : 0);
                widest = Math.max(widest, list.bits().widest());
                bits.add(list.bits().key());
                bits.add(list.bits().value());
            }
        }
        return new Demands(headDim, keys, keys, ranked, widest, bits);
    }

    boolean areMetBy(SpAttenParams machine) {
        return headDim <= machine.maxHeadDim()
                && keys <= machine.keyCapacity(headDim)
                && values <= machine.valueCapacity(headDim)
                && rankedScores <= machine.topK().capacity()
                && widestBits <= machine.multiplierBits()
                && machine.elementBits().containsAll(elementBits);
    }
}
