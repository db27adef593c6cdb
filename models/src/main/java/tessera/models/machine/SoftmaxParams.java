package tessera.models.machine;

/**
 * The softmax unit: a first pass exponentiates and sums, a second divides.
 *
 * @param lanes scores taken per cycle by each pass. <b>Source:</b> arXiv 2012.09852 v3, table I (parallelism 8)
 * @param accumulateLatencyCycles from the last score of a row to its sum, at least 1. <b>Source:</b> constants of the
 *     released simulator bert.cpp: dequantise 7 + exponential 21 + accumulate 23
 * @param divideLatencyCycles from an exponential to its fixed-point probability, at least 1. <b>Source:</b> the same:
 *     divide 29 + quantise 7
 */
public record SoftmaxParams(int lanes, int accumulateLatencyCycles, int divideLatencyCycles) {
    public SoftmaxParams {
        Checks.atLeast("softmax.lanes", lanes, 1);
        Checks.atLeast("softmax.accumulate_latency_cycles", accumulateLatencyCycles, 1);
        Checks.atLeast("softmax.divide_latency_cycles", divideLatencyCycles, 1);
    }
}
