package tessera.sim.gpu.calibration;

import tessera.models.gpu.MeasuredRow;

/**
 * A measured row and what the model says.
 *
 * @param isFitted whether some constant was fitted on it; else the row is a prediction
 * @param predictedUs microseconds
 */
public record Prediction(MeasuredRow row, boolean isFitted, double predictedUs) {
    /** Predicted over measured, less 1: 0.05 = predicted 5 % too long. */
    public double error() {
        return predictedUs / row.runtimeUs() - 1;
    }
}
