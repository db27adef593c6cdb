package tessera.extras.spark;

import java.util.ArrayList;
import java.util.List;
import tessera.cli.Tessera;
import tessera.traces.check.ToolException;

/** What {@code spark-submit} starts: {@code tessera explore} with the arguments given, on the master that it was given. */
public final class Submitted {
    private Submitted() {}

    public static void main(String[] arguments) {
        String master = System.getProperty("spark.master");
        if (master == null) {
            throw new ToolException("spark.master is not set: start with spark-submit --master MASTER");
        }
        List<String> all = new ArrayList<>(List.of("explore"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--spark", master));
        Tessera.main(all.toArray(new String[0]));
    }
}
