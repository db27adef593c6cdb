package tessera.sim.gpu.calibration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.models.gpu.Calibration;
import tessera.models.gpu.GpuParams;
import tessera.models.gpu.GpuQuery;
import tessera.models.gpu.KernelSpec;
import tessera.models.gpu.Kernels;
import tessera.models.gpu.MeasuredRow;
import tessera.sim.gpu.GpuEstimate;
import tessera.sim.gpu.GpuEstimator;

/**
 * Chooses each fitted constant so that the rows it is fitted on are met: with one row exactly, with several so that the
 * mean of the logarithmic errors is 0. Constants are fitted in the order of their files, twice, since later ones change
 * what earlier ones were fitted on.
 */
public final class Calibrator {
    private static final int ROUNDS = 2;
    private static final int BISECTIONS = 30;
    private static final double WIDEST = 8;
    private static final String GPU_PREFIX = "gpu.";
    private static final double FLOPS_PER_TFLOP = 1e12;

    private final List<MeasuredRow> rows;
    private final Map<String, GpuParams> gpus = new LinkedHashMap<>();
    private final Map<String, KernelSpec> kernels = new LinkedHashMap<>();

    /** Starts from the constants in force; rows of passes that the model does not predict are left out. */
    public Calibrator(List<MeasuredRow> rows) {
        this.rows = rows.stream().filter(MeasuredRow::isPredicted).toList();
        Kernels.ALL.forEach(kernel -> kernels.put(kernel.variant(), kernel));
        GpuEstimator estimator = new GpuEstimator();
        this.rows.forEach(row ->
                gpus.computeIfAbsent(row.gpu(), name -> estimator.catalog().gpu(GpuQuery.on(name))));
    }

    /** Every row with its prediction by the constants as they stand now. */
    public List<Prediction> predictions() {
        GpuEstimator estimator = estimator();
        List<Prediction> predictions = new ArrayList<>();
        for (MeasuredRow row : rows) {
            boolean isFitted = kernels.values().stream()
                    .flatMap(kernel -> kernel.calibration().fits().stream())
                    .anyMatch(fit -> fit.row().equals(row.name()));
            predictions.add(new Prediction(row, isFitted, predict(estimator, row)));
        }
        return predictions;
    }

    /** Fits everything whose rows are there. */
    public void fit() {
        for (int round = 0; round < ROUNDS; round++) {
            for (String variant : List.copyOf(kernels.keySet())) {
                Map<String, List<MeasuredRow>> rowsOfConstant = new LinkedHashMap<>();
                for (Calibration.Fit fit : kernels.get(variant).calibration().fits()) {
                    rows.stream()
                            .filter(row -> row.name().equals(fit.row()))
                            .forEach(row -> rowsOfConstant
                                    .computeIfAbsent(fit.constant(), unused -> new ArrayList<>())
                                    .add(row));
                }
                rowsOfConstant.forEach((constant, fitted) -> fit(variant, constant, fitted));
            }
        }
    }

    /** The kernels with the constants as they stand now. */
    public List<KernelSpec> kernels() {
        return List.copyOf(kernels.values());
    }

    /** Value of a constant now: of a kernel, or with the prefix {@code gpu.} of the GPU that its first row names. */
    public double value(String variant, String constant, String gpu) {
        return switch (constant) {
            case GPU_PREFIX + "sustained_tflops" -> gpus.get(gpu).sustainedFlopsPerSecond() / FLOPS_PER_TFLOP;
            case GPU_PREFIX + "copy_steps_per_cycle" -> gpus.get(gpu).copyStepsPerCycle();
            default -> kernels.get(variant).constants().value(constant);
        };
    }

    private void fit(String variant, String constant, List<MeasuredRow> fitted) {
        String gpu = fitted.get(0).gpu();
        double middle = value(variant, constant, gpu);
        double low = middle / WIDEST;
        double high = middle * WIDEST;
        double atLow = error(variant, constant, low, fitted);
        double atHigh = error(variant, constant, high, fitted);
        if (atLow * atHigh > 0) {
            // No value meets the rows: the nearer end would be meaningless, so the constant stays.
            set(variant, constant, gpu, middle);
            return;
        }
        for (int i = 0; i < BISECTIONS; i++) {
            double between = Math.sqrt(low * high);
            if (error(variant, constant, between, fitted) * atLow > 0) {
                low = between;
            } else {
                high = between;
            }
        }
        set(variant, constant, gpu, Math.sqrt(low * high));
    }

    private double error(String variant, String constant, double value, List<MeasuredRow> fitted) {
        set(variant, constant, fitted.get(0).gpu(), value);
        GpuEstimator estimator = estimator();
        double sum = 0;
        for (MeasuredRow row : fitted) {
            sum += Math.log(predict(estimator, row) / row.runtimeUs());
        }
        return sum;
    }

    private void set(String variant, String constant, String gpu, double value) {
        switch (constant) {
            case GPU_PREFIX + "sustained_tflops" ->
                gpus.put(gpu, gpus.get(gpu).withSustainedFlopsPerSecond(value * FLOPS_PER_TFLOP));
            case GPU_PREFIX + "copy_steps_per_cycle" ->
                gpus.replaceAll((name, params) -> params.withCopyStepsPerCycle(value));
            default -> {
                KernelSpec kernel = kernels.get(variant);
                kernels.put(variant, kernel.with(kernel.constants().with(constant, value)));
            }
        }
    }

    private GpuEstimator estimator() {
        GpuEstimator estimator = new GpuEstimator();
        gpus.forEach((name, gpu) -> estimator.catalog().put(name, gpu));
        kernels.values().forEach(estimator.catalog()::put);
        return estimator;
    }

    private static double predict(GpuEstimator estimator, MeasuredRow row) {
        GpuEstimate estimate = estimator.estimate(row.query(), row.problem());
        return switch (row.pass()) {
            case "fwd:token_permute" -> estimate.tokenPermuteUs();
            default -> row.tiles().isEmpty() ? estimate.denseUs() : estimate.kernelUs();
        };
    }
}
