package tessera.models.spatten;

import java.util.List;

/**
 * One layer of a trace as work.
 *
 * @param work loads and rows
 * @param tasks one a row, in the same order
 * @param tokens key tokens that survive into this layer, ascending
 * @param heads heads that survive into it, ascending
 * @param nextTokens survivors of the next layer according to the plan; the same as {@code tokens} after the last layer
 * @param nextHeads likewise
 */
@SuppressWarnings("ArrayRecordComponent") // Made once a layer; callers read.
public record LayerWork(
        SpAttenWork work, List<RowTask> tasks, int[] tokens, int[] heads, int[] nextTokens, int[] nextHeads) {
    public LayerWork {
        tasks = List.copyOf(tasks);
    }
}
