package tessera.models.claim;

import static tessera.models.claim.MethodFigure.bound;
import static tessera.models.claim.MethodFigure.near;
import static tessera.models.claim.MethodFigure.shown;

import java.util.List;
import tessera.models.cost.GpuCost;
import tessera.models.cost.GpuRates;
import tessera.models.machine.Machines;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.plan.Phase;

/** Figures about time: a table with two fitted rates, an order of kernels, a search that is not fused. */
final class TimeFigures {
    private static final String TABLE = "OpenBMB/infllmv2_cuda_impl, README, H100, batch x N = 262,144";
    private static final String FITTED = "two rates from the row at 32K alone: dense attention's, and the kept keys'";
    private static final String FNA =
            "abstract: fused 1607 % (1-D) and 581 % (2-D), GEMM 496 % and 113 % over naive, fp16";
    private static final String ONE = "16384,heads=4,head_dim=32";
    private static final String TWO = "128x128,heads=4,head_dim=32";
    /** Scores in 32 bits: product, scaling (2), softmax (3), conversion (2), absolute value, mean over blocks. Assumption. */
    private static final double UNFUSED_PASSES = 10;

    static final List<MethodFigure> ALL = List.of(
            table("InfLLM-V2: forward at 64K [ms]", 142.31, 65_536, true),
            table("InfLLM-V2: forward at 128K [ms]", 158.42, 131_072, true),
            table("InfLLM-V2's table: NSA at 64K [ms]", 181.88, 65_536, false),
            table("InfLLM-V2's table: NSA at 128K [ms]", 216.10, 131_072, false),
            near(
                    "InfLLM-V2's table: FlashAttention at 128K [ms]",
                    831.77,
                    0.1,
                    () -> InfLlmTable.published().denseMs(131_072),
                    TABLE,
                    "linear in N from the row at 32K"),
            bound(
                    "FNA: GEMM over fused, 2-D, order",
                    1,
                    () -> fna("gemm", TWO) / fna("fused", TWO),
                    FNA,
                    "roofline, H100"),
            bound("FNA: naive over GEMM, 2-D, order", 1, () -> fna("naive", TWO) / fna("gemm", TWO), FNA, "the same"),
            bound(
                    "FNA: gain of fused over naive, 1-D over 2-D, order",
                    1,
                    () -> fna("naive", ONE) / fna("fused", ONE) / (fna("naive", TWO) / fna("fused", TWO)),
                    FNA,
                    "the same; windows of 1024 of 16384 and of 7 x 7 of 128 x 128"),
            shown(
                    "FNA: fused over naive, 2-D, fp16",
                    6.81,
                    () -> fna("naive", TWO) / fna("fused", TWO),
                    FNA,
                    "average over unnamed problems; ours is one problem, and 'x % improvement' is ambiguous"),
            near(
                    "SparseD: patterns recomputed at every step, unfused, over dense",
                    30_020.0 / 2_127,
                    0.5, // A factor of two; below, because the answer is more.
                    TimeFigures::unfusedSearch,
                    "secondary notes: LLaDA, whole model, A800",
                    "attention alone on an A100: 10 passes over 32-bit scores in HBM beside dense attention at 64K"));

    private TimeFigures() {}

    private static MethodFigure table(String name, double published, int keys, boolean isInfLlm) {
        return near(
                name,
                published,
                0.1,
                () -> isInfLlm
                        ? InfLlmTable.published().infLlmMs(keys)
                        : InfLlmTable.published().nsaMs(keys),
                TABLE,
                FITTED);
    }

    private static double fna(String kernel, String shape) {
        String window = shape.equals(ONE) ? "window=1024" : "window=7x7";
        return GpuCost.of(
                        GpuRates.of(Machines.gpu("h100-sxm")),
                        AttentionShape.parse("layout:" + shape),
                        Presets.plan("fna", shape, Phase.PREFILL, window, "kernel=" + kernel))
                .last()
                .us();
    }

    private static double unfusedSearch() {
        GpuRates gpu = GpuRates.of(Machines.gpu("a100"));
        double dense = 4.0 * 128 / gpu.flopsPerSecond();
        return 1 + UNFUSED_PASSES * Float.BYTES / gpu.hbmBytesPerSecond() / dense;
    }
}
