package tessera.cli.explore.answer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tessera.cli.explore.Study;
import tessera.cli.explore.front.Importance;
import tessera.cli.explore.sample.Sampler;
import tessera.cli.explore.space.Grid;
import tessera.cli.explore.store.Level;
import tessera.cli.explore.store.Outcome;

/**
 * What each parameter explains of each objective, from all designs in closed form that can be built. An objective that is
 * above zero everywhere enters as its logarithm, so that a doubling counts the same wherever it happens.
 *
 * @param shares per objective, in the order of the space: one number per parameter, NaN where the objective is flat
 * @param count designs that the shares are from
 */
record Drivers(Map<String, double[]> shares, int count) {
    private static final double WORTH_NAMING = 0.005;

    static Drivers of(Study study) {
        Grid grid = study.space().grid();
        int parameters = grid.parameters().size();
        List<Outcome> seen = new ArrayList<>();
        for (Outcome outcome : study.outcomes()) {
            if (outcome.level() == Level.BOUND && outcome.constraint() != Outcome.REFUSED) {
                seen.add(outcome);
            }
        }
        int[][] choices = new int[parameters][seen.size()];
        for (int i = 0; i < seen.size(); i++) {
            int[] point = grid.choices(seen.get(i).point());
            for (int parameter = 0; parameter < parameters; parameter++) {
                choices[parameter][i] = grid.counts(parameter, point) ? point[parameter] : Importance.DOES_NOT_COUNT;
            }
        }
        boolean isComplete = study.isFinished() && study.space().sampler() == Sampler.GRID;
        Map<String, double[]> shares = new LinkedHashMap<>();
        for (String objective : study.space().objectives()) {
            int column = study.figures().indexOf(objective);
            double[] values =
                    seen.stream().mapToDouble(outcome -> outcome.value(column)).toArray();
            shares.put(objective, capped(Importance.of(choices, scaled(values), isComplete)));
        }
        return new Drivers(shares, seen.size());
    }

    /** Rounding can lift a share above 1 by its last bits. */
    private static double[] capped(double[] shares) {
        return Arrays.stream(shares).map(share -> Math.min(1, share)).toArray();
    }

    /** What the designs are of, for people: a search does not spread its designs evenly. */
    static String sample(Study study) {
        boolean isUneven = study.space().sampler().isSearch() || study.space().refinePoints() > 0;
        return isUneven ? "; a search looks mostly near the front, so these are shares of what it saw" : "";
    }

    private static double[] scaled(double[] values) {
        boolean isPositive = Arrays.stream(values).allMatch(value -> Double.isNaN(value) || value > 0);
        return isPositive ? Arrays.stream(values).map(Math::log).toArray() : values;
    }

    /** Numbers of the parameters by falling share of an objective; those of less than half a per cent left out. */
    List<Integer> ranked(String objective) {
        double[] own = shares.get(objective);
        return IntStream.range(0, own.length)
                .filter(i -> own[i] >= WORTH_NAMING)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -own[i]))
                .toList();
    }
}
