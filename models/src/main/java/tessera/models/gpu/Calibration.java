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
     * @param constant one of {@link KernelConstants#NAMES}
     * @param row the row as {@code device layout window stride pass}
     */
    public record Fit(String constant, String row) {}

    public Calibration {
        fits = List.copyOf(fits);
    }

    Calibration with(KernelConstants changed) {
        return new Calibration(changed, fits);
    }
}
