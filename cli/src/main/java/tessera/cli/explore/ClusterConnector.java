package tessera.cli.explore;

import java.util.function.Consumer;
import tessera.cli.explore.space.Space;

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
     * @throws tessera.traces.check.ToolException if there is no such master, no executor, or no Spark
     */
    PointExecutor connect(String master, String file, Space space, Consumer<String> notes);
}
