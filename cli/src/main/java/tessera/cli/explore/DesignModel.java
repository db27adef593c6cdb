package tessera.cli.explore;

import java.util.List;
import java.util.Map;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.store.Level;
import tessera.cli.explore.store.Outcome;

/** What a point of a space costs. Deterministic; called from many threads at once. */
public interface DesignModel {
    /** Names of the figures of every outcome, in order. */
    List<String> figures();

    /** Figures of a design at a level of fidelity, constraints judged. */
    Outcome evaluate(long point, Level level);

    /** Why a design cannot be built, for outcomes that are {@link Outcome#REFUSED}; empty if it can. */
    String refusal(long point);

    /** The model of a space that differs from this one's in its parameters alone. */
    default DesignModel over(Space other) {
        return DesignModels.of(other);
    }

    /**
     * What every unit of a design was doing in the cycle model, {@code unit.cause} to cycles, added up over all workloads
     * (not weighted); runs the cycle model. Empty if the model cannot tell, or the design cannot be built.
     */
    default Map<String, Long> stalls(long point) {
        return Map.of();
    }
}
