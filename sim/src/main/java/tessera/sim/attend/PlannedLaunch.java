package tessera.sim.attend;

import tessera.models.gpu.LaunchPlan;

/**
 * One kernel of a plan with its CTAs: what is simulated.
 *
 * @param isCopying whether copies around it reorder tokens, as windows want it
 */
record PlannedLaunch(LaunchPlan launch, boolean isCopying) {
    /** The same without its CTAs. */
    PlannedKernel counted() {
        return PlannedKernel.of(launch.totals(), isCopying);
    }

    /** Simulates it. */
    KernelTime time() {
        KernelTime time = KernelTime.of(launch);
        return isCopying ? time.plus(counted().beside(launch.totals()).us()) : time;
    }
}
