package tessera.cli.explore;

import java.util.ArrayList;
import java.util.List;
import org.moeaframework.algorithm.NSGAII;
import org.moeaframework.algorithm.NSGAIII;
import org.moeaframework.core.PRNG;
import org.moeaframework.core.Solution;
import org.moeaframework.core.constraint.LessThanOrEqual;
import org.moeaframework.core.operator.CompoundVariation;
import org.moeaframework.core.operator.Variation;
import org.moeaframework.core.operator.real.PM;
import org.moeaframework.core.operator.real.SBX;
import org.moeaframework.core.variable.RealVariable;
import org.moeaframework.problem.AbstractProblem;
import tessera.cli.explore.sample.PointSet;
import tessera.cli.explore.sample.Sampler;
import tessera.cli.explore.space.Constraint;
import tessera.cli.explore.space.Grid;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.store.Level;

/**
 * NSGA-II or NSGA-III over the closed form, by the MOEA Framework. A generation is evaluated at once, through the store; what
 * the store holds already is not computed again, and as every figure is deterministic, a resumed search takes the same way as
 * an uninterrupted one. A parameter is a real number from 0 to its number of values, whose floor is the value's number.
 *
 * <p><b>Source:</b> Deb et al.: A fast and elitist multiobjective genetic algorithm: NSGA-II, IEEE Transactions on
 * Evolutionary Computation 6(2), 2002; Deb and Jain: NSGA-III, the same 18(4), 2014. Crossover and mutation: SBX with index
 * 15, polynomial mutation with index 20, the framework's own defaults for real variables.
 */
final class GeneticSearch {
    /** Generations without a new design before the search is over: the space, or its part that evolves, is used up. */
    private static final int MOST_IDLE_GENERATIONS = 30;
    /** Objective of a design that cannot be built; its broken constraint ranks it behind all others anyway. */
    private static final double WORST = 1e18;

    private static final double SBX_INDEX = 15;
    private static final double PM_INDEX = 20;
    private static final double NEVER_BUILT = 1e6;

    private final Space space;
    private final Grid grid;
    private final Objectives objectives;
    private final Evaluation evaluation;
    private final long seed;
    private final Funnel.Progress progress;
    private final Stop stop;
    private final PointSet seen = new PointSet();
    private final List<Long> order = new ArrayList<>();
    private final int[] constraintColumns;
    private boolean isStopped;

    GeneticSearch(
            Space space, Objectives objectives, Evaluation evaluation, long seed, Funnel.Progress progress, Stop stop) {
        this.space = space;
        this.grid = space.grid();
        this.objectives = objectives;
        this.evaluation = evaluation;
        this.seed = seed;
        this.progress = progress;
        this.stop = stop;
        this.constraintColumns = space.constraints().stream()
                .mapToInt(constraint -> DesignModels.FIGURES.indexOf(constraint.figure()))
                .toArray();
    }

    /** Runs until so many different designs have been looked at, or none is found any more; false if stopped. */
    boolean run() {
        PRNG.setSeed(seed);
        Problem problem = new Problem();
        Variation variation = new CompoundVariation(
                new SBX(1.0, SBX_INDEX), new PM(1.0 / grid.parameters().size(), PM_INDEX));
        NSGAII search = space.sampler() == Sampler.NSGA_II ? new Nsga2(problem) : new Nsga3(problem);
        search.setVariation(variation);
        search.setInitialPopulationSize(even(space.population()));
        int idle = 0;
        while (!isStopped && seen.size() < space.points() && idle < MOST_IDLE_GENERATIONS) {
            int before = seen.size();
            search.step();
            idle = seen.size() == before ? idle + 1 : 0;
        }
        return !isStopped;
    }

    /** The different designs that were looked at, in that order. */
    long[] seen() {
        return order.stream().mapToLong(Long::longValue).toArray();
    }

    private static int even(int count) {
        return count + count % 2;
    }

    private final class Nsga2 extends NSGAII {
        Nsga2(Problem problem) {
            super(problem);
        }

        @Override
        public void evaluateAll(Iterable<Solution> solutions) {
            evaluateTogether(solutions);
        }
    }

    private final class Nsga3 extends NSGAIII {
        Nsga3(Problem problem) {
            super(problem);
        }

        @Override
        public void evaluateAll(Iterable<Solution> solutions) {
            evaluateTogether(solutions);
        }
    }

    /** All solutions of a generation; once stopped, none: their objectives stay as they are, and nobody looks at them. */
    private void evaluateTogether(Iterable<Solution> solutions) {
        List<Long> points = new ArrayList<>();
        for (Solution solution : solutions) {
            points.add(point(solution));
        }
        isStopped |= !evaluation.run(points.stream().mapToLong(Long::longValue).iterator(), Level.BOUND, done -> {});
        if (isStopped) {
            return;
        }
        int i = 0;
        for (Solution solution : solutions) {
            long point = points.get(i++);
            if (seen.add(point)) {
                order.add(point);
            }
            judge(solution, evaluation.row(point, Level.BOUND));
        }
        progress.at("closed form", Math.min(seen.size(), space.points()), space.points());
        isStopped = stop.getAsBoolean();
    }

    private long point(Solution solution) {
        int[] choices = new int[grid.parameters().size()];
        for (int i = 0; i < choices.length; i++) {
            int size = grid.parameters().get(i).size();
            choices[i] = Math.min(size - 1, (int) RealVariable.getReal(solution.getVariable(i)));
        }
        return grid.canonical(grid.point(choices));
    }

    private void judge(Solution solution, int row) {
        OutcomeTable table = evaluation.outcomes();
        double[] values = objectives.raw(table, row);
        boolean isBuilt = true;
        for (int i = 0; i < values.length; i++) {
            isBuilt &= !Double.isNaN(values[i]);
            solution.setObjectiveValue(i, Double.isNaN(values[i]) ? WORST : values[i]);
        }
        solution.setConstraintValue(0, isBuilt ? 0 : NEVER_BUILT);
        for (int i = 0; i < constraintColumns.length; i++) {
            Constraint constraint = space.constraints().get(i);
            double value = table.value(row, constraintColumns[i]);
            double scale = Math.max(1e-12, Math.abs(constraint.limit()));
            double violation = constraint.holds(value) ? 0 : Math.max(1e-9, -constraint.slack(value) / scale);
            solution.setConstraintValue(1 + i, Double.isNaN(violation) ? NEVER_BUILT : violation);
        }
    }

    /** One real variable a parameter; how far each constraint is broken, the first: whether the design can be built. */
    private final class Problem extends AbstractProblem {
        Problem() {
            super(
                    grid.parameters().size(),
                    objectives.names().size(),
                    1 + space.constraints().size());
        }

        @Override
        public void evaluate(Solution solution) {
            evaluateTogether(List.of(solution));
        }

        @Override
        public Solution newSolution() {
            Solution solution = new Solution(numberOfVariables, numberOfObjectives, numberOfConstraints);
            for (int i = 0; i < numberOfVariables; i++) {
                solution.setVariable(
                        i, new RealVariable(0, grid.parameters().get(i).size()));
            }
            for (int i = 0; i < numberOfConstraints; i++) {
                solution.setConstraint(i, LessThanOrEqual.to(0));
            }
            return solution;
        }
    }
}
