package tessera.models.pattern.select;

import java.util.Arrays;
import java.util.BitSet;
import tessera.models.golden.TopK;
import tessera.models.pattern.score.ScoreMap;

/** Orders cells by score, largest first, lower index first among equals. */
final class Ranking {
    private Ranking() {}

    /** The legal cells of a run [from, to) of a map, best first; those of {@code first} before all others. */
    static int[] order(ScoreMap map, int from, int to, BitSet first) {
        int columns = map.grid().columns();
        int count = 0;
        int[] cells = new int[to - from];
        for (int cell = from; cell < to; cell++) {
            if (map.isLegal(cell / columns, cell % columns)) {
                cells[count++] = cell;
            }
        }
        double[] scores = new double[count];
        for (int i = 0; i < count; i++) {
            scores[i] = map.get(cells[i] / columns, cells[i] % columns);
        }
        long[] keys = TopK.ordered(scores);
        long[][] ranked = new long[count][];
        for (int i = 0; i < count; i++) {
            ranked[i] = new long[] {first.get(cells[i]) ? 0 : 1, keys[i], cells[i]};
        }
        Arrays.sort(
                ranked,
                (a, b) -> a[0] != b[0]
                        ? Long.compare(a[0], b[0])
                        : a[1] != b[1] ? Long.compare(b[1], a[1]) : Long.compare(a[2], b[2]));
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = (int) ranked[i][2];
        }
        return order;
    }
}
