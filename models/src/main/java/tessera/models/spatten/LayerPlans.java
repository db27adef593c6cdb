package tessera.models.spatten;

import java.util.List;
import tessera.models.plan.HeadPlan;

/** Who attends to what, decided layer after layer. */
interface LayerPlans {
    /**
     * The plan of the next layer; layers are asked for in order.
     *
     * @param tokenImportance after the layers before
     * @param headScores likewise, in the order of importance
     */
    LayerPlan layer(int layer, long[] tokenImportance, long[] headScores);

    /** Whether the survivors of each layer are ranked for the next. */
    boolean isRanked();

    /**
     * One layer.
     *
     * @param tokens key tokens that some head attends to, ascending
     * @param heads that compute something, ascending
     * @param plans one a head, masks as key lists
     */
    @SuppressWarnings("ArrayRecordComponent") // Made once a layer; callers read.
    record LayerPlan(int[] tokens, int[] heads, List<HeadPlan> plans) {}
}
