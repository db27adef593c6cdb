package tessera.cli.bound;

import java.util.Collections;
import java.util.List;
import tessera.models.cost.Costs;
import tessera.models.cost.PlanTiles;
import tessera.models.golden.RowPrecision;
import tessera.models.gpu.GpuParams;
import tessera.models.machine.SpAttenParams;
import tessera.models.pattern.KeyListPlan;
import tessera.models.pattern.compose.DenseForm;
import tessera.models.pattern.input.PlanInput;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.HeadPlan;
import tessera.models.plan.Phase;
import tessera.models.plan.Reuse;
import tessera.models.plan.Schedule;
import tessera.models.plan.SelectionCost;
import tessera.sim.attend.GpuPlanRun;
import tessera.sim.attend.KernelTime;
import tessera.sim.spatten.CascadeRun;

/**
 * The last step of a waterfall.
 *
 * @param us of the plan
 * @param denseUs of dense attention
 * @param lowerBoundUs no simulation of the plan is faster
 * @param serialUs nothing overlapped
 * @param how for people
 */
public record Simulated(double us, double denseUs, double lowerBoundUs, double serialUs, String how) {
    /** Rows that are simulated cycle by cycle at the most. */
    private static final long MOST_ROWS = 40_000;

    private static final double US = 1e6;

    static Simulated onGpu(GpuParams gpu, PlanTiles tiles, Costs costs) {
        GpuPlanRun run = GpuPlanRun.of(gpu, tiles, costs);
        KernelTime plan = run.plan();
        return new Simulated(plan.us(), run.dense().us(), plan.lowerBoundUs(), plan.serialUs(), run.how());
    }

    /** Cycle by cycle where that is wanted and does not take long; else the closed form, and it says so. */
    static Simulated onSpatten(
            SpAttenParams machine,
            PlanInput input,
            Costs costs,
            KeyListPlan.Planned planned,
            boolean isCycleLevel,
            long seed) {
        AttentionPlan plan = planned.plan();
        long rows = (long) plan.layerCount()
                * input.shape().headCount()
                * input.shape().queryCount();
        if (!isCycleLevel || !input.hasValues() || rows > MOST_ROWS) {
            return new Simulated(
                    costs.last().us(),
                    costs.last().denseUs(),
                    costs.last().us(),
                    costs.serialUs(),
                    "closed form; a single pattern on a trace of up to 40,000 rows is simulated");
        }
        boolean isMasked = plan.heads().stream().flatMap(List::stream).anyMatch(head -> !head.isSkipped());
        double perCycle = US / machine.clockHz();
        AttentionPlan dense = dense(input, plan);
        CascadeRun denseRun = CascadeRun.of(input.trace().orElseThrow(), dense, machine, seed);
        double denseUs = denseRun.cycles() * perCycle;
        Schedule schedule = plan.schedule();
        double share = schedule.denseShare();
        double extra = costs.selectionUs() * stepsOf(plan, input) + costs.sideUs() * stepsOf(plan, input);
        double us = 0;
        double lower = 0;
        double serial = 0;
        if (isMasked) {
            AttentionPlan lists = KeyListPlan.extended(planned, input.shape()).plan();
            CascadeRun run = CascadeRun.of(input.trace().orElseThrow(), lists, machine, seed);
            us = run.cycles() * perCycle;
            lower = run.lowerBoundCycles() * perCycle;
            serial = run.serialCycles() * perCycle;
        }
        double steps = stepsOf(plan, input);
        return new Simulated(
                ((1 - share) * us + share * denseUs + extra) / steps,
                denseUs / steps,
                ((1 - share) * lower + share * denseRun.lowerBoundCycles() * perCycle + extra) / steps,
                ((1 - share) * serial + share * denseRun.serialCycles() * perCycle + extra) / steps,
                "cycle by cycle on key lists at 12 bits; selection and side work in closed form");
    }

    private static double stepsOf(AttentionPlan plan, PlanInput input) {
        return plan.phase() == Phase.DECODE ? input.shape().queryCount() : 1;
    }

    private static AttentionPlan dense(PlanInput input, AttentionPlan plan) {
        HeadPlan head = new HeadPlan(
                DenseForm.of(input.shape()), RowPrecision.fixed(12, 12, 12), 1, SelectionCost.NONE, Reuse.NONE);
        return new AttentionPlan(
                "dense",
                plan.phase(),
                Collections.nCopies(
                        plan.layerCount(), Collections.nCopies(input.shape().headCount(), head)));
    }
}
