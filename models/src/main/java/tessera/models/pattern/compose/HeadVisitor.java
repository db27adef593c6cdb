package tessera.models.pattern.compose;

import java.util.Optional;
import tessera.models.pattern.mask.TokenMask;
import tessera.models.plan.HeadPlan;

/** Is shown every head as it is planned. */
@FunctionalInterface
public interface HeadVisitor {
    /**
     * One planned head.
     *
     * @param attended the pairs one by one; empty for heads of shapes without values, and for skipped heads
     */
    void head(int layer, int head, HeadPlan plan, Optional<Attended> attended);

    /**
     * What a head attends to.
     *
     * @param mask pairs
     * @param keys the keys that it sees instead of the trace's own, {@code [key][headDim]}; empty for those
     */
    record Attended(TokenMask mask, Optional<float[]> keys) {
        /** The trace's own keys. */
        public Attended(TokenMask mask) {
            this(mask, Optional.empty());
        }
    }
}
