package tessera.models.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tessera.models.energy.Action;
import tessera.models.machine.SpAttenParams;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.HeadPlan;
import tessera.models.plan.Schedule;
import tessera.models.plan.SelectionCost;
import tessera.models.plan.SideWork;
import tessera.traces.check.CeilDiv;

/**
 * What a plan does on a SpAtten-style machine beside attending to its masks: estimating, ranking, work of another kind.
 * Estimators run on the matrix units, ranking on the top-k engine, sums of probability (top-p) by bisection on a threshold in
 * 16 passes; reordering is address generation and free. What the machine has no unit for is charged as if it had a matrix unit
 * of the same size beside it. Nothing overlaps with attention. Thread-safe.
 */
public final class SpattenBeside {
    /** Of a plan that decides on nothing and does nothing else. */
    public static final SpattenBeside NONE = new SpattenBeside(List.of(), List.of(), Schedule.SINGLE);

    private static final int BISECTION_PASSES = 16;
    private static final int QUICK_SELECT_PASSES = 3;
    private static final int DRAM_ROW_BYTES = 1024;
    private static final double US = 1e6;

    private final List<SelectionCost> selections;
    /** {@code [head][work]}. */
    private final List<List<SideWork>> sides;

    private final Schedule schedule;
    private final Map<Rates, Cycles> cycles = new ConcurrentHashMap<>();

    /**
     * Machine cycles of one use of the plan, mean over the steps of its schedule.
     *
     * @param all one after the other
     * @param memory of that alone
     * @param compute of matrix units and top-k engine alone
     * @param topK of the top-k engine alone, which is in {@code compute}
     */
    public record Cycles(double all, double memory, double compute, double topK) {}

    /** What of a machine decides the time. */
    private record Rates(int multipliers, double bytesPerCycle, int lanes, double clockHz) {}

    private SpattenBeside(List<SelectionCost> selections, List<List<SideWork>> sides, Schedule schedule) {
        this.selections = selections;
        this.sides = sides;
        this.schedule = schedule;
    }

    /** Of one use of a plan; in decode of all its queries. */
    public static SpattenBeside of(AttentionPlan plan) {
        List<SelectionCost> selections = new ArrayList<>();
        List<List<SideWork>> sides = new ArrayList<>();
        for (List<HeadPlan> heads : plan.heads()) {
            for (HeadPlan head : heads) {
                if (!head.selection().isFree()) {
                    selections.add(head.selection());
                }
                if (!head.sideWork().isEmpty()) {
                    sides.add(head.sideWork());
                }
            }
        }
        return new SpattenBeside(selections, sides, plan.schedule());
    }

    /** Whether the plan costs what its masks cost, and nothing else. */
    public boolean isNone() {
        return selections.isEmpty() && sides.isEmpty() && denseShare() == 0;
    }

    /** Share of the schedule's steps that attend densely instead. */
    public double denseShare() {
        return schedule.denseShare();
    }

    /** Estimating and ranking of one use of the plan where both are done. */
    double selectionUs(SpAttenParams machine) {
        double us = 0;
        for (SelectionCost cost : selections) {
            us += selectionUs(machine, cost);
        }
        return us;
    }

    /** Work of another kind of one use of the plan where it is done. */
    double sideUs(SpAttenParams machine) {
        double us = 0;
        for (List<SideWork> works : sides) {
            us += works.stream().mapToDouble(work -> sideUs(machine, work)).sum();
        }
        return us;
    }

    private static double selectionUs(SpAttenParams machine, SelectionCost cost) {
        double compute = cost.flops() / 2.0 / machine.multiplierCount();
        double memory = (double) cost.bytes() / machine.memory().bytesPerCycle();
        return (Math.max(compute, memory) + comparisons(cost) / machine.topK().lanes()) / machine.clockHz() * US;
    }

    private static double comparisons(SelectionCost cost) {
        return QUICK_SELECT_PASSES * (double) cost.rankedScores() + BISECTION_PASSES * (double) cost.sortedScores();
    }

    private static double sideUs(SpAttenParams machine, SideWork work) {
        double compute = CeilDiv.of(work.flops(), 2L) / (double) machine.multiplierCount();
        double memory = (double) work.bytes() / machine.memory().bytesPerCycle();
        return Math.max(compute, memory) / machine.clockHz() * US;
    }

    /** What it takes on a machine. */
    public Cycles cycles(SpAttenParams machine) {
        Rates rates = new Rates(
                machine.multiplierCount(),
                machine.memory().bytesPerCycle(),
                machine.topK().lanes(),
                machine.clockHz());
        return cycles.computeIfAbsent(rates, absent -> {
            double us = selectionUs(machine) * schedule.selectionShare() + sideUs(machine) * (1 - denseShare());
            double ranking = comparisons() / machine.topK().lanes();
            return new Cycles(
                    us * machine.clockHz() / US,
                    dramBytes() / machine.memory().bytesPerCycle(),
                    multiplyAdds() / machine.multiplierCount() + ranking,
                    ranking);
        });
    }

    /** Of the top-k engine. */
    private double comparisons() {
        double selected = 0;
        for (SelectionCost cost : selections) {
            selected += comparisons(cost);
        }
        return selected * schedule.selectionShare();
    }

    /** Bytes moved between DRAM and machine, as {@link #cycles} counts. */
    public double dramBytes() {
        double selected = 0;
        for (SelectionCost cost : selections) {
            selected += cost.bytes();
        }
        double beside = 0;
        for (List<SideWork> works : sides) {
            for (SideWork work : works) {
                beside += work.bytes();
            }
        }
        return selected * schedule.selectionShare() + beside * (1 - denseShare());
    }

    /** Multiplications with their additions, as {@link #cycles} counts. */
    private double multiplyAdds() {
        double selected = 0;
        for (SelectionCost cost : selections) {
            selected += cost.flops() / 2.0;
        }
        double beside = 0;
        for (List<SideWork> works : sides) {
            for (SideWork work : works) {
                beside += work.flops() / 2.0;
            }
        }
        return selected * schedule.selectionShare() + beside * (1 - denseShare());
    }

    /**
     * Energy as {@link #cycles} counts time: as in attention, what comes from DRAM passes FIFOs and crossbar into a buffer, every
     * multiplication reads one operand of the multipliers' width from there, as few DRAM rows are opened as there can be.
     *
     * @param prices pJ of each {@link Action}, by ordinal
     */
    public double energyPj(SpAttenParams machine, double[] prices) {
        double bits = dramBytes() * Byte.SIZE;
        return bits
                        * (prices[Action.DRAM_READ_BIT.ordinal()]
                                + prices[Action.FIFO_BIT.ordinal()]
                                + prices[Action.CROSSBAR_BIT.ordinal()]
                                + prices[Action.SRAM_WRITE_BIT.ordinal()])
                + dramBytes() / DRAM_ROW_BYTES * prices[Action.DRAM_ACTIVATE.ordinal()]
                + multiplyAdds()
                        * (prices[Action.MULTIPLY_ADD.ordinal()]
                                + machine.multiplierBits() * prices[Action.SRAM_READ_BIT.ordinal()])
                + comparisons() * prices[Action.COMPARISON.ordinal()];
    }
}
