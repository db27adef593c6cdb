package tessera.models.claim;

import static tessera.models.claim.MethodFigure.bound;
import static tessera.models.claim.MethodFigure.near;

import java.util.List;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.Phase;

/** Figures about what choosing costs. */
final class SelectionFigures {
    private static final String DERIVED = "derived from the paper's parameters";
    private static final String CAUSAL = ",heads=32,head_dim=128,causal=yes";
    /** Operations of Hunyuan's attention: 60 blocks of width 3072, 50 steps. */
    private static final double HUNYUAN_BLOCKS_X_WIDTH_X_STEPS = 60.0 * 3072 * 50;

    static final List<MethodFigure> ALL = List.of(
            near(
                    "Double Sparsity: bytes, r = 8 of 128 in 4 bits, N / 16 [% of dense]",
                    7.0, 0.01, () -> 100 * doubleSparsityBytes(), DERIVED, "label cache and kept keys of the preset"),
            near(
                    "Double Sparsity: attention speedup",
                    14.1,
                    0.1,
                    () -> 1 / doubleSparsityBytes(),
                    "paper: a measured kernel",
                    "ratio of bytes"),
            near(
                    "Spark: FLOPs below dense at 4096",
                    3.37,
                    0.005,
                    SelectionFigures::sparkRatio,
                    DERIVED,
                    "predictor share and k of the preset"),
            near(
                    "Routing Transformer: routed heads, 8192, window 256 [% of dense FLOPs]",
                    3.5, 0.01, SelectionFigures::routingShare, DERIVED, "assignment of the plan, and window / N"),
            near(
                    "InfLLM-V2: scoring [% of dense FLOPs]",
                    3.9,
                    0.01,
                    () -> 100 * Presets.selectionShare("infllm-v2", "131072" + CAUSAL),
                    DERIVED,
                    "selection cost of the plan"),
            near(
                    "SALE: 4-bit estimate at a 4x rate [% of dense time]",
                    12.5,
                    0.01,
                    () -> 100 * Presets.selectionShare("sale", "65536" + CAUSAL) / 4,
                    DERIVED + "; 11 % measured",
                    "selection FLOPs of the plan"),
            near(
                    "SALE: estimate, measured [% of dense time]",
                    11,
                    0.19, // Two points.
                    () -> 100 * Presets.selectionShare("sale", "65536" + CAUSAL) / 4,
                    "paper",
                    "selection FLOPs of the plan"),
            near(
                    "ProxyAttn: estimate cheaper with one proxy of 32 heads",
                    30.6,
                    0.1,
                    SelectionFigures::proxyRatio,
                    "413.97 / 13.53 ms, secondary notes",
                    "score FLOPs of the plan with 32 groups over 1"),
            near(
                    "XAttention: most density for 13.5x with stride 16 [%]",
                    4.3,
                    0.01,
                    () -> 100
                            * (1 / 13.5
                                    - Presets.selectionShare(
                                            "xattention", "131072" + CAUSAL, "recipes.0.choose.0.estimate.stride=16")),
                    DERIVED,
                    "1 / 13.5 minus the estimate of the plan"),
            near(
                    "SeerAttention: gap to 10x that is not density [%]",
                    43,
                    0.02,
                    () -> 100 * (1 - 5.67 * Presets.number("seer-attention", "typical_share")),
                    DERIVED,
                    "5.67 x density"),
            near(
                    "HiP: key rows touched a query block at 32K [% of keys]",
                    9.4, 0.01, () -> 100 * treeKeys("32768", 32768), DERIVED, "ranked representatives of the plan"),
            near(
                    "HiP: the same at 128K",
                    3.1,
                    0.01,
                    () -> 100 * treeKeys("131072", 131072),
                    DERIVED,
                    "the same: N log N"),
            near(
                    "TokenSelect: bytes of a decode step at 128K",
                    0.52,
                    0.01,
                    SelectionFigures::tokenSelectBytes,
                    DERIVED,
                    "keys scanned once, 2688 keys attended"),
            near(
                    "TokenSelect: attention speedup in prefill at 128K",
                    23.84,
                    0.05,
                    SelectionFigures::tokenSelectPrefill,
                    "abstract; length from secondary reading",
                    "FLOPs: 2688 keys attended, the scan shared by 512 queries; a decode step alone could gain 2x at most"),
            near(
                    "Video-BLADE: sampled estimate [% of dense FLOPs]",
                    3.1,
                    0.02,
                    () -> 100 * Presets.selectionShare("video-blade", "131072"),
                    DERIVED,
                    "selection cost of the plan"),
            near(
                    "AnchorAttention: estimate [% of dense FLOPs]",
                    0.4,
                    0.03,
                    () -> 100 * Presets.selectionShare("anchor-attention", "131072" + CAUSAL),
                    DERIVED,
                    "selection cost of the plan"),
            near(
                    "SVG2: k-means of 2 iterations at 115,200 tokens [% of dense FLOPs]",
                    1.2,
                    0.1,
                    () -> 100 * Presets.selectionShare("svg2", "115200,head_dim=128"),
                    DERIVED + " with 1400 clusters, ours 1302",
                    "selection cost of the plan"),
            near(
                    "AdaSpa: attention over 50 steps, share of dense",
                    0.396,
                    0.005,
                    SelectionFigures::adaspaShare,
                    DERIVED,
                    "schedule, ratio and search cost of the preset"),
            near(
                    "AdaSpa: attention of a video at 110,000 tokens [PFLOP]",
                    446,
                    0.005,
                    () -> 4.0 * 110_000 * 110_000 * HUNYUAN_BLOCKS_X_WIDTH_X_STEPS / 1e15,
                    DERIVED + "; the abstract says about 500",
                    "4 N^2 x width x blocks x steps"),
            near(
                    "AdaSpa: attention of a video at 118,800 tokens [PFLOP]",
                    520,
                    0.005,
                    () -> 4.0 * 118_800 * 118_800 * HUNYUAN_BLOCKS_X_WIDTH_X_STEPS / 1e15,
                    DERIVED,
                    "the same"),
            near(
                    "AdaSpa: ideal end-to-end speedup at a share of 0.83",
                    2.0,
                    0.02,
                    () -> 1 / (1 - 0.83 + 0.83 * adaspaShare()),
                    DERIVED + "; 1.78x measured",
                    "Amdahl's law"),
            bound(
                    "NOSA: decode throughput over InfLLM-V2",
                    2.3,
                    () -> (Presets.number("nosa", "recipes.0.choose.0.select.tokens")
                                    + Presets.number("nosa", "recipes.0.choose.1.select.tokens"))
                            / Presets.number("nosa", "recipes.0.choose.0.select.tokens"),
                    "abstract",
                    "blocks that can miss: all 47 chosen ones against 16"));

    private SelectionFigures() {}

    private static double doubleSparsityBytes() {
        String choice = "recipes.1.choose.0.";
        double share = Presets.number("double-sparsity", choice + "estimate.share");
        double bits = Presets.number("double-sparsity", choice + "estimate.bits");
        // Of 2 vectors of 16-bit elements a key.
        return share * bits / 32 + Presets.number("double-sparsity", choice + "select.ratio");
    }

    /** Scores from a share of the width for all keys; the rest of the scores and the values for k keys. */
    private static double sparkRatio() {
        double n = 4096;
        double k = Presets.number("spark", "recipes.0.choose.0.select.tokens");
        double share = Presets.number("spark", "recipes.0.choose.0.estimate.share");
        return 4 * n / (2 * share * n + (2 * (1 - share) + 2) * k);
    }

    private static double routingShare() {
        double window = Presets.number("routing-transformer", "recipes.1.choose.0.window");
        return 100 * (Presets.selectionShare("routing-transformer", "8192,heads=2,head_dim=64") + window / 8192);
    }

    private static double proxyRatio() {
        String groups = "recipes.0.choose.0.estimate.groups=32";
        return Presets.selectionShare("proxy-attn", "131072" + CAUSAL, groups)
                / Presets.selectionShare("proxy-attn", "131072" + CAUSAL);
    }

    private static double treeKeys(String tokens, double keys) {
        double blocks = keys / 32;
        // The tree's own representatives; the final ranking of the kept ones is apart.
        double estimate = Presets.selection("hip", tokens + ",layers=4,head_dim=128,causal=yes", Phase.PREFILL)
                .flops();
        return estimate / (2.0 * 32 * 128) / blocks / keys;
    }

    private static double tokenSelectPrefill() {
        String shape = "131072" + CAUSAL;
        return 1
                / (Presets.keptShare("token-select", shape, Phase.PREFILL)
                        + Presets.selectionShare("token-select", shape));
    }

    private static double tokenSelectBytes() {
        double n = 131_072;
        double attended = Presets.number("token-select", "recipes.0.keep.0.tokens")
                + Presets.number("token-select", "recipes.0.keep.1.width")
                + Presets.number("token-select", "recipes.0.choose.0.select.tokens");
        return (n / 2 + attended) / n;
    }

    private static double adaspaShare() {
        AttentionPlan plan = Presets.plan("adaspa", "16384", Phase.PREFILL);
        double dense = plan.schedule().denseShare();
        double ratio = Presets.number("adaspa", "recipes.0.choose.0.select.ratio");
        double search =
                Presets.selectionShare("adaspa", "16384") * plan.schedule().selectionShare();
        return dense + (1 - dense) * ratio + search;
    }
}
