package tessera.models.plan;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A pattern's decision about a whole trace.
 *
 * @param pattern the pattern's name
 * @param phase how it is executed
 * @param heads {@code [layer][head]}; every layer has as many heads as the trace, skipped ones included
 * @param schedule over how many steps the plan is used
 */
public record AttentionPlan(String pattern, Phase phase, List<List<HeadPlan>> heads, Schedule schedule) {
    public AttentionPlan {
        heads = heads.stream().map(List::copyOf).toList();
    }

    /** A plan for one step. */
    public AttentionPlan(String pattern, Phase phase, List<List<HeadPlan>> heads) {
        this(pattern, phase, heads, Schedule.SINGLE);
    }

    public int layerCount() {
        return heads.size();
    }

    public HeadPlan head(int layer, int head) {
        return heads.get(layer).get(head);
    }

    /** Heads of a layer that compute something, ascending. */
    public int[] keptHeads(int layer) {
        List<HeadPlan> row = heads.get(layer);
        return IntStream.range(0, row.size())
                .filter(head -> !row.get(head).isSkipped())
                .toArray();
    }
}
