package tessera.models.spatten;

import java.util.List;
import tessera.models.golden.RowPrecision;

/**
 * One layer of a trace under a plan, as far as it does not depend on the machine: every decision, no time.
 *
 * @param lists what is fetched, in order
 * @param rows queries executed, in order; rows of a list are neighbours
 * @param tokens key tokens that survive into the layer
 * @param heads heads that survive into it
 * @param tokenRanking of the cascade after the layer; {@link Ranking#NONE} where no token is cut
 * @param headRanking likewise of the heads
 * @param keptMass sum over the rows: share of the dense probability on values used
 * @param outputError ‖O − O'‖ / ‖O‖ over the rows
 */
record RecordedLayer(
        List<KeyFetch> lists,
        List<RecordedRow> rows,
        int tokens,
        int heads,
        Ranking tokenRanking,
        Ranking headRanking,
        double keptMass,
        double outputError) {
    RecordedLayer {
        lists = List.copyOf(lists);
        rows = List.copyOf(rows);
    }

    /**
     * Keys that are fetched together.
     *
     * @param head of the layer
     * @param indices ascending; only the first {@code count} count; shared, never written
     */
    @SuppressWarnings("ArrayRecordComponent") // Index lists are shared by thousands of rows.
    record KeyFetch(int head, int[] indices, int count, RowPrecision precision, double valueKeepRatio) {}

    /**
     * One query.
     *
     * @param list index of its keys
     * @param isFirst whether it brings them in
     * @param keyCount keys it attends to
     * @param values token indices of the values it fetches; of a resident list all, whoever uses them
     * @param valueCount values it uses
     * @param isRefetched whether its low key bits are fetched
     * @param ranking of local value pruning
     */
    @SuppressWarnings("ArrayRecordComponent") // As above.
    record RecordedRow(
            int list,
            boolean isFirst,
            int keyCount,
            int[] values,
            int valueCount,
            boolean isRefetched,
            Ranking ranking) {}

    /**
     * A selection that a top-k engine makes.
     *
     * @param scoreCount scores; 0 for none
     * @param rounds live scores of each round of quick-select
     */
    @SuppressWarnings("ArrayRecordComponent") // As above.
    record Ranking(int scoreCount, int[] rounds) {
        static final Ranking NONE = new Ranking(0, new int[0]);
    }
}
