package tessera.models.pattern.compose;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import tessera.models.golden.TopK;
import tessera.models.pattern.mask.TokenMask;
import tessera.models.pattern.score.ScoreMap;
import tessera.models.pattern.select.SelectRule;

/**
 * Heads that compete: per row, as many cells as the rule would give to all heads together, the best of all of them.
 *
 * @param maps one a head
 * @param chosen cells of each head
 */
record JointDecision(List<ScoreMap> maps, List<BitSet> chosen) {
    static JointDecision of(List<ScoreMap> maps, SelectRule rule) {
        int columns = maps.get(0).grid().columns();
        List<BitSet> own =
                maps.stream().map(map -> rule.choose(map, new BitSet())).toList();
        List<BitSet> chosen = new ArrayList<>();
        maps.forEach(map -> chosen.add(new BitSet()));
        for (int row = 0; row < maps.get(0).grid().rows(); row++) {
            int wanted = 0;
            double[] scores = new double[maps.size() * columns];
            for (int head = 0; head < maps.size(); head++) {
                wanted += own.get(head).get(row * columns, (row + 1) * columns).cardinality();
                for (int column = 0; column < columns; column++) {
                    scores[head * columns + column] = maps.get(head).get(row, column);
                }
            }
            for (int cell : TopK.keptIndices(scores, wanted)) {
                chosen.get(cell / columns).set(row * columns + cell % columns);
            }
        }
        return new JointDecision(maps, chosen);
    }

    TokenMask tokens(int head) {
        return Expansion.tokens(maps.get(head).grid(), chosen.get(head));
    }
}
