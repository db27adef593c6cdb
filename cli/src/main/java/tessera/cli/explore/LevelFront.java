package tessera.cli.explore;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import tessera.cli.explore.front.Hypervolume;
import tessera.cli.explore.front.Hypervolume.Volume;
import tessera.cli.explore.front.ParetoFront;
import tessera.cli.explore.store.Level;

/** The designs of one level that keep all constraints and have all objectives, and which of them are on the front. */
public final class LevelFront {
    private final Level level;
    private final int feasibleCount;
    private final int[] rows;
    private final double[][] objectives;
    private final double[] best;
    private final double[] worst;

    /**
     * @param feasible numbers of the designs' outcomes in their study, rising
     * @param values objectives of each, to be minimised
     */
    LevelFront(Level level, int[] feasible, double[][] values) {
        this.level = level;
        this.feasibleCount = feasible.length;
        int[] front = ParetoFront.of(values);
        this.rows = Arrays.stream(front).map(i -> feasible[i]).toArray();
        this.objectives = Arrays.stream(front).mapToObj(i -> values[i]).toArray(double[][]::new);
        this.best = corner(values, Math::min);
        this.worst = corner(values, Math::max);
    }

    private static double[] corner(double[][] values, DoubleBinaryOperator choose) {
        double[] corner = values.length == 0 ? new double[0] : values[0].clone();
        for (double[] row : values) {
            for (int i = 0; i < corner.length; i++) {
                corner[i] = choose.applyAsDouble(corner[i], row[i]);
            }
        }
        return corner;
    }

    public Level level() {
        return level;
    }

    /** Designs of the level, on the front or not. */
    public int feasibleCount() {
        return feasibleCount;
    }

    public boolean isEmpty() {
        return rows.length == 0;
    }

    /** Numbers of the outcomes on the front, rising. */
    public int[] rows() {
        return rows.clone();
    }

    /** Objectives of those designs, all to be minimised. */
    public double[][] objectives() {
        return Arrays.stream(objectives).map(double[]::clone).toArray(double[][]::new);
    }

    /** The best value of each objective, over all designs of the level. */
    public double[] best() {
        return best.clone();
    }

    /** The worst value of each objective, over all designs of the level. */
    public double[] worst() {
        return worst.clone();
    }

    /**
     * The share of the box between {@link #best} and {@link #worst} that the front dominates, 0 to 1; objectives in which all
     * designs are alike take no part, and where that is all of them the share is 1. May take seconds.
     */
    public Volume volume() {
        int[] varying =
                IntStream.range(0, best.length).filter(i -> best[i] < worst[i]).toArray();
        if (varying.length == 0) {
            return new Volume(1, 0);
        }
        double[][] scaled = Arrays.stream(objectives)
                .map(row -> Arrays.stream(varying)
                        .mapToDouble(i -> (row[i] - best[i]) / (worst[i] - best[i]))
                        .toArray())
                .toArray(double[][]::new);
        double[] reference = new double[varying.length];
        Arrays.fill(reference, 1);
        return Hypervolume.measure(scaled, reference);
    }
}
