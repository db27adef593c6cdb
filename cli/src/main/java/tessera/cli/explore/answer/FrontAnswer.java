package tessera.cli.explore.answer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tessera.cli.explore.Objectives;
import tessera.cli.explore.Study;
import tessera.cli.explore.front.Hypervolume;
import tessera.cli.explore.front.Hypervolume.Volume;
import tessera.cli.explore.front.Knee;
import tessera.cli.explore.front.ParetoFront;
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
    static Optional<FrontAnswer> of(Study study) {
        Objectives objectives = new Objectives(study.space().objectives(), study.figures());
        return at(study, objectives, Level.CYCLE).or(() -> at(study, objectives, Level.BOUND));
    }

    private static Optional<FrontAnswer> at(Study study, Objectives objectives, Level level) {
        List<double[]> rows = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        int place = 0;
        for (Outcome outcome : study.outcomes()) {
            if (outcome.level() == level && outcome.isFeasible()) {
                double[] row = objectives.row(outcome);
                if (Arrays.stream(row).noneMatch(Double::isNaN)) {
                    rows.add(row);
                    places.add(place);
                }
            }
            place++;
        }
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        double[][] all = rows.toArray(double[][]::new);
        List<Integer> front = Arrays.stream(ParetoFront.of(all))
                .boxed()
                .sorted(Comparator.<Integer, double[]>comparing(i -> all[i], Arrays::compare)
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        double[] best = corner(all, Math::min);
        double[] worst = corner(all, Math::max);
        List<double[]> onFront = front.stream().map(i -> all[i]).toList();
        return Optional.of(new FrontAnswer(
                level,
                all.length,
                front.stream().map(i -> study.outcomes().get(places.get(i))).toList(),
                onFront,
                best,
                worst,
                share(onFront, best, worst),
                Knee.of(onFront.toArray(double[][]::new))));
    }

    private static double[] corner(double[][] rows, java.util.function.DoubleBinaryOperator choose) {
        double[] corner = rows[0].clone();
        for (double[] row : rows) {
            for (int i = 0; i < corner.length; i++) {
                corner[i] = choose.applyAsDouble(corner[i], row[i]);
            }
        }
        return corner;
    }

    /** Scaled so that best is 0 and worst is 1 in every objective that varies at all. */
    private static Volume share(List<double[]> front, double[] best, double[] worst) {
        int[] varying = java.util.stream.IntStream.range(0, best.length)
                .filter(i -> best[i] < worst[i])
                .toArray();
        if (varying.length == 0) {
            return new Volume(1, 0);
        }
        double[][] scaled = front.stream()
                .map(row -> Arrays.stream(varying)
                        .mapToDouble(i -> (row[i] - best[i]) / (worst[i] - best[i]))
                        .toArray())
                .toArray(double[][]::new);
        double[] reference = new double[varying.length];
        Arrays.fill(reference, 1);
        return Hypervolume.measure(scaled, reference);
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
