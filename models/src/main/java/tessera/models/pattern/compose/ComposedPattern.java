package tessera.models.pattern.compose;

import java.util.ArrayList;
import java.util.List;
import tessera.models.config.ConfigNode;
import tessera.models.pattern.AttentionPattern;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.input.PlanInput;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.HeadPlan;
import tessera.models.plan.Phase;
import tessera.models.plan.Schedule;
import tessera.traces.check.InputException;
import tessera.traces.trace.AttentionTrace;

/** A method from a file, ready to plan. */
public final class ComposedPattern implements AttentionPattern {
    private final String name;
    private final ConfigNode parameters;

    /** Reads the parameters once for a typical length, so that mistakes show at once. */
    public ComposedPattern(String name, ConfigNode parameters) {
        this.name = name;
        this.parameters = parameters;
        MethodReader.read(name, parameters, new AttentionShape("check", 1, 1, 1, 4096, 4096, 64, List.of(4096), false));
    }

    @Override
    public AttentionPlan plan(AttentionTrace trace, Phase phase) {
        return plan(PlanInput.of(trace), phase, (layer, head, plan, mask) -> {});
    }

    @Override
    public AttentionPlan plan(PlanInput input, Phase phase, HeadVisitor visitor) {
        AttentionShape shape = input.shape();
        Method method = MethodReader.read(name, parameters, shape);
        boolean isActing = method.phases().contains(phase) && shape.keyCount() > method.denseUpTo();
        HeadPlanner planner = new HeadPlanner(method, input, phase);
        List<List<HeadPlan>> layers = new ArrayList<>();
        for (int layer = 0; layer < shape.layerCount(); layer++) {
            List<HeadPlan> heads = new ArrayList<>();
            planner.startLayer();
            for (int head = 0; head < shape.headCount(); head++) {
                Recipe recipe = recipe(method, layer, head, shape);
                HeadPlanner.Planned planned = isActing ? planner.plan(recipe, layer, head) : planner.dense();
                heads.add(planned.plan());
                visitor.head(layer, head, planned.plan(), planned.attended());
            }
            layers.add(heads);
        }
        return new AttentionPlan(name, phase, layers, isActing ? method.schedule(phase) : Schedule.SINGLE);
    }

    private Recipe recipe(Method method, int layer, int head, AttentionShape shape) {
        return method.recipes().stream()
                .filter(recipe -> recipe.layers().matches(layer, shape.layerCount())
                        && recipe.heads().matches(head, shape.headCount()))
                .findFirst()
                .orElseThrow(() -> new InputException("pattern " + name + ": no recipe fits layer " + layer + ", head "
                        + head + "; add one without layers and heads at the end"));
    }
}
