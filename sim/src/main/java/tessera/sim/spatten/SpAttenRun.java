package tessera.sim.spatten;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tessera.models.bound.SpAttenBounds;
import tessera.models.energy.Action;
import tessera.models.energy.ActionCounts;
import tessera.models.machine.SpAttenParams;
import tessera.models.spatten.CascadeStep;
import tessera.models.spatten.Flops;
import tessera.models.spatten.RowActions;
import tessera.models.spatten.SpAttenEnergy;
import tessera.models.spatten.SpAttenWork;
import tessera.sim.kernel.Driver;
import tessera.sim.stat.StatGroup;
import tessera.sim.stat.Timeline;
import tessera.traces.check.CeilDiv;

/**
 * The outcome of one run.
 *
 * @param machine that ran
 * @param work that it did
 * @param cycles from cycle 0 to the end, start-up included
 * @param dramRequests bursts read
 * @param dramReadBytes of those
 * @param activates DRAM rows opened; the least there can be where the memory has none
 * @param rowHits bursts that found their row open; 0 where the memory has none
 * @param bounds of this run
 * @param rows per-row times
 * @param stats all statistics of the machine
 */
public record SpAttenRun(
        SpAttenParams machine,
        SpAttenWork work,
        long cycles,
        long dramRequests,
        long dramReadBytes,
        long activates,
        long rowHits,
        SpAttenBounds bounds,
        RowTimes rows,
        StatGroup stats) {
    /** Simulates the work on the machine, decisions and counts as the work has them. */
    public static SpAttenRun of(SpAttenParams machine, SpAttenWork work) {
        return of(machine, work, Timeline.NONE);
    }

    /**
     * As {@link #of(SpAttenParams, SpAttenWork)}, fetching these values.
     *
     * @param values token indices of the values that each row fetches, in the order of rows
     */
    public static SpAttenRun of(SpAttenParams machine, SpAttenWork work, List<int[]> values) {
        return new SpAttenMachine(machine, work, new CountedDatapath(work, values)).run(Driver.SKIP_AHEAD);
    }

    /** As {@link #of(SpAttenParams, SpAttenWork)}; what the units do goes to the timeline. */
    public static SpAttenRun of(SpAttenParams machine, SpAttenWork work, Timeline timeline) {
        SpAttenMachine parts = new SpAttenMachine(machine, work, new CountedDatapath(work));
        return (timeline == Timeline.NONE ? parts : parts.attached(timeline)).run(Driver.SKIP_AHEAD);
    }

    /**
     * Cycles of every unit by cause: {@code "softmax.upstream" → cycles}. A unit's add up to the run's cycles; a memory
     * channel's, which is on the memory's clock, are scaled to them.
     */
    public Map<String, Long> stalls() {
        return StallTable.of(stats, cycles);
    }

    /** What a row did, to be priced. */
    public ActionCounts actions(int row) {
        long bursts = rows.bursts()[row];
        long share = dramRequests == 0 ? 0 : Math.round((double) activates * bursts / dramRequests);
        return RowActions.of(machine, work, work.rows().get(row), bursts, share, rows.selectionCycles()[row]);
    }

    /** Energy of the whole run, in pJ. */
    public double energyPj() {
        return SpAttenEnergy.table(machine).totalPj(actions());
    }

    /** Work of the run with its data, unpruned or not, in operations. */
    public long executedFlops() {
        return Flops.executed(work);
    }

    /** What the whole run did, the cascade's ranking included. */
    public ActionCounts actions() {
        CascadeStep step = work.cascade();
        long rankingCycles = CeilDiv.of(
                        (long) step.rankedTokens() + step.rankedHeads(),
                        machine.topK().lanes())
                + step.tokenSelectionCycles()
                + step.headSelectionCycles();
        long[] total = new long[Action.values().length];
        total[Action.COMPARISON.ordinal()] = rankingCycles * machine.topK().lanes();
        for (int row = 0; row < work.rows().size(); row++) {
            ActionCounts counts = actions(row);
            for (Action action : Action.values()) {
                total[action.ordinal()] += counts.count(action);
            }
        }
        total[Action.DRAM_ACTIVATE.ordinal()] = activates;
        Map<Action, Long> counts = new EnumMap<>(Action.class);
        for (Action action : Action.values()) {
            counts.put(action, total[action.ordinal()]);
        }
        return new ActionCounts(counts);
    }
}
