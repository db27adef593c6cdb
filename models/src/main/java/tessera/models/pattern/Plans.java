package tessera.models.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import tessera.models.plan.HeadPlan;
import tessera.traces.trace.AttentionTrace;

/** Building plans head by head. */
final class Plans {
    private Plans() {}

    /** {@code [layer][head]} from a function of (layer, head). */
    static List<List<HeadPlan>> perHead(AttentionTrace trace, BiFunction<Integer, Integer, HeadPlan> make) {
        List<List<HeadPlan>> layers = new ArrayList<>();
        for (int layer = 0; layer < trace.layerCount(); layer++) {
            List<HeadPlan> heads = new ArrayList<>();
            for (int head = 0; head < trace.headCount(); head++) {
                heads.add(make.apply(layer, head));
            }
            layers.add(heads);
        }
        return layers;
    }
}
