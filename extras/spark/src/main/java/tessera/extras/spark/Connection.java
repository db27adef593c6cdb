package tessera.extras.spark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import tessera.cli.explore.PointExecutor;
import tessera.traces.check.InputException;
import tessera.traces.check.ToolException;

/** Starts a Spark application whose executors can build the model. */
final class Connection {
    private static final Pattern STANDALONE = Pattern.compile("spark://([^:,/]+):(\\d{1,5})(,.*)?");
    private static final Pattern OTHERS = Pattern.compile("local(\\[.+\\])?|local-cluster\\[.+\\]|yarn|k8s://.+");
    private static final int CONNECT_MS = 5000;

    private Connection() {}

    static PointExecutor open(String master, ModelRecipe recipe, Consumer<String> notes) {
        Cluster cluster = open(master, Map.of());
        try {
            return cluster.executor(recipe, notes);
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /**
     * Starts an application and waits for its executors.
     *
     * @param settings of Spark, over those of the system properties
     */
    static Cluster open(String master, Map<String, String> settings) {
        checkReachable(master);
        quieten();
        SparkConf conf = configuration(master, settings);
        ScratchFolder scratch = ScratchFolder.of(conf, master);
        Cluster cluster = new Cluster(start(conf, scratch), master, scratch);
        try {
            leaveTheEndToUs();
            cluster.awaitExecutors();
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /**
     * On Ctrl-C, Spark would end the application at once, and with it the points under way; an exploration finishes them,
     * writes its results and closes its executor. Not where the driver runs in the cluster: there others clean up after us.
     */
    private static void leaveTheEndToUs() {
        if (!"cluster".equals(System.getProperty("spark.submit.deployMode"))) {
            ShutdownHookManager.get().clearShutdownHooks();
        }
    }

    /** Spark itself would try for a minute and then say something about a null pointer. */
    private static void checkReachable(String master) {
        Matcher standalone = STANDALONE.matcher(master);
        if (!standalone.matches()) {
            if (!OTHERS.matcher(master).matches()) {
                throw new InputException("--spark " + master
                        + ": expected spark://HOST:PORT, local[N], yarn or k8s://URL; the port of a standalone master is"
                        + " 7077 unless set otherwise");
            }
            return;
        }
        String host = standalone.group(1);
        int port = Integer.parseInt(standalone.group(2));
        if (port > 65535) {
            throw new InputException("--spark " + master + ": expected a port up to 65535");
        }
        if (standalone.group(3) != null) {
            return;
        }
        try (Socket socket = new Socket()) {
            InetSocketAddress address = new InetSocketAddress(host, port);
            if (address.isUnresolved()) {
                throw new ToolException("--spark " + master + ": no machine of the name " + host + " is known here");
            }
            socket.connect(address, CONNECT_MS);
        } catch (IOException e) {
            throw new ToolException(
                    "--spark " + master + ": no Spark master answers there (" + e.getMessage()
                            + "); start one with Spark's sbin/start-master.sh, or check host and port",
                    e);
        }
    }

    /** Before Spark's first line of log; who wants to read them sets the property. */
    private static void quieten() {
        if (System.getProperty("log4j2.configurationFile") == null) {
            System.setProperty("log4j2.configurationFile", "tessera-spark-log4j2.properties");
        }
    }

    private static SparkConf configuration(String master, Map<String, String> settings) {
        SparkConf conf = new SparkConf();
        settings.forEach(conf::set);
        conf.setMaster(master).setIfMissing("spark.app.name", "tessera explore");
        conf.setIfMissing("spark.ui.enabled", "false");
        // A lost executor counts as a failure of each of its tasks; several may be lost in a night.
        conf.setIfMissing("spark.task.maxFailures", "16");
        if (!master.startsWith("local[") && !conf.contains("spark.jars")) {
            String jars = String.join(",", ShippedJars.list());
            if (!jars.isEmpty()) {
                conf.set("spark.jars", jars);
            }
        }
        if (master.startsWith("spark://127.0.0.1:") || master.startsWith("local")) {
            conf.setIfMissing("spark.driver.host", "127.0.0.1");
        }
        return conf;
    }

    private static JavaSparkContext start(SparkConf conf, ScratchFolder scratch) {
        try {
            return new JavaSparkContext(conf);
        } catch (RuntimeException e) {
            scratch.close();
            throw new ToolException(
                    "Spark could not start for " + conf.get("spark.master") + " ("
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
                            + "); -Dtessera.spark.log=warn in JAVA_TOOL_OPTIONS shows what it says",
                    e);
        }
    }
}
