package tessera.extras.spark;

import java.io.Serializable;
import java.util.Map;
import tessera.cli.explore.DesignModel;

/** How an executor makes the model that the driver has: small, sent with every task, equal if the models are. */
interface ModelRecipe extends Serializable {
    /**
     * Makes the model.
     *
     * @throws tessera.traces.check.InputException if a file that it needs is missing or wrong here
     */
    DesignModel build();

    /** SHA-256 of each file that a point's outcome depends on, as it is on this machine, by what it is. */
    Map<String, String> digests();
}
