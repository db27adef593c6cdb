package tessera.models.spatten;

import java.util.List;
import tessera.models.machine.SpAttenParams;

/** Where the keys and values of recorded lists lie in memory. */
@FunctionalInterface
interface Placement {
    /** The lists of one layer with their addresses on a machine. */
    List<Load> loads(List<RecordedLayer> layers, int layer, boolean isResident, SpAttenParams machine);
}
