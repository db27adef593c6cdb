package tessera.extras.spark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import tessera.cli.Version;
import tessera.cli.explore.DesignModel;
import tessera.cli.explore.DesignModels;
import tessera.cli.explore.OutcomeTable;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.store.Level;
import tessera.cli.explore.store.Outcome;
import tessera.cli.explore.store.PointStore;
import tessera.cli.explore.store.StoreHeader;

/** What the driver does with every point, measured without anybody computing points: unpack, keep, store durably. */
final class DriverLimit {
    private static final long GOAL = 10_000_000;
    private static final int CHUNK = 1 << 14;
    private static final int BATCHES = 16;
    private static final int CHUNKS_PER_BATCH = 4;

    private final Space space;
    private final List<String> figures;

    DriverLimit(Space space, List<String> figures) {
        this.space = space;
        this.figures = figures;
    }

    String text(double boundRateOfOne, double cycleRateOfOne) throws IOException {
        Path folder = Files.createTempDirectory("tessera-driver-");
        try {
            double[] rate = rate(folder);
            double bytes = (double) Files.size(folder.resolve("points.log")) / points();
            long heap = 8L * figures.size() + Long.BYTES + Byte.BYTES + Integer.BYTES;
            return String.format(
                    Locale.ROOT,
                    "%ndriver alone        %,.0f points/s unpacked, kept and stored (batches of %,d, each forced to disk);"
                            + " %,.0f points/s of its CPU%n"
                            + "10 million points   %.0f s of the driver, %.1f GB of store, %.1f GB of heap for the points%n"
                            + "keeps pace with     %.1f executors in closed form, %,.0f in the cycle model (by CPU)%n",
                    rate[0],
                    CHUNK * CHUNKS_PER_BATCH,
                    rate[1],
                    GOAL / rate[0],
                    GOAL * bytes / 1e9,
                    GOAL * heap / 1e9,
                    rate[1] / boundRateOfOne,
                    rate[1] / cycleRateOfOne);
        } finally {
            ScratchFolder.remove(folder);
        }
    }

    private static long points() {
        return (long) CHUNK * CHUNKS_PER_BATCH * BATCHES;
    }

    private double[] rate(Path folder) throws IOException {
        Chunk chunk = Chunk.of(
                        LongStream.range(0, CHUNK)
                                .map(i -> i % space.grid().size())
                                .boxed()
                                .toList(),
                        Level.BOUND,
                        CHUNK)
                .get(0);
        DesignModel model = DesignModels.of(space);
        byte[] travelling = bytes(ChunkResult.of(model, chunk, "here"));
        OutcomeTable table = new OutcomeTable(figures.size());
        StoreHeader header = new StoreHeader("0".repeat(64), 1, Version.NUMBER, figures, space.text());
        try (PointStore store = PointStore.create(folder, header)) {
            long startNs = System.nanoTime();
            long startCpuNs = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (int batch = 0; batch < BATCHES; batch++) {
                List<Outcome> outcomes = new ArrayList<>();
                for (int i = 0; i < CHUNKS_PER_BATCH; i++) {
                    result(travelling).addTo(outcomes, chunk);
                }
                store.append(outcomes);
                outcomes.forEach(table::add);
            }
            double cpuS = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - startCpuNs) / 1e9;
            return new double[] {points() / ((System.nanoTime() - startNs) / 1e9), points() / cpuS};
        }
    }

    private static byte[] bytes(ChunkResult result) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(result);
        }
        return bytes.toByteArray();
    }

    private static ChunkResult result(byte[] bytes) throws IOException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return (ChunkResult) in.readObject();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
