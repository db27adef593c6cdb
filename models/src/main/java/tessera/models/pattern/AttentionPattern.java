package tessera.models.pattern;

import tessera.models.plan.AttentionPlan;
import tessera.models.plan.Phase;
import tessera.traces.trace.AttentionTrace;

/** A pattern with its parameters set. */
@FunctionalInterface
public interface AttentionPattern {
    /** Decides on a trace. Deterministic: the same trace and phase give the same plan. */
    AttentionPlan plan(AttentionTrace trace, Phase phase);
}
