package tessera.cli.explore;

import java.util.ServiceLoader;
import java.util.function.Consumer;
import tessera.cli.explore.space.Space;
import tessera.traces.check.ToolException;

/** Finds executors beyond this process; provided by {@code extras/spark}. */
public interface ClusterConnector {
    /**
     * Connects to a cluster and checks on every executor that it has what the space needs.
     *
     * @param master {@code spark://HOST:PORT}, {@code local[N]} or another master as Spark names it
     * @param file the space's file, for messages
     * @param notes gets a sentence when something happened that a person may want to know, such as a lost executor
     * @throws tessera.traces.check.InputException if an executor lacks a workload or has another one: with its host, the
     *     file and the fix
     * @throws ToolException if there is no such master, no executor, or no Spark
     */
    PointExecutor connect(String master, String file, Space space, Consumer<String> notes);

    /** The connector on the class path; a {@link ToolException} if there is none. */
    static ClusterConnector find() {
        return ServiceLoader.load(ClusterConnector.class)
                .findFirst()
                .orElseThrow(() -> new ToolException(
                        "--spark needs an optional part (extras/spark) that is not on the class path; start with"
                                + " ./tessera explore, which builds it"));
    }
}
