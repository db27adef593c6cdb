package tessera.models.pattern.compose;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import tessera.models.pattern.score.ScoreMap;
import tessera.models.pattern.select.SelectRule;

/**
 * AdaSpa's head-adaptive sparsity: of the heads whose choice recalls more than 0.8 of the scores, the best (at most half of
 * all) keep half as much, and as many of the worst half as much again, so that the mean stays.
 *
 * <p><b>Source:</b> AdaSpa, paper text: sparsity s becomes (1 + s) / 2 and (3 s − 1) / 2.
 *
 * @param shares of the legal blocks of each row, {@code [head]}
 */
@SuppressWarnings("ArrayRecordComponent") // Made once a layer, read by its heads.
record AdaptedShares(double[] shares) {
    private static final double GOOD_RECALL = 0.8;

    /**
     * @param maps scores of every head, rows summing to one
     * @param share that every head would keep
     */
    static AdaptedShares of(List<ScoreMap> maps, SelectRule rule, double share) {
        double[] recall = maps.stream()
                .mapToDouble(map -> recall(map, rule.choose(map, new BitSet())))
                .toArray();
        int[] order = IntStream.range(0, recall.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer head) -> -recall[head]))
                .mapToInt(Integer::intValue)
                .toArray();
        int good = (int) Arrays.stream(recall).filter(r -> r > GOOD_RECALL).count();
        int changed = Math.min(good, recall.length / 2);
        double[] shares = new double[recall.length];
        Arrays.fill(shares, share);
        for (int i = 0; i < changed; i++) {
            shares[order[i]] = share / 2;
            shares[order[recall.length - 1 - i]] = Math.min(1, 1.5 * share);
        }
        return new AdaptedShares(shares);
    }

    private static double recall(ScoreMap map, BitSet chosen) {
        int columns = map.grid().columns();
        double sum = 0;
        for (int cell = chosen.nextSetBit(0); cell >= 0; cell = chosen.nextSetBit(cell + 1)) {
            sum += map.get(cell / columns, cell % columns);
        }
        return sum / map.grid().rows();
    }
}
