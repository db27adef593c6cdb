package tessera.models.claim;

import java.util.List;
import tessera.models.config.ConfigNode;
import tessera.models.pattern.Patterns;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.input.PlanInput;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.BlockMask;
import tessera.models.plan.HeadPlan;
import tessera.models.plan.Phase;
import tessera.models.plan.SelectionCost;

/** What the figures ask of the presets: plans on shapes, and their parameters. */
final class Presets {
    private Presets() {}

    static AttentionPlan plan(String pattern, String shape, Phase phase, String... overrides) {
        AttentionShape parsed = AttentionShape.parse("layout:" + shape);
        AttentionShape asked = phase == Phase.DECODE ? parsed.lastQuery() : parsed;
        return Patterns.find(pattern)
                .make(List.of(overrides))
                .plan(PlanInput.of(asked), phase, (layer, head, plan, attended) -> {});
    }

    /** Attended share of the visible pairs, all layers and heads, over the schedule. */
    static double keptShare(String pattern, String shape, Phase phase, String... overrides) {
        AttentionPlan plan = plan(pattern, shape, phase, overrides);
        AttentionShape parsed = AttentionShape.parse("layout:" + shape);
        double dense = (phase == Phase.DECODE ? parsed.lastQuery() : parsed).densePairs();
        double pairs = 0;
        int heads = 0;
        for (List<HeadPlan> layer : plan.heads()) {
            for (HeadPlan head : layer) {
                pairs += head.mask().pairCountAtMost();
                heads++;
            }
        }
        double share = pairs / dense / heads;
        return plan.schedule().denseShare() + (1 - plan.schedule().denseShare()) * share;
    }

    /** Visited blocks of the first head. */
    static BlockMask blocks(String pattern, String shape, String... overrides) {
        return (BlockMask)
                plan(pattern, shape, Phase.PREFILL, overrides).head(0, 0).mask();
    }

    /** Selection of the last layer's last head. */
    static SelectionCost selection(String pattern, String shape, Phase phase, String... overrides) {
        AttentionPlan plan = plan(pattern, shape, phase, overrides);
        int layer = plan.layerCount() - 1;
        return plan.head(layer, plan.heads().get(layer).size() - 1).selection();
    }

    /** Estimating FLOPs over those of dense attention, one head of prefill. */
    static double selectionShare(String pattern, String shape, String... overrides) {
        AttentionShape parsed = AttentionShape.parse("layout:" + shape);
        return selection(pattern, shape, Phase.PREFILL, overrides).flops()
                / (4.0 * parsed.densePairs() * parsed.headDim());
    }

    /** A number from a preset, by its dotted path. */
    static double number(String pattern, String path) {
        ConfigNode node = Patterns.find(pattern).parameters(List.of());
        for (String step : path.split("\\.", -1)) {
            if (node.value() instanceof ConfigNode.Mapping mapping) {
                node = mapping.entries().get(step);
            } else {
                node = ((ConfigNode.Items) node.value()).items().get(Integer.parseInt(step));
            }
        }
        return Double.parseDouble(((ConfigNode.Scalar) node.value()).text());
    }
}
