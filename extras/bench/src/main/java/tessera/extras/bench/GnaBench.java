package tessera.extras.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import tessera.cli.bench.BenchmarkResult;
import tessera.models.gna.GnaAnalysis;
import tessera.models.gna.GnaAxis;
import tessera.models.gna.GnaOptions;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.GnaResult;
import tessera.models.gna.TileShape;
import tessera.models.gna.Tiling;
import tessera.models.gna.io.GnaAnswerLines;
import tessera.models.gna.io.GnaBatch;
import tessera.models.gna.io.GnaResultWriter;

/**
 * Rates of the GNA tile counts on one thread. Every problem is another one: seeded 3-D problems, axes of 16 to 128 tokens,
 * any window and stride, tiles of 2 to 16, one axis in eight causal and one in eight dilated. Making the problems is not
 * timed; a checksum over all results keeps the work from being left out.
 */
public final class GnaBench {
    private static final long SEED = 1;
    private static final int ROUNDS = 5;
    private static final int PROBLEMS_PER_ROUND = 1_000_000;
    private static final int BATCH = 10_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private GnaBench() {}

    /** All figures, best of five rounds each. */
    public static List<BenchmarkResult> measure() {
        return List.of(
                new BenchmarkResult(
                        "gna closed form, counts and ratios",
                        closedFormRate(GnaOptions.WITHOUT_HISTOGRAM),
                        "problems/s",
                        1e6,
                        true),
                new BenchmarkResult(
                        "gna closed form, with histogram", closedFormRate(GnaOptions.ALL), "problems/s", 2e5, true),
                new BenchmarkResult("gna problem lines, JSON in and out", lineRate(), "problems/s", 5e4, true),
                new BenchmarkResult("gna flat tiling, 115,200 tokens", flatSeconds(), "s", 1, false));
    }

    /** Problems a second through {@link GnaAnalysis}. */
    public static double closedFormRate(GnaOptions options) {
        SplittableRandom random = new SplittableRandom(SEED);
        GnaAnalysis analysis = new GnaAnalysis(options);
        double best = 0;
        long checksum = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long nanos = 0;
            for (int done = 0; done < PROBLEMS_PER_ROUND; done += BATCH) {
                List<GnaProblem> problems = problems(random, BATCH);
                long start = System.nanoTime();
                for (GnaProblem problem : problems) {
                    checksum += checksum(analysis.count(problem));
                }
                nanos += System.nanoTime() - start;
            }
            best = Math.max(best, PROBLEMS_PER_ROUND / (nanos / NANOS_PER_SECOND));
        }
        return consumed(best, checksum);
    }

    /** Problems a second from JSON lines to JSON lines. */
    public static double lineRate() {
        SplittableRandom random = new SplittableRandom(SEED);
        CountingWriter out = new CountingWriter();
        double best = 0;
        for (int round = 0; round < 2 * ROUNDS; round++) {
            StringBuilder lines = new StringBuilder();
            for (GnaProblem problem : problems(random, 5 * BATCH)) {
                lines.append(GnaResultWriter.json(problem)).append('\n');
            }
            byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
            long start = System.nanoTime();
            try {
                new GnaBatch(GnaOptions.ALL).run(new ByteArrayInputStream(bytes), new GnaAnswerLines(out));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            best = Math.max(best, 5 * BATCH / ((System.nanoTime() - start) / NANOS_PER_SECOND));
        }
        return consumed(best, out.written);
    }

    /** Seconds for one flat problem of a video model's size: 30x48x80, window 18x24x24, stride 1, tiles 64 | 64. */
    public static double flatSeconds() {
        GnaProblem problem = new GnaProblem(
                List.of(GnaAxis.of(30, 18, 1), GnaAxis.of(48, 24, 1), GnaAxis.of(80, 24, 1)),
                TileShape.of(64),
                TileShape.of(64),
                Tiling.FLAT);
        double best = Double.MAX_VALUE;
        long checksum = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            checksum += checksum(GnaAnalysis.analyze(problem));
            best = Math.min(best, (System.nanoTime() - start) / NANOS_PER_SECOND);
        }
        return consumed(best, checksum);
    }

    static List<GnaProblem> problems(SplittableRandom random, int count) {
        List<GnaProblem> problems = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            problems.add(problem(random));
        }
        return problems;
    }

    private static GnaProblem problem(SplittableRandom random) {
        int rank = GnaProblem.MAX_RANK;
        GnaAxis[] axes = new GnaAxis[rank];
        int[] queryTile = new int[rank];
        int[] kvTile = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            int length = random.nextInt(16, 129);
            int dilation = random.nextInt(8) == 0 ? random.nextInt(2, 5) : 1;
            int window = random.nextInt(2, length / dilation + 1);
            int stride = random.nextInt(1, window + 1);
            axes[axis] = new GnaAxis(length, window, stride, dilation, random.nextInt(8) == 0);
            queryTile[axis] = 1 << random.nextInt(1, 5);
            kvTile[axis] = 1 << random.nextInt(1, 5);
        }
        return new GnaProblem(List.of(axes), TileShape.of(queryTile), TileShape.of(kvTile), Tiling.MULTI_DIM);
    }

    private static long checksum(GnaResult result) {
        return result.totals().attendedPairs()
                + result.staticTiles().visitedTilePairs()
                + result.staticTiles().kvTilesHistogram().size()
                + result.dynamicTiles().visitedTilePairs();
    }

    /** The figure, tied to the checksum so that no compiler may drop what the checksum came from. */
    private static double consumed(double figure, long checksum) {
        if (checksum == 0) {
            throw new IllegalStateException("nothing was counted");
        }
        return figure;
    }

    private static final class CountingWriter extends Writer {
        private long written;

        @Override
        public void write(char[] text, int offset, int length) {
            written += length + text[offset];
        }

        @Override
        public void flush() {
            // Nothing is buffered.
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
