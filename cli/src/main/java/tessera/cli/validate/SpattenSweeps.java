package tessera.cli.validate;

import static tessera.cli.validate.SpattenMeasure.FULL;
import static tessera.cli.validate.SpattenMeasure.PAPER;

import java.util.ArrayList;
import java.util.List;
import tessera.models.spatten.ReleasedSetting;

/** Figure 19: throughput by top-k lanes and by buffer size, as shares of the chosen point. */
final class SpattenSweeps {
    private static final String GROUP = "spatten-top-k";
    private static final int[] LANES = {1, 2, 4, 8, 16, 32};
    /** GFLOPS of figure 19(a), from the figure's data. */
    private static final double[] FIG_19A = {168.40, 298.77, 485.42, 652.79, 776.24, 770.87};

    private static final double CHOSEN = 776.24;
    private static final int[] SRAM_FACTORS = {2, 4};
    /** GFLOPS of figure 19(b) at 392 and 784 KB. */
    private static final double[] FIG_19B = {785.26, 774.79};

    private static final int BASE_KIB = 192;

    private SpattenSweeps() {}

    static List<Claim> measure(long seed) {
        List<Claim> claims = new ArrayList<>();
        double[] small = new double[LANES.length];
        double[] medium = new double[LANES.length];
        int chosen = 4;
        for (int i = 0; i < LANES.length; i++) {
            String lanes = "top_k.lanes=" + LANES[i];
            small[i] = denseTflops(ReleasedSetting.GPT2_SMALL, seed, lanes);
            medium[i] = denseTflops(ReleasedSetting.GPT2_MEDIUM, seed, lanes);
        }
        for (int i = 0; i < LANES.length; i++) {
            if (i != chosen) {
                claims.add(lanes(i, "GPT-2-Small", small[i] / small[chosen]));
                claims.add(lanes(i, "GPT-2-Medium", medium[i] / medium[chosen]));
            }
        }
        for (int i = 0; i < SRAM_FACTORS.length; i++) {
            String size = (BASE_KIB * SRAM_FACTORS[i]) + " KiB";
            double ours = denseTflops(ReleasedSetting.GPT2_MEDIUM, seed, "key_sram=" + size, "value_sram=" + size);
            claims.add(new Claim(
                    GROUP,
                    "19(b): key and value buffer x " + SRAM_FACTORS[i] + ", share of the throughput at 192 KiB",
                    FIG_19B[i] / CHOSEN,
                    ours / medium[chosen],
                    0.03,
                    PAPER + ", figure 19(b)",
                    "GPT-2-Medium; nothing is reused in decode, so the buffer only has to hold what is under way"));
        }
        return claims;
    }

    private static Claim lanes(int i, String model, double ours) {
        return new Claim(
                GROUP,
                "19(a): " + LANES[i] + " top-k lanes, share of the throughput at 16, " + model,
                FIG_19A[i] / CHOSEN,
                ours,
                Claim.NONE,
                PAPER + ", figure 19(a), \"one GPT-2 application\"",
                i < 4
                        ? "ours is the released latency model in a pipeline: time is 1 / lanes while it bounds; theirs is a + b / lanes with a"
                                + " third of the work (a faster engine than that model)"
                        : "at 32 memory takes over in theirs; here six-bit rows still wait for the engine");
    }

    private static double denseTflops(ReleasedSetting setting, long seed, String... overrides) {
        return SpattenMeasure.decode(
                        setting, SpattenMeasure.SOME_ITERATIONS, SpattenMeasure.machine(FULL, overrides), seed)
                .denseTflops();
    }
}
