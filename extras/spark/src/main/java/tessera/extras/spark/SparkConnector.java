package tessera.extras.spark;

import java.util.function.Consumer;
import tessera.cli.explore.ClusterConnector;
import tessera.cli.explore.PointExecutor;
import tessera.cli.explore.space.Space;
import tessera.traces.check.ToolException;

/** The way to Spark; Spark's own classes are first touched in {@link Connection}, so that their lack can be told. */
public final class SparkConnector implements ClusterConnector {
    @Override
    public PointExecutor connect(String master, String file, Space space, Consumer<String> notes) {
        try {
            return Connection.open(master, SpaceRecipe.of(file, space), notes);
        } catch (NoClassDefFoundError e) {
            throw new ToolException(
                    "Spark's jars are not on the class path (" + e.getMessage()
                            + " is missing); start with ./tessera explore --spark, which fetches them, or with spark-submit",
                    e);
        }
    }
}
