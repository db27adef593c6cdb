package tessera.sim.attend;

import tessera.models.bound.GpuBounds;
import tessera.models.gpu.LaunchPlan;
import tessera.sim.gpu.GpuRun;

/**
 * Time of kernels that follow one another, in microseconds, between its bounds.
 *
 * @param lowerBoundUs no kernel of these tiles and units is faster
 * @param us simulated
 * @param serialUs nothing overlaps within an SM
 */
public record KernelTime(double lowerBoundUs, double us, double serialUs) {
    public static final KernelTime NONE = new KernelTime(0, 0, 0);

    /** Simulates one launch. */
    static KernelTime of(LaunchPlan launch) {
        GpuBounds bounds = GpuBounds.of(launch);
        return new KernelTime(bounds.lowerBoundUs(), GpuRun.of(launch).microseconds(), bounds.serialUs());
    }

    public KernelTime plus(KernelTime other) {
        return new KernelTime(lowerBoundUs + other.lowerBoundUs, us + other.us, serialUs + other.serialUs);
    }

    /** With work in front or behind that has one time only. */
    public KernelTime plus(double beside) {
        return plus(new KernelTime(beside, beside, beside));
    }

    public KernelTime times(double factor) {
        return new KernelTime(lowerBoundUs * factor, us * factor, serialUs * factor);
    }
}
