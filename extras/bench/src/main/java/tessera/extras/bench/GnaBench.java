package tessera.extras.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import tessera.models.gna.GnaAnalysis;
import tessera.models.gna.GnaAxis;
import tessera.models.gna.GnaOptions;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.GnaResult;
import tessera.models.gna.TileShape;
import tessera.models.gna.Tiling;

public final class GnaBench {
    public static void main(String[] args) {
        for (int round = 0; round < 5; round++) {
            rate(GnaOptions.WITHOUT_HISTOGRAM, round);
            rate(GnaOptions.ALL, round);
        }
    }

    static long cpu() { return java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime(); }
    static void rate(GnaOptions options, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        GnaAnalysis analysis = new GnaAnalysis(options);
        long sum = 0;
        int n = 1_000_000;
        long gen = cpu();
        for (int i = 0; i < n; i++) {
            sum += problem(random).hashCode();
        }
        gen = cpu() - gen;
        random = new SplittableRandom(seed);
        long start = cpu();
        for (int i = 0; i < n; i++) {
            GnaResult r = analysis.count(problem(random));
            sum += r.staticTiles().visitedTilePairs() + r.dynamicTiles().visitedTilePairs();
        }
        double seconds = (cpu() - start) / 1e9;
        System.out.println(options + " " + n / seconds + " /s; gen " + n / (gen / 1e9) + " " + sum);
    }

    static GnaProblem problem(SplittableRandom r) {
        GnaAxis[] axes = new GnaAxis[3];
        int[] q = new int[3];
        int[] k = new int[3];
        for (int a = 0; a < 3; a++) {
            int length = r.nextInt(16, 129);
            int dilation = r.nextInt(8) == 0 ? r.nextInt(2, 5) : 1;
            int window = r.nextInt(2, length / dilation + 1);
            int stride = r.nextInt(1, window + 1);
            axes[a] = new GnaAxis(length, window, stride, dilation, r.nextInt(8) == 0);
            q[a] = 1 << r.nextInt(1, 5);
            k[a] = 1 << r.nextInt(1, 4);
        }
        return new GnaProblem(List.of(axes), TileShape.of(q), TileShape.of(k), Tiling.MULTI_DIM);
    }
}
