package tessera.models.pattern.compose;

import java.util.List;
import tessera.models.golden.RowPrecision;
import tessera.models.plan.Phase;
import tessera.models.plan.Schedule;

/**
 * A method with its parameters set.
 *
 * @param name for results
 * @param phases in which it acts; in the other, attention is dense
 * @param typicalShare share of the legal pairs kept on typical inputs, for shapes without values; NaN where there is none
 * @param recipes the first that fits a layer and head is used
 * @param schedule over how many steps a plan is used
 * @param scheduledPhases in which the schedule holds; in the other every step stands alone
 * @param precision of queries, keys and values
 * @param noise relative size of Gaussian noise on scores
 * @param seed of everything random
 * @param keepsAll whether a budget of 1 was asked for
 * @param denseUpTo keys up to which attention is dense; 0 where it never is for its length
 */
record Method(
        String name,
        List<Phase> phases,
        double typicalShare,
        List<Recipe> recipes,
        Schedule schedule,
        List<Phase> scheduledPhases,
        RowPrecision precision,
        double noise,
        long seed,
        boolean keepsAll,
        int denseUpTo) {
    Method {
        phases = List.copyOf(phases);
        recipes = List.copyOf(recipes);
        scheduledPhases = List.copyOf(scheduledPhases);
    }

    /** The schedule in a phase. */
    Schedule schedule(Phase phase) {
        return scheduledPhases.contains(phase)
                ? keepsAll ? new Schedule(schedule.steps(), 0, schedule.selections(), schedule.order()) : schedule
                : Schedule.SINGLE;
    }
}
