package tessera.sim.gpu.calibration;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import tessera.models.gpu.Calibration;
import tessera.models.gpu.KernelConstants;
import tessera.models.gpu.KernelSpec;

/** The calibration file of a kernel as text: every constant with where it comes from, every fit with its residual. */
public final class CalibrationFile {
    private static final String FITTED = "fitted, see below";

    private static final Map<String, String> SOURCES = Map.ofEntries(
            Map.entry("mma_efficiency", "GNA paper: GEMMs reach about 80 % of peak"),
            Map.entry("softmax_instructions", "counted: scale, maximum, subtract, sum, convert, select"),
            Map.entry("softmax_latency", "assumption: as the fitted kernel that is organised most alike"),
            Map.entry("mask_instructions", "counted: two compares and an and, per axis"),
            Map.entry(
                    "mask_base_instructions",
                    "counted: place in the tile (2), bounds (1), select (1), shared index arithmetic (2)"),
            Map.entry("mask_scale", "1 = as counted"),
            Map.entry("load_instructions", "0: TMA computes addresses"),
            Map.entry("exp_on_fma_share", "0: all on the MUFU"),
            Map.entry("cta_overhead_cycles", "assumption: barriers, descriptors, scheduling of a CTA"),
            Map.entry("backward_scale", "assumption: units as busy as forward; fitted only where a row exists"));

    private CalibrationFile() {}

    /** The file of one kernel. */
    public static String text(KernelSpec kernel, Calibrator calibrator, List<Prediction> predictions) {
        StringBuilder text = new StringBuilder("# Constants of ")
                .append(kernel.title())
                .append(". Written by: tessera gna --calibrate ROWS.csv --out DIR\n")
                .append("kernel: ")
                .append(kernel.variant())
                .append("\nconstants:\n");
        List<Calibration.Fit> fits = kernel.calibration().fits();
        for (String name : KernelConstants.NAMES) {
            boolean isFitted = fits.stream().anyMatch(fit -> fit.constant().equals(name));
            String line = "  " + name + ": " + number(kernel.constants().value(name));
            text.append(String.format(Locale.ROOT, "%-36s# %s%n", line, isFitted ? FITTED : source(kernel, name)));
        }
        if (!fits.isEmpty()) {
            text.append("fits:\n");
        }
        for (Calibration.Fit fit : fits) {
            Prediction prediction = predictions.stream()
                    .filter(candidate -> candidate.row().name().equals(fit.row()))
                    .findFirst()
                    .orElse(null);
            double value = prediction == null
                    ? fit.value()
                    : calibrator.value(
                            kernel.variant(), fit.constant(), prediction.row().gpu());
            double residual = prediction == null ? fit.residualPercent() : 100 * prediction.error();
            text.append(String.format(
                    Locale.ROOT,
                    "  - {constant: %s, value: %s, residual_percent: %.1f, row: \"%s\"}%n",
                    fit.constant(),
                    number(value),
                    Math.round(10 * residual) / 10.0 + 0.0,
                    fit.row()));
        }
        return text.toString();
    }

    private static String source(KernelSpec kernel, String name) {
        boolean isChanged =
                name.equals("load_instructions") && kernel.constants().loadInstructions() > 0
                        || name.equals("exp_on_fma_share") && kernel.constants().expOnFmaShare() > 0;
        if (!isChanged) {
            return SOURCES.get(name);
        }
        return name.equals("load_instructions")
                ? "assumption: per-token coordinates and predicates; 66 TFLOP/s at best on A100"
                : "assumption: about a quarter, as the FlashAttention-4 paper describes it";
    }

    /** Four significant digits, as a plain decimal. */
    static String number(double value) {
        if (value == Math.rint(value)) {
            return String.valueOf((long) value);
        }
        return new java.math.BigDecimal(value)
                .round(new java.math.MathContext(4))
                .toPlainString();
    }
}
