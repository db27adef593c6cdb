package tessera.cli.explore.answer;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tessera.cli.explore.DesignModel;
import tessera.cli.explore.answer.BreakEvenAnswer.Crossing;
import tessera.cli.explore.answer.BreakEvenAnswer.Sample;
import tessera.cli.explore.space.BreakEven;
import tessera.cli.explore.space.Grid;
import tessera.cli.explore.space.Parameter;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.store.Level;
import tessera.cli.explore.store.Outcome;
import tessera.traces.check.InputException;

/**
 * Finds crossings: first over the listed values, then, where these are numbers, by bisection over ever finer values between
 * the two that the crossing lies between. A finer value that cannot be built ends the search: then the listed values are
 * all there is. Whole numbers stay whole.
 */
final class BreakEvenSolver {
    /** Longer lists are thinned to so many values, both ends among them. */
    static final int MOST_VALUES = 65;

    /** Two values are close if they differ by less than this share. */
    private static final double CLOSE = 1e-4;

    private static final int PARTS = 16;
    private static final int MOST_ROUNDS = 8;
    private static final MathContext DIGITS = new MathContext(8);

    private final Space space;
    private final List<String> figures;
    private final DesignModel model;

    BreakEvenSolver(Space space, DesignModel model) {
        this.space = space;
        this.figures = model.figures();
        this.model = model;
    }

    BreakEvenAnswer solve(BreakEven question, long point) {
        List<String> values = thinned(question.values());
        List<Sample> samples = new ArrayList<>();
        List<Sample> all = samples(question, point, values);
        all.stream().filter(BreakEvenSolver::isValid).forEach(samples::add);
        List<Crossing> crossings = new ArrayList<>();
        Sample last = null;
        for (Sample sample : samples) {
            if (last != null && last.difference() == 0 && sample.difference() != 0 && crossings.isEmpty()) {
                crossings.add(new Crossing(last, last));
            } else if (last != null && last.difference() * sample.difference() < 0) {
                crossings.add(refined(question, point, last, sample));
            } else if (last != null && last.difference() != 0 && sample.difference() == 0) {
                crossings.add(new Crossing(sample, sample));
            }
            last = sample;
        }
        return new BreakEvenAnswer(question, point, samples, crossings, all.size() - samples.size());
    }

    private static boolean isValid(Sample sample) {
        return Double.isFinite(sample.difference());
    }

    static List<String> thinned(List<String> values) {
        if (values.size() <= MOST_VALUES) {
            return values;
        }
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < MOST_VALUES; i++) {
            kept.add(values.get((int) ((long) i * (values.size() - 1) / (MOST_VALUES - 1))));
        }
        return kept;
    }

    private Crossing refined(BreakEven question, long point, Sample first, Sample second) {
        Sample before = first;
        Sample after = second;
        for (int round = 0; round < MOST_ROUNDS && !isClose(before.value(), after.value()); round++) {
            List<String> between = between(before.value(), after.value());
            if (between.isEmpty()) {
                break;
            }
            Optional<Finer> made = finer(question, point, between);
            if (made.isEmpty()) {
                break;
            }
            Finer finer = made.get();
            int low = -1;
            int high = between.size();
            while (high - low > 1) {
                int middle = (low + high) >>> 1;
                Sample sample = finer.at(middle);
                if (!isValid(sample)) {
                    return new Crossing(before, after);
                }
                if (sample.difference() == 0) {
                    return new Crossing(sample, sample);
                }
                if (sample.difference() * before.difference() > 0) {
                    low = middle;
                    before = sample;
                } else {
                    high = middle;
                    after = sample;
                }
            }
        }
        return new Crossing(before, after);
    }

    /** Empty if the machine refuses such values outright. */
    private Optional<Finer> finer(BreakEven question, long point, List<String> values) {
        try {
            return Optional.of(new Finer(question, point, values));
        } catch (InputException e) {
            return Optional.empty();
        }
    }

    static boolean isClose(String a, String b) {
        return Numbers.areOfOneUnit(a, b)
                && Math.abs(Numbers.of(a).getAsDouble() - Numbers.of(b).getAsDouble())
                        <= CLOSE
                                * Math.max(
                                        Math.abs(Numbers.of(a).getAsDouble()),
                                        Math.abs(Numbers.of(b).getAsDouble()));
    }

    /** Up to fifteen values between two, evenly spaced, without the two; none if they are not numbers of one unit. */
    static List<String> between(String first, String second) {
        if (!Numbers.areOfOneUnit(first, second)) {
            return List.of();
        }
        double from = Numbers.of(first).getAsDouble();
        double to = Numbers.of(second).getAsDouble();
        boolean isWhole = Numbers.isWhole(first) && Numbers.isWhole(second);
        String unit = Numbers.unit(first).isEmpty() ? "" : " " + Numbers.unit(first);
        List<String> values = new ArrayList<>();
        for (int i = 1; i < PARTS; i++) {
            double value = from + (to - from) * i / PARTS;
            BigDecimal decimal = isWhole
                    ? BigDecimal.valueOf(Math.round(value))
                    : BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros();
            boolean isInside = decimal.doubleValue() != from && decimal.doubleValue() != to;
            String text = decimal.toPlainString() + unit;
            if (isInside && !values.contains(text)) {
                values.add(text);
            }
        }
        return values;
    }

    private List<Sample> samples(BreakEven question, long point, List<String> values) {
        Finer finer = new Finer(question, point, values);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            samples.add(finer.at(i));
        }
        return samples;
    }

    /** The design in a space of its own, in which only the key varies. */
    private final class Finer {
        private final BreakEven question;
        private final List<String> values;
        private final DesignModel varied;

        Finer(BreakEven question, long point, List<String> values) {
            this.question = question;
            this.values = values;
            this.varied = model.over(space.withGrid(alone(space.grid(), question, point, values)));
        }

        Sample at(int value) {
            Outcome outcome = varied.evaluate(value, Level.BOUND);
            boolean isBuilt = outcome.constraint() != Outcome.REFUSED;
            double left = isBuilt ? outcome.value(figures.indexOf(question.left())) : Double.NaN;
            double right =
                    question.right().isEmpty() ? question.number() : outcome.value(figures.indexOf(question.right()));
            return new Sample(values.get(value), left, right);
        }
    }

    /** All parameters that count fixed at the design's values, and the key, which varies. */
    static Grid alone(Grid grid, BreakEven question, long point, List<String> values) {
        int[] choices = grid.choices(point);
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < choices.length; i++) {
            Parameter parameter = grid.parameters().get(i);
            if (grid.counts(i, choices) && !parameter.target().equals(question.target())) {
                parameters.add(new Parameter(
                        parameter.name(),
                        parameter.target(),
                        List.of(parameter.values().get(choices[i])),
                        null));
            }
        }
        parameters.add(new Parameter(question.vary(), question.target(), values, null));
        return new Grid(parameters);
    }
}
