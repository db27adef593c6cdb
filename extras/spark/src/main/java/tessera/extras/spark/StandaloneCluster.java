package tessera.extras.spark;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tessera.traces.check.ToolException;

/**
 * A standalone Spark master and workers as processes of this machine, from the jars on our own class path: what a test and
 * the scaling study need of a cluster. One core and half a GiB a worker.
 */
final class StandaloneCluster implements AutoCloseable {
    private static final String LOCALHOST = "127.0.0.1";
    private static final long START_S = 180;

    private final Path home;
    private final int port;
    private final List<Process> processes = new ArrayList<>();

    private StandaloneCluster(Path home, int port) {
        this.home = home;
        this.port = port;
    }

    /** Starts the master and {@code workers} workers; returns when the master answers. */
    static StandaloneCluster start(int workers) {
        try {
            StandaloneCluster cluster = new StandaloneCluster(Files.createTempDirectory("tessera-spark-"), freePort());
            try {
                cluster.layOutHome();
                cluster.startMaster();
                for (int i = 0; i < workers; i++) {
                    cluster.startWorker();
                }
                return cluster;
            } catch (IOException | RuntimeException e) {
                cluster.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** The folder that Spark takes for an installation: its jars, and the file that says so. */
    private void layOutHome() throws IOException {
        Path jars = Files.createDirectory(home.resolve("jars"));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path jar = Path.of(entry).toAbsolutePath();
            if (Files.isRegularFile(jar) && jar.toString().endsWith(".jar")) {
                Path link = jars.resolve(jar.getFileName());
                if (!Files.exists(link)) {
                    Files.createSymbolicLink(link, jar);
                }
            }
        }
        Files.createFile(home.resolve("RELEASE"));
    }

    private void startMaster() throws IOException {
        launch("master", "org.apache.spark.deploy.master.Master", "--host", LOCALHOST, "--port", "" + port);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_S);
        while (!answers()) {
            if (System.nanoTime() > deadline || !processes.get(0).isAlive()) {
                throw new ToolException("Spark's master did not start within " + START_S + " s: see " + log("master"));
            }
            pause();
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket(LOCALHOST, port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ToolException("interrupted while starting Spark", e);
        }
    }

    /** Adds a worker with one core; executors come to it by themselves. */
    void startWorker() throws IOException {
        String name = "worker-" + processes.size();
        launch(
                name,
                "org.apache.spark.deploy.worker.Worker",
                "--host",
                LOCALHOST,
                "--cores",
                "1",
                "--memory",
                "512m",
                "--work-dir",
                home.resolve(name).toString(),
                master());
    }

    private void launch(String name, String mainClass, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-cp",
                home.resolve("jars") + File.separator + "*",
                mainClass,
                "--webui-port",
                "0"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", LOCALHOST);
        builder.redirectErrorStream(true).redirectOutput(log(name).toFile());
        processes.add(builder.start());
    }

    private Path log(String name) {
        return home.resolve(name + ".log");
    }

    String master() {
        return "spark://" + LOCALHOST + ":" + port;
    }

    /** The processes of the executors, in no order: what workers start. */
    List<ProcessHandle> executors() {
        return processes.stream().flatMap(Process::children).toList();
    }

    /** Ends all processes and removes their files. */
    @Override
    public void close() {
        List<ProcessHandle> all = new ArrayList<>();
        for (Process process : processes) {
            process.descendants().forEach(all::add);
            all.add(process.toHandle());
        }
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit()
                .completeOnTimeout(process, 10, TimeUnit.SECONDS)
                .join());
        ScratchFolder.remove(home);
    }
}
