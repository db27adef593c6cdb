package tessera.models.quality;

/**
 * What a plan gives up against dense attention, over the heads and queries that were looked at. NaN where there is nothing to
 * measure: no values, or no attention at all.
 *
 * @param keptMass share of the dense probability that lies on attended keys, mean over queries
 * @param leastKeptMass the smallest of any query
 * @param outputError ‖O − O'‖ / ‖O‖ over all queries: O dense, O' softmax over the attended keys alone
 * @param recall share of a query's n largest probabilities that are among its n attended keys, mean
 * @param coverage attended share of the visible keys, mean over queries
 * @param leastCoverage the smallest of any query
 * @param reach share of the visible tokens whose content can have reached a query through all layers, mean over queries;
 *     NaN where queries are not the keys' tokens, or the sequence is longer than {@link QualityMeter#MOST_REACH_TOKENS}
 * @param rows queries measured, over all heads
 */
public record Quality(
        double keptMass,
        double leastKeptMass,
        double outputError,
        double recall,
        double coverage,
        double leastCoverage,
        double reach,
        long rows) {}
