package tessera.models.claim;

import static tessera.models.claim.MethodFigure.bound;
import static tessera.models.claim.MethodFigure.exact;
import static tessera.models.claim.MethodFigure.near;

import java.util.ArrayList;
import java.util.List;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.BlockMask;
import tessera.models.plan.Phase;
import tessera.models.spatten.ReleasedSetting;
import tessera.traces.workload.SpattenWorkload;

/** Figures about what is kept. */
final class MaskFigures {
    private static final String TWO_NEAR = "recipes.0.keep.1.tokens=512";
    private static final String DERIVED = "derived from the paper's parameters";

    static final List<MethodFigure> ALL = List.of(
            exact("NSA: keys of the last query, 8K", 2047, () -> nsaKeys(8192), DERIVED, "selected + window + pooled"),
            exact("NSA: keys of the last query, 32K", 3583, () -> nsaKeys(32768), DERIVED, "the same"),
            exact("NSA: keys of the last query, 64K", 5631, () -> nsaKeys(65536), DERIVED, "the same"),
            exact("NSA: keys of the last query, 128K", 9727, () -> nsaKeys(131072), DERIVED, "the same"),
            exact("PowerAttention: kept blocks, 4K", 88, () -> power("4096"), DERIVED, "blocks of the plan"),
            exact("PowerAttention: kept blocks, 32K", 1141, () -> power("32768"), DERIVED, "the same"),
            exact("PowerAttention: kept blocks, 128K", 5619, () -> power("131072"), DERIVED, "the same"),
            bound(
                    "PowerAttention: kernel speedup at 128K",
                    21.6,
                    () -> 512.0 * 513 / 2 / power("131072"),
                    "secondary text",
                    "all causal blocks over kept ones"),
            exact("PowerAttention: with two near blocks, 4K", 76, () -> power("4096", TWO_NEAR), DERIVED, "the same"),
            exact(
                    "PowerAttention: with two near blocks, 32K",
                    1017,
                    () -> power("32768", TWO_NEAR),
                    DERIVED,
                    "the same"),
            exact(
                    "PowerAttention: with two near blocks, 128K",
                    5111,
                    () -> power("131072", TWO_NEAR),
                    DERIVED,
                    "the same"),
            near(
                    "MASFormer: kept share, own chunk of 1024, 8K",
                    0.125,
                    0.001,
                    () -> Presets.keptShare("masformer", "8192,causal=yes", Phase.PREFILL),
                    DERIVED,
                    "pairs of the plan"),
            near(
                    "MASFormer: kept share, and the chunk before",
                    0.344,
                    0.001,
                    () -> Presets.keptShare(
                            "masformer", "8192,causal=yes", Phase.PREFILL, "recipes.1.keep.0.look_back=1"),
                    DERIVED,
                    "the same"),
            near(
                    "Radial: block sparsity, 253 frames at 768x1280 [%]",
                    80.8,
                    0.0125, // One point.
                    () -> 100 * radialSparsity("64x48x80", "1"),
                    "paper; ours at its resolution",
                    "blocks of the plan, 64 latent frames, decay 1"),
            near(
                    "Radial: block sparsity, 509 frames at 768x1280 [%]",
                    88.3,
                    0.0114, // One point.
                    () -> 100 * radialSparsity("128x48x80", "1"),
                    "paper; ours at its resolution",
                    "blocks of the plan, 128 latent frames, decay 1"),
            near(
                    "Radial: block sparsity, Wan 69 frames, decay 0.2 [%]",
                    71.3,
                    0.014,
                    () -> 100 * radialSparsity("18x48x80", "0.2", "recipes.0.keep.0.sink_frame=true"),
                    DERIVED,
                    "blocks of the plan, 18 latent frames, first frame a sink"),
            near(
                    "Radial: block sparsity, 117 frames, decay 0.95 [%]",
                    72.5,
                    0.0125,
                    () -> 100 * radialSparsity("30x48x80", "0.95"),
                    DERIVED,
                    "blocks of the plan, 30 latent frames"),
            near(
                    "Radial and AdaSpa: attention share of Hunyuan that each implies",
                    500.0 / 600,
                    0.06, // Five points.
                    MaskFigures::radialAttentionShare,
                    "AdaSpa abstract: 500 of 600 PFLOP; Radial: 1.88x end to end with 12 of 50 steps dense",
                    "Amdahl's law from our kept share"),
            near(
                    "SpAtten: K + V bits below 16-bit dense, GPT-2-Medium",
                    4.48,
                    0.01,
                    MaskFigures::spattenBits,
                    "workload file of mit-han-lab/spatten",
                    "rows of the rule that gives the same workload"),
            near(
                    "TidalDecode: keys read, 32 layers at 32K, k = 256",
                    0.132,
                    0.005,
                    () -> Presets.keptShare("tidal-decode", "32768,layers=32,causal=yes", Phase.DECODE),
                    DERIVED,
                    "lists of the plan"),
            near(
                    "TidalDecode: attention-only bound",
                    7.6,
                    0.005,
                    () -> 1 / Presets.keptShare("tidal-decode", "32768,layers=32,causal=yes", Phase.DECODE),
                    DERIVED,
                    "lists of the plan"),
            near(
                    "Sparse-vDiT: attention share of Hunyuan that 2.38x FLOPs and 1.85x time imply",
                    500.0 / 600,
                    0.06, // Five points.
                    () -> (1 - 1 / 1.85) / (1 - 1 / 2.38),
                    "AdaSpa abstract: 500 of 600 PFLOP; Sparse-vDiT abstract",
                    "Amdahl's law, ideal kernels; which FLOPs the ratio counts is not stated"),
            bound(
                    "TidalDecode: whole decode speedup",
                    2.1,
                    () -> 1 / Presets.keptShare("tidal-decode", "32768,layers=32,causal=yes", Phase.DECODE),
                    "paper, A100",
                    "bound by the attention's bytes alone"),
            near(
                    "Re-ttention: FLOPs over 20 steps [%]",
                    41.9,
                    0.002,
                    () -> 100 * Presets.keptShare("re-ttention", "4096", Phase.PREFILL),
                    DERIVED,
                    "schedule and window of the plan"),
            near(
                    "SparseD: attention-only bound",
                    2.27,
                    0.005,
                    () -> 1 / (0.2 + 0.8 * Presets.number("sparse-d", "recipes.0.choose.0.select.ratio")),
                    DERIVED,
                    "ratio of the preset"),
            near(
                    "Combiner: keys a query, 8192",
                    90,
                    0.02,
                    () -> combinerKeys(8192, 90),
                    DERIVED,
                    "mean of own segment and summaries, segments of 90"),
            exact(
                    "SwinBERT: tiles of 64 skipped at 5 % random density, 784 tokens",
                    1,
                    () -> {
                        BlockMask mask = Presets.blocks("swin-bert", "784");
                        return (double) mask.visitedCount() / (mask.queryBlockCount() * mask.keyBlockCount());
                    },
                    DERIVED,
                    "visited share of the tiles: none is skipped"),
            near(
                    "SeNER: kept pairs, 4096 tokens, window 128",
                    4096.0 * 257 - 128 * 129 + 2 * (4096 - 128 - 1),
                    0.001,
                    () -> Presets.plan("sener", "4096", Phase.PREFILL)
                            .head(0, 0)
                            .mask()
                            .pairCountAtMost(),
                    "closed form of the paper's mask, approximate at the corner",
                    "pairs of the plan"),
            bound(
                    "SeerAttention: speedup at 10 % density over FA-2",
                    5.67,
                    () -> 1 / Presets.number("seer-attention", "typical_share"),
                    "paper, 32K",
                    "FLOP bound of that density"));

    private MaskFigures() {}

    /** Selected blocks, window, and pooled keys that end before the query. */
    private static double nsaKeys(int keys) {
        String estimate = "recipes.0.choose.0.estimate.";
        double kernel = Presets.number("nsa", estimate + "kernel");
        double stride = Presets.number("nsa", estimate + "stride");
        double pooled = Math.floor((keys - kernel) / stride) + 1;
        return pooled
                + Presets.number("nsa", "recipes.0.choose.0.select.tokens")
                + Presets.number("nsa", "recipes.0.keep.2.width");
    }

    private static double power(String tokens, String... overrides) {
        return Presets.blocks("power-attention", tokens + ",causal=yes", overrides)
                .visitedCount();
    }

    private static double radialSparsity(String layout, String decay, String... more) {
        List<String> overrides = new ArrayList<>(List.of(more));
        overrides.add("recipes.0.keep.0.decay=" + decay);
        BlockMask mask = Presets.blocks("radial", layout, overrides.toArray(new String[0]));
        return 1 - mask.visitedCount() / ((double) mask.queryBlockCount() * mask.keyBlockCount());
    }

    /** From 1 / (1 − a + a · kept) = 1.88. */
    private static double radialAttentionShare() {
        AttentionPlan plan = Presets.plan("radial", "30x48x80", Phase.PREFILL);
        double dense = plan.schedule().denseShare();
        double kept = dense + (1 - dense) * (1 - radialSparsity("30x48x80", "0.95"));
        return (1 - 1 / 1.88) / (1 - kept);
    }

    private static double combinerKeys(int tokens, int segment) {
        return Presets.keptShare("combiner", tokens + ",causal=yes", Phase.PREFILL, "recipes.0.keep.0.block=" + segment)
                        * (tokens + 1)
                        / 2
                + tokens / 2.0 / segment;
    }

    /** 16-bit keys and values of all heads and tokens over what the rows fetch. */
    private static double spattenBits() {
        SpattenWorkload rows = ReleasedSetting.GPT2_MEDIUM.workload(32, 1);
        SpattenWorkload dense = ReleasedSetting.GPT2_MEDIUM.dense().workload(32, 1);
        double fetched = 0;
        for (int row = 0; row < rows.rowCount(); row++) {
            fetched += (double) rows.keyCount(row) * rows.keyBits(row)
                    + (double) rows.valueCount(row) * rows.valueBits(row);
        }
        double all = 0;
        for (int row = 0; row < dense.rowCount(); row++) {
            all += 32.0 * dense.keyCount(row);
        }
        return all / fetched;
    }
}
