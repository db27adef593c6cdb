package tessera.extras.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;

/** Where the driver's Spark keeps its temporary files: a folder that goes when the application does. */
final class ScratchFolder implements AutoCloseable {
    private static final String SETTING = "spark.local.dir";

    private final Path folder;

    private ScratchFolder(Path folder) {
        this.folder = folder;
    }

    /** Sets it in {@code conf}; where the user or a cluster manager names another, that one is used and left alone. */
    static ScratchFolder of(SparkConf conf, String master) {
        try {
            Path folder = Files.createTempDirectory("tessera-spark-");
            if (master.startsWith("local") || master.startsWith("spark:")) {
                conf.setIfMissing(SETTING, folder.toString());
            }
            return new ScratchFolder(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        remove(folder);
    }

    /** Removes a folder and what is in it, as far as possible. */
    static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            System.getLogger(ScratchFolder.class.getName()).log(System.Logger.Level.DEBUG, "left " + folder, e);
        }
    }
}
