package tessera.cli.validate;

import java.util.ArrayList;
import java.util.List;
import tessera.models.gna.GnaAxis;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.TileShape;
import tessera.models.gna.Tiling;
import tessera.models.gpu.GpuQuery;
import tessera.sim.gpu.GpuEstimator;

/** Rates of dense kernels by sequence length. */
final class DenseKernels {
    private static final String GROUP = "gpu-dense";
    private static final double TOLERANCE = 0.1;
    private static final int TOKENS = 16_384;
    private static final int HEADS = 16;
    private static final int[] LENGTHS = {512, 1024, 2048, 4096, 8192, 16_384};

    /** A published series: forward TFLOP/s at head dim 128 without a causal mask, one per length. */
    private record Series(String kernel, double tolerance, String reason, int... tflops) {}

    private static final String SOURCE = "FlashAttention-3, arXiv 2407.08608, forward figure";
    private static final String READ = "batch x length = 16,384, 16 heads; read from a transcription of the figure";

    private static final List<Series> ALL = List.of(
            new Series("fa2", TOLERANCE, READ, 309, 350, 362, 368, 370, 370),
            new Series("fa3", TOLERANCE, READ, 467, 565, 625, 638, 646, 648),
            new Series(
                    "cudnn",
                    Claim.NONE,
                    "ours is the later cuDNN of NATTEN's runs, 698 TFLOP/s at 32,768 tokens; theirs falls with length",
                    497,
                    574,
                    617,
                    609,
                    600,
                    595));

    private DenseKernels() {}

    static List<Claim> measure(long seed) {
        List<Claim> claims = new ArrayList<>();
        GpuEstimator estimator = new GpuEstimator();
        for (Series series : ALL) {
            for (int i = 0; i < LENGTHS.length; i++) {
                GpuQuery query = new GpuQuery(
                        "h100-sxm",
                        series.kernel(),
                        "",
                        "",
                        GpuQuery.on("h100-sxm").dtype(),
                        HEADS,
                        128,
                        TOKENS / LENGTHS[i],
                        GpuQuery.on("h100-sxm").pass(),
                        0,
                        false);
                GnaProblem dense = new GnaProblem(
                        List.of(GnaAxis.of(LENGTHS[i], LENGTHS[i], 1)),
                        TileShape.of(128),
                        TileShape.of(128),
                        Tiling.MULTI_DIM);
                claims.add(new Claim(
                        GROUP,
                        series.kernel() + " on H100, " + LENGTHS[i] + " tokens [TFLOP/s]",
                        series.tflops()[i],
                        estimator.estimate(query, dense).tflopsUseful(),
                        series.tolerance(),
                        SOURCE,
                        series.reason()));
            }
        }
        return claims;
    }
}
