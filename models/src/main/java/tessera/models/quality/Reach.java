package tessera.models.quality;

import java.util.BitSet;
import java.util.TreeMap;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.mask.TokenMask;

/**
 * The receptive field: token j has reached token i after layer l if i attends, in any head of layer l, to a token that j had
 * reached before, or had reached i itself (the residual stream carries it on).
 */
final class Reach {
    private final AttentionShape shape;
    private final TreeMap<Integer, TokenMask> layers = new TreeMap<>();

    Reach(AttentionShape shape) {
        this.shape = shape;
    }

    void add(int layer, TokenMask mask) {
        layers.computeIfAbsent(layer, unused -> new TokenMask(shape)).add(mask);
    }

    /** Mean over tokens of reached / visible after all layers. */
    double share() {
        int count = shape.keyCount();
        BitSet[] reached = new BitSet[count];
        for (int i = 0; i < count; i++) {
            reached[i] = new BitSet(count);
            reached[i].set(i);
        }
        for (TokenMask mask : layers.values()) {
            BitSet[] next = new BitSet[count];
            for (int i = 0; i < count; i++) {
                next[i] = (BitSet) reached[i].clone();
                for (int key : mask.keys(i)) {
                    next[i].or(reached[key]);
                    if (next[i].cardinality() == shape.visibleKeys(i)) {
                        break;
                    }
                }
            }
            reached = next;
        }
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += (double) reached[i].cardinality() / shape.visibleKeys(i);
        }
        return sum / count;
    }
}
