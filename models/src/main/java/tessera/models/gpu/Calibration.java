package tessera.models.gpu;

import java.util.List;

/**
 * The constants of a kernel and where each comes from.
 *
 * @param constants in force
 * @param fits which constant was fitted on which measured row
 */
public record Calibration(KernelConstants constants, List<Fit> fits) {
    /**
     * One fit: the constant is chosen so that the model takes as long as the row did.
     *
     * @param constant one of {@link KernelConstants#NAMES}, or {@code gpu.sustained_tflops} or
     *     {@code gpu.copy_steps_per_cycle}
     * @param value what came out; for constants of the GPU, which stand in its own file, the value that stands there
     * @param residualPercent error that the row was left with
     * @param row {@link MeasuredRow#name} of the row
     */
    public record Fit(String constant, double value, double residualPercent, String row) {}

    public Calibration {
        fits = List.copyOf(fits);
    }

    Calibration with(KernelConstants changed) {
        return new Calibration(changed, fits);
    }
}
