package tessera.models.pattern;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import tessera.models.config.ConfigSection;
import tessera.models.golden.RowPrecision;
import tessera.models.pattern.compose.DenseForm;
import tessera.models.pattern.compose.HeadVisitor;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.input.PlanInput;
import tessera.models.pattern.mask.TokenMask;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.HeadPlan;
import tessera.models.plan.Phase;
import tessera.models.plan.Reuse;
import tessera.models.plan.SelectionCost;
import tessera.traces.trace.AttentionTrace;

/** Every query attends to every key it may see. */
final class DensePattern implements AttentionPattern {
    static final PatternDescription DESCRIPTION = new PatternDescription(
            "dense",
            "dense",
            "-",
            Fidelity.A,
            "none",
            "every query attends to every key it may see; nothing pruned, one bit width",
            "definition",
            "attended pairs = queries x keys",
            "tested",
            """
            query_bits: 12   # the accelerator's datapath width
            key_bits: 12     # the same
            value_bits: 12   # the same
            """,
            DensePattern::new,
            Catalogue.NONE);

    private final RowPrecision precision;

    private DensePattern(ConfigSection parameters) {
        this.precision = precision(parameters);
    }

    @Override
    public AttentionPlan plan(AttentionTrace trace, Phase phase) {
        return plan(PlanInput.of(trace), phase, (layer, head, plan, attended) -> {});
    }

    @Override
    public AttentionPlan plan(PlanInput input, Phase phase, HeadVisitor visitor) {
        AttentionShape shape = input.shape();
        HeadPlan plan = new HeadPlan(DenseForm.of(shape), precision, 1, SelectionCost.NONE, Reuse.NONE);
        Optional<HeadVisitor.Attended> attended =
                input.hasValues() ? Optional.of(new HeadVisitor.Attended(TokenMask.dense(shape))) : Optional.empty();
        List<List<HeadPlan>> layers = new ArrayList<>();
        for (int layer = 0; layer < shape.layerCount(); layer++) {
            layers.add(Collections.nCopies(shape.headCount(), plan));
            for (int head = 0; head < shape.headCount(); head++) {
                visitor.head(layer, head, plan, attended);
            }
        }
        return new AttentionPlan("dense", phase, layers);
    }

    static RowPrecision precision(ConfigSection parameters) {
        return RowPrecision.fixed(
                parameters.count("query_bits", 2, 16),
                parameters.count("key_bits", 2, 16),
                parameters.count("value_bits", 2, 16));
    }
}
