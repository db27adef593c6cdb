package tessera.sim.spatten;

import java.util.Map;
import tessera.models.energy.ActionCounts;

/**
 * One layer of a trace on the machine.
 *
 * @param layer from 0
 * @param keptTokens key tokens that survive into it
 * @param keptHeads heads that survive into it
 * @param rows queries executed, over all heads
 * @param refetchedRows of those, the ones whose low key bits were fetched
 * @param cycles from the layer's first fetch to its last output and ranking; layers run one after the other
 * @param lowerBoundCycles of the layer alone
 * @param serialCycles of the layer alone
 * @param bottleneck unit that decides the lower bound
 * @param dramRequests bursts read
 * @param dramReadBytes of those
 * @param energyPj counts times {@link tessera.models.spatten.SpAttenEnergy#table}
 * @param keptMass share of the dense probability that lies on values used; mean over the rows executed
 * @param outputError ‖O − O'‖ / ‖O‖ over the rows executed: O dense in floating point, O' the machine's
 * @param rankOverlap share of the kept tokens that dense attention in floating point would have kept too, had it ranked by the
 *     probabilities of the layers before; 1 where all are kept
 * @param executedFlops on the keys and values used
 * @param actions what was done, to be priced
 * @param isGolden whether every decision, output and survivor equals the golden functions'
 * @param stalls cycles of every unit by what it was doing
 */
public record CascadeLayer(
        int layer,
        int keptTokens,
        int keptHeads,
        int rows,
        int refetchedRows,
        long cycles,
        long lowerBoundCycles,
        long serialCycles,
        String bottleneck,
        long dramRequests,
        long dramReadBytes,
        double energyPj,
        double keptMass,
        double outputError,
        double rankOverlap,
        long executedFlops,
        ActionCounts actions,
        boolean isGolden,
        Map<String, Long> stalls) {
    public CascadeLayer {
        stalls = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(stalls));
    }
}
