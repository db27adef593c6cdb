package tessera.models.cost;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.HeadPlan;
import tessera.models.plan.Phase;
import tessera.models.plan.Schedule;
import tessera.models.plan.SelectionCost;
import tessera.models.plan.SideWork;

/**
 * What a plan does beside masked attention: estimating, ranking, permuting, work of another kind, and the launches of all
 * that. Equal pieces are kept once with their number, so that its time on a GPU takes as long as there are different ones.
 * Immutable.
 */
public final class BesideWork {
    /** Passes over ranked scores by a radix select, and over sorted ones by a radix sort of 32-bit keys with indices. */
    private static final int RANK_PASSES = 2;

    private static final int SORT_PASSES = 8;
    private static final int SCORE_BYTES = 4;
    private static final String LINK = "link:";
    private static final double US = 1e6;

    private final Map<SelectionCost, Integer> selections = new LinkedHashMap<>();
    private final Map<SideWork, Integer> sides = new LinkedHashMap<>();
    private final Schedule schedule;
    private final int steps;
    private final int launches;

    private BesideWork(AttentionShape shape, AttentionPlan plan) {
        this.schedule = plan.schedule();
        this.steps = plan.phase() == Phase.DECODE ? shape.queryCount() : 1;
        int sum = 0;
        for (List<HeadPlan> layer : plan.heads()) {
            for (HeadPlan head : layer) {
                sum += head.selection().launches();
                if (!head.selection().isFree()) {
                    selections.merge(head.selection(), 1, Integer::sum);
                }
                for (SideWork work : head.sideWork()) {
                    sides.merge(work, 1, Integer::sum);
                    sum += work.launches();
                }
            }
        }
        this.launches = sum;
    }

    /** Of one use of the plan. */
    public static BesideWork of(AttentionShape shape, AttentionPlan plan) {
        return new BesideWork(shape, plan);
    }

    /**
     * One use of the plan, mean over the steps of its schedule; in decode of all its queries. In microseconds.
     *
     * @param selection estimating, ranking and permuting
     * @param side work of another kind
     * @param all both with their launches
     */
    public record Time(double selection, double side, double all) {}

    /** On a GPU, one piece after the other. */
    public Time on(GpuRates gpu) {
        double selection = 0;
        for (Map.Entry<SelectionCost, Integer> entry : selections.entrySet()) {
            selection += entry.getValue() * selectionUs(entry.getKey(), gpu);
        }
        double side = 0;
        for (Map.Entry<SideWork, Integer> entry : sides.entrySet()) {
            SideWork work = entry.getKey();
            double rate = work.label().startsWith(LINK) ? gpu.linkBytesPerSecond() : gpu.hbmBytesPerSecond();
            side += entry.getValue()
                    * Math.max(work.flops() / gpu.flopsPerSecond(work.bits()), work.bytes() / rate)
                    * US;
        }
        selection *= schedule.selectionShare();
        side *= sparse();
        double launching = launches * gpu.launchUs() * steps * (sparse() + schedule.selectionShare()) / 2;
        return new Time(selection, side, selection + side + launching);
    }

    /** Uses of the plan that {@link #on} adds up: queries in decode, else 1. */
    public int steps() {
        return steps;
    }

    /** Kernels of their own: FLOPs or bytes, whichever is longer, then ranking as passes over memory. */
    private static double selectionUs(SelectionCost cost, GpuRates gpu) {
        double estimate = Math.max(
                cost.flops() / gpu.flopsPerSecond(Math.max(2, cost.bits())),
                (double) cost.bytes() / gpu.hbmBytesPerSecond());
        return (estimate + (rankedBytes(cost) + cost.permutedBytes()) / gpu.hbmBytesPerSecond()) * US;
    }

    private static double rankedBytes(SelectionCost cost) {
        return SCORE_BYTES * (RANK_PASSES * (double) cost.rankedScores() + SORT_PASSES * 2.0 * cost.sortedScores());
    }

    /** FLOPs, as {@link #on} counts steps. */
    public double flops() {
        double selection = 0;
        for (Map.Entry<SelectionCost, Integer> entry : selections.entrySet()) {
            selection += entry.getValue() * (double) entry.getKey().flops();
        }
        double side = 0;
        for (Map.Entry<SideWork, Integer> entry : sides.entrySet()) {
            side += entry.getValue() * (double) entry.getKey().flops();
        }
        return selection * schedule.selectionShare() + side * sparse();
    }

    /** The FLOPs alone at the GPU's rates, in microseconds. */
    public double flopUs(GpuRates gpu) {
        double selection = 0;
        for (Map.Entry<SelectionCost, Integer> entry : selections.entrySet()) {
            SelectionCost cost = entry.getKey();
            selection += entry.getValue() * (cost.flops() / gpu.flopsPerSecond(Math.max(2, cost.bits())));
        }
        double side = 0;
        for (Map.Entry<SideWork, Integer> entry : sides.entrySet()) {
            SideWork work = entry.getKey();
            side += entry.getValue() * (work.flops() / gpu.flopsPerSecond(work.bits()));
        }
        return (selection * schedule.selectionShare() + side * sparse()) * US;
    }

    /** Bytes over the HBM. */
    public double hbmBytes() {
        double selection = 0;
        for (Map.Entry<SelectionCost, Integer> entry : selections.entrySet()) {
            SelectionCost cost = entry.getKey();
            selection += entry.getValue() * (cost.bytes() + rankedBytes(cost) + cost.permutedBytes());
        }
        double side = 0;
        for (Map.Entry<SideWork, Integer> entry : sides.entrySet()) {
            boolean isLink = entry.getKey().label().startsWith(LINK);
            side += isLink ? 0 : entry.getValue() * (double) entry.getKey().bytes();
        }
        return selection * schedule.selectionShare() + side * sparse();
    }

    private double sparse() {
        return 1 - schedule.denseShare();
    }
}
