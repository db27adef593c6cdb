package tessera.traces.synthetic;

import java.util.List;
import tessera.traces.stat.HeadStatistics;
import tessera.traces.stat.TraceStatistics;
import tessera.traces.tensor.StoredPrecision;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.TraceDescription;
import tessera.traces.trace.TraceShape;

/**
 * Finds the recipe whose head attends most like a given one: a pattern search over sink, Zipf exponent, local strength,
 * radius and noise, that tries a step up and down in each and halves the steps when none helps.
 *
 * <p><b>Source:</b> Hooke and Jeeves, "Direct search solution of numerical and statistical problems", JACM 8(2), 1961
 * (exploratory moves only).
 */
final class HeadFit {
    /** Queries that a candidate is measured on. */
    private static final int QUERIES = 48;

    private static final int ROUNDS = 24;

    /** Sink, Zipf exponent, local strength, logarithm of the radius, noise: where the search starts, and its first steps. */
    private static final double[][] STARTS = {{0, 0.3, 1, 1.4, 1}, {3, 0.3, 12, 0.3, 1}, {3, 1, 0, 1.4, 0.5}};

    private static final double[] FIRST_STEPS = {2, 0.5, 3, 0.7, 1};

    private final TraceShape shape;
    private final HeadStatistics target;
    private final double entropyScale;
    private final long seed;
    private final double fixedRadius;
    private double[] best;
    private double bestLoss;

    private HeadFit(TraceShape shape, HeadStatistics target, double fixedRadius, long seed) {
        this.shape = shape;
        this.target = target;
        this.entropyScale = Math.max(1, Math.log(shape.keyCount()) / Math.log(2));
        this.seed = seed;
        this.fixedRadius = fixedRadius;
    }

    /**
     * The recipe for a head with these figures.
     *
     * @param shape one layer and head
     * @param fixedRadius the radius of the keys that this head reads, or 0 if it may be chosen
     */
    static HeadRecipe of(TraceShape shape, HeadStatistics target, double fixedRadius, long seed) {
        HeadFit fit = new HeadFit(shape, target, fixedRadius, seed);
        fit.search();
        return fit.recipe(fit.best);
    }

    private void search() {
        bestLoss = Double.POSITIVE_INFINITY;
        for (double[] start : STARTS) {
            double loss = loss(start);
            if (loss < bestLoss) {
                best = start;
                bestLoss = loss;
            }
        }
        double[] steps = FIRST_STEPS.clone();
        for (int round = 0; round < ROUNDS; round++) {
            boolean isBetter = false;
            for (int i = 0; i < steps.length; i++) {
                if (i != 3 || fixedRadius == 0) {
                    isBetter |= tried(i, steps[i]) || tried(i, -steps[i]);
                }
            }
            for (int i = 0; i < steps.length && !isBetter; i++) {
                steps[i] /= 2;
            }
        }
    }

    private boolean tried(int parameter, double step) {
        double[] candidate = best.clone();
        candidate[parameter] += step;
        candidate[0] = Math.max(-20, Math.min(60, candidate[0]));
        candidate[1] = Math.max(0, Math.min(6, candidate[1]));
        candidate[2] = Math.max(-60, Math.min(90, candidate[2]));
        candidate[3] = Math.max(0, Math.min(Math.log(shape.keyCount()), candidate[3]));
        candidate[4] = Math.max(0, Math.min(30, candidate[4]));
        double loss = loss(candidate);
        if (loss >= bestLoss) {
            return false;
        }
        best = candidate;
        bestLoss = loss;
        return true;
    }

    private HeadRecipe recipe(double[] parameters) {
        return HeadRecipe.PLAIN.with(
                parameters[0],
                parameters[1],
                parameters[2],
                fixedRadius > 0 ? fixedRadius : Math.exp(parameters[3]),
                parameters[4]);
    }

    private double loss(double[] parameters) {
        SyntheticModel model = new SyntheticModel(List.of(List.of(recipe(parameters))));
        AttentionTrace candidate = new SyntheticTrace(shape, model, StoredPrecision.FP32, seed)
                .inMemory(TraceDescription.named("candidate"));
        HeadStatistics found = TraceStatistics.of(
                        candidate, (long) QUERIES * shape.keyCount() / (shape.causal() ? 2 : 1))
                .perLayer()
                .get(0)
                .heads()
                .get(0);
        return difference(found.massCurve(), target.massCurve())
                + difference(found.importanceCurve(), target.importanceCurve())
                + difference(found.locality(), target.locality())
                + 4 * square(found.sinkShare() - target.sinkShare())
                + 4 * square((found.entropy() - target.entropy()) / entropyScale);
    }

    /** Mean square. */
    private static double difference(List<Double> a, List<Double> b) {
        double sum = 0;
        int count = Math.min(a.size(), b.size());
        for (int i = 0; i < count; i++) {
            sum += square(a.get(i) - b.get(i));
        }
        return count == 0 ? 0 : 4 * sum / count;
    }

    private static double square(double value) {
        return value * value;
    }
}
