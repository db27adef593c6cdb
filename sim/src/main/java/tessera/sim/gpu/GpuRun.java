package tessera.sim.gpu;

import tessera.models.gpu.LaunchPlan;
import tessera.models.gpu.SustainedClock;
import tessera.sim.kernel.Clock;
import tessera.sim.kernel.Driver;
import tessera.sim.kernel.SimulationBuilder;
import tessera.sim.stat.StatGroup;
import tessera.sim.stat.Timeline;
import tessera.sim.stat.Track;

/**
 * The outcome of one kernel on the cycle model.
 *
 * @param plan what ran
 * @param cycles from the first CTA's start to the last one's end
 * @param busyCycles cycles of slots with a CTA in them, over all slots
 * @param slotCount CTAs that the GPU holds at once
 * @param hbmCycles cycles by which the HBM held everything up
 * @param plainTileCycles cycles of one more unmasked tile in a full pipeline
 * @param maskedTileCycles the same for a masked tile
 */
public record GpuRun(
        LaunchPlan plan,
        long cycles,
        long busyCycles,
        int slotCount,
        long hbmCycles,
        double plainTileCycles,
        double maskedTileCycles) {
    /** Units of HBM traffic per byte: a fraction of a byte per cycle must not be lost. */
    private static final int FIXED_POINT = 1 << 10;

    private static final int MOST_TRACED_SLOTS = 1 << 12;

    /** Simulates in raster order. */
    public static GpuRun of(LaunchPlan plan) {
        return of(plan, LaunchOrder.RASTER, Driver.SKIP_AHEAD);
    }

    /** Simulates. */
    public static GpuRun of(LaunchPlan plan, LaunchOrder order, Driver driver) {
        return run(plan, order, driver, new Track[0]);
    }

    /** Simulates and reports when each slot was busy, one track {@code gpu.sm_3.slot_0.cta} per slot. */
    public static GpuRun traced(LaunchPlan plan, Timeline timeline) {
        int slots = Math.min(plan.slotCount(), MOST_TRACED_SLOTS);
        StatGroup gpu = new StatGroup("gpu");
        Track[] tracks = new Track[slots];
        int perSm = plan.residentCtas();
        for (int sm = 0; sm * perSm < slots; sm++) {
            StatGroup group = gpu.group("sm_" + sm);
            for (int slot = 0; slot < perSm && sm * perSm + slot < slots; slot++) {
                tracks[sm * perSm + slot] = group.group("slot_" + slot).track("cta");
                tracks[sm * perSm + slot].label("cta");
            }
        }
        gpu.attach(timeline, clock(plan).periodFs());
        return run(plan, LaunchOrder.RASTER, Driver.SKIP_AHEAD, tracks);
    }

    private static GpuRun run(LaunchPlan plan, LaunchOrder order, Driver driver, Track[] tracks) {
        CtaTiming timing = new CtaTiming(plan);
        Grid grid = new Grid(plan, timing, order);
        int slots = (int) Math.min(plan.slotCount(), Math.max(1, grid.ctaCount()));
        boolean isPersistent = plan.launch().schedule().isPersistent();
        double bytesPerCycle = (double) plan.hbmBytes() / Math.max(1, grid.totalCycles());
        SmArray sms = new SmArray(
                grid,
                slots,
                plan.launch().schedule().isStriding(),
                isPersistent ? timing.startCycles() : 0,
                (long) Math.ceil(FIXED_POINT * bytesPerCycle),
                (long) Math.max(1, FIXED_POINT * plan.launch().gpu().hbmBytesPerCycle()),
                tracks);
        long cycles = new SimulationBuilder("gpu", clock(plan))
                .component("sms", sms)
                .build()
                .run(driver, Long.MAX_VALUE / 2);
        return new GpuRun(
                plan,
                cycles,
                sms.busyCycles(),
                plan.slotCount(),
                sms.slowedCycles(),
                timing.periodCycles(false),
                timing.periodCycles(true));
    }

    private static Clock clock(LaunchPlan plan) {
        return Clock.ofHz("sm", plan.launch().gpu().clockHz());
    }

    /** CTAs over slots: 1 = one full wave. */
    public double waves() {
        return (double) plan.ctaCount() / slotCount;
    }

    /** Share of the slots' time in which a CTA was in them. */
    public double busyShare() {
        return cycles == 0 ? 0 : (double) busyCycles / ((double) cycles * slotCount);
    }

    /** Time of the kernel if its power allowed the boost clock throughout. */
    public double boostMicroseconds() {
        return plan.launch().gpu().microseconds(cycles) + plan.launch().gpu().launchNs() / 1e3;
    }

    /** Time of the kernel: launch, then its cycles at the clock that its power allows. */
    public double microseconds() {
        return SustainedClock.microseconds(plan, cycles);
    }
}
