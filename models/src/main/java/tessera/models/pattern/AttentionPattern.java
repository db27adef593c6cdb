package tessera.models.pattern;

import java.util.Optional;
import tessera.models.pattern.compose.HeadVisitor;
import tessera.models.pattern.input.PlanInput;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.Phase;
import tessera.traces.check.InputException;
import tessera.traces.trace.AttentionTrace;

/** A pattern with its parameters set. */
@FunctionalInterface
public interface AttentionPattern {
    /** Decides on a trace. Deterministic: the same trace and phase give the same plan. */
    AttentionPlan plan(AttentionTrace trace, Phase phase);

    /**
     * Decides on a trace or on a shape alone, and shows every head with its attended pairs where they are known.
     *
     * @throws InputException if the pattern needs values and there are none
     */
    default AttentionPlan plan(PlanInput input, Phase phase, HeadVisitor visitor) {
        AttentionTrace trace = input.trace()
                .orElseThrow(() -> new InputException("this pattern decides on queries, keys and values; "
                        + input.shape().name() + " is a shape without them; give a trace (tessera list traces)"));
        AttentionPlan plan = plan(trace, phase);
        for (int layer = 0; layer < plan.layerCount(); layer++) {
            for (int head = 0; head < input.shape().headCount(); head++) {
                visitor.head(
                        layer,
                        head,
                        plan.head(layer, head),
                        plan.head(layer, head).isSkipped()
                                ? Optional.empty()
                                : Optional.of(new HeadVisitor.Attended(
                                        MaskTokens.of(plan.head(layer, head).mask(), input.shape()))));
            }
        }
        return plan;
    }
}
