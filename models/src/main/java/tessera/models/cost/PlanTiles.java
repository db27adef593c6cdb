package tessera.models.cost;

import java.util.IdentityHashMap;
import java.util.Map;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.MaskForm;

/** A plan's masks as tiles, each worked out once. Not thread-safe. */
public final class PlanTiles {
    private final AttentionShape shape;
    private final AttentionPlan plan;
    private final Map<MaskForm, HeadTiles> known = new IdentityHashMap<>();

    public PlanTiles(AttentionShape shape, AttentionPlan plan) {
        this.shape = shape;
        this.plan = plan;
    }

    public AttentionShape shape() {
        return shape;
    }

    public AttentionPlan plan() {
        return plan;
    }

    /** The tiles of one mask, in the plan's phase and kernel order. */
    public HeadTiles of(MaskForm mask) {
        return known.computeIfAbsent(
                mask,
                form -> HeadTiles.of(form, shape, plan.phase(), plan.schedule().order()));
    }
}
