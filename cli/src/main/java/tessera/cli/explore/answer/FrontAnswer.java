package tessera.cli.explore.answer;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tessera.cli.explore.LevelFront;
import tessera.cli.explore.StudySummary;
import tessera.cli.explore.front.Hypervolume.Volume;
import tessera.cli.explore.front.Knee;
import tessera.cli.explore.store.Level;
import tessera.cli.explore.store.Outcome;

/**
 * The front of the closest level of fidelity at which a design keeps all constraints: the cycle model, else the closed form.
 * Too few designs go through the generated Verilog for a front.
 *
 * @param level that the figures are of
 * @param feasibleCount designs of that level that keep all constraints and have all objectives
 * @param designs on the front, by rising first objective (falling where more is better), then by the others, then by point
 * @param rows objectives of those designs, all to be minimised
 * @param best,worst of each objective over the feasible designs, to be minimised: the two corners of the box that the
 *     volume is a share of
 * @param volume dominated share of that box, 0 to 1; objectives in which all designs are alike take no part
 * @param knee position of the knee in {@code designs}; see {@link Knee}
 */
record FrontAnswer(
        Level level,
        int feasibleCount,
        List<Outcome> designs,
        List<double[]> rows,
        double[] best,
        double[] worst,
        Volume volume,
        int knee) {
    /** The front of a study; empty if no design at any level is feasible. */
    static Optional<FrontAnswer> of(StudySummary summary) {
        return summary.volume().map(volume -> of(summary, volume));
    }

    private static FrontAnswer of(StudySummary summary, Volume volume) {
        LevelFront front = summary.front();
        int[] places = front.rows();
        double[][] rows = front.objectives();
        int[] order = IntStream.range(0, rows.length)
                .boxed()
                .sorted(Comparator.<Integer, double[]>comparing(i -> rows[i], Arrays::compare)
                        .thenComparing(Comparator.naturalOrder()))
                .mapToInt(Integer::intValue)
                .toArray();
        List<double[]> sorted = Arrays.stream(order).mapToObj(i -> rows[i]).toList();
        return new FrontAnswer(
                front.level(),
                front.feasibleCount(),
                Arrays.stream(order)
                        .mapToObj(i -> summary.study().outcomes().get(places[i]))
                        .toList(),
                sorted,
                front.best(),
                front.worst(),
                volume,
                Knee.of(sorted.toArray(double[][]::new)));
    }

    /** Position of the design that is best in an objective; among equals the one that is best in the others, in order. */
    int extreme(int objective) {
        int best = 0;
        for (int i = 1; i < rows.size(); i++) {
            if (rows.get(i)[objective] < rows.get(best)[objective]) {
                best = i;
            }
        }
        return best;
    }

    /** Position of the design that is best in {@code objective} among those within {@code share} of the best first objective. */
    int bestWithin(double share, int objective) {
        double limit = best[0] + share * Math.abs(best[0]);
        int chosen = extreme(0);
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i)[0] <= limit && rows.get(i)[objective] < rows.get(chosen)[objective]) {
                chosen = i;
            }
        }
        return chosen;
    }
}
