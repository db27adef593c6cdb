package tessera.cli.gna;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tessera.cli.output.CommonOptions;
import tessera.cli.output.Results;
import tessera.models.gna.GnaAxis;
import tessera.models.gpu.KernelSpec;
import tessera.models.gpu.Kernels;
import tessera.models.gpu.MeasuredRow;
import tessera.models.gpu.MeasuredRows;
import tessera.sim.gpu.calibration.CalibrationFile;
import tessera.sim.gpu.calibration.Calibrator;
import tessera.sim.gpu.calibration.Prediction;
import tessera.traces.file.InputFiles;
import tessera.traces.file.OutputFiles;
import tessera.viz.table.Column;
import tessera.viz.table.Table;
import tessera.viz.table.TableText;

/** The answer to {@code tessera gna --calibrate}: all measured rows beside the predictions, before and after a refit. */
public final class GpuCalibration {
    private static final int MOST_BYTES = 1 << 26;

    private static final List<Column> COLUMNS = List.of(
            Column.of("device", "device"),
            Column.of("backend", "kernel"),
            Column.of("problem", "layout, window, stride"),
            Column.of("heads", "heads"),
            Column.of("batch", "batch"),
            Column.of("pass", "pass"),
            Column.of("role", "role"),
            Column.of("measured_us", "measured us"),
            Column.of("predicted_us", "predicted us"),
            Column.of("error_percent", "error %"),
            Column.of("refitted_error_percent", "refitted %"));

    private final List<Prediction> inForce;
    private final List<Prediction> refitted;
    private final Calibrator calibrator;

    /** Predicts the rows of the file and the published figures with the constants in force, then refits. */
    public GpuCalibration(Path file) {
        List<MeasuredRow> rows = new ArrayList<>(MeasuredRows.parse(file.toString(), read(file)));
        rows.addAll(Kernels.publishedRows());
        this.calibrator = new Calibrator(rows);
        this.inForce = calibrator.predictions();
        calibrator.fit();
        this.refitted = calibrator.predictions();
    }

    public void print(CommonOptions common, PrintWriter out) {
        Table table = new Table("calibration", "", COLUMNS, rows());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rows", table.records());
        json.put("constants", constants());
        json.put("in_force", summary(inForce));
        json.put("refitted", summary(refitted));
        String text = TableText.aligned(table) + "\n" + sentence("constants in force", inForce)
                + sentence("after refitting", refitted) + "\nFitted constants: value in force, value refitted\n\n"
                + TableText.aligned(constantTable());
        new Results(common, out).print(text, table, json);
        if (common.out != null) {
            for (KernelSpec kernel : calibrator.kernels()) {
                OutputFiles.text(
                        common.out.resolve(kernel.variant() + ".yaml"),
                        CalibrationFile.text(kernel, calibrator, refitted));
            }
        }
    }

    private List<List<Object>> rows() {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < inForce.size(); i++) {
            Prediction prediction = inForce.get(i);
            MeasuredRow row = prediction.row();
            rows.add(List.of(
                    row.device(),
                    row.backend(),
                    problem(row),
                    row.headCount(),
                    row.batch(),
                    row.pass(),
                    prediction.isFitted() ? "fitted" : "predicted",
                    row.runtimeUs(),
                    prediction.predictedUs(),
                    percent(prediction),
                    percent(refitted.get(i))));
        }
        return rows;
    }

    private static String problem(MeasuredRow row) {
        String layout = String.join(
                "x", row.axes().stream().map(axis -> "" + axis.length()).toList());
        boolean isDense = row.axes().stream().allMatch(axis -> axis.length() == axis.window());
        return isDense
                ? layout + " dense"
                : layout + " "
                        + String.join(
                                "x",
                                row.axes().stream()
                                        .map(axis -> "" + axis.window())
                                        .toList()) + " "
                        + String.join(
                                "x",
                                row.axes().stream()
                                        .map(GnaAxis::stride)
                                        .map(String::valueOf)
                                        .toList());
    }

    private static double percent(Prediction prediction) {
        return Math.round(1000 * prediction.error()) / 10.0;
    }

    private List<Map<String, Object>> constants() {
        return constantTable().records();
    }

    private Table constantTable() {
        List<List<Object>> rows = new ArrayList<>();
        for (KernelSpec kernel : calibrator.kernels()) {
            kernel.calibration().fits().forEach(fit -> {
                Prediction fitted = refitted.stream()
                        .filter(candidate -> candidate.row().name().equals(fit.row()))
                        .findFirst()
                        .orElse(null);
                Object now = fitted == null
                        ? "row absent"
                        : (Object) calibrator.value(
                                kernel.variant(), fit.constant(), fitted.row().gpu());
                rows.add(List.of(kernel.variant(), fit.constant(), fit.value(), now, fit.row()));
            });
        }
        return new Table(
                "constants",
                "",
                List.of(
                        Column.of("kernel", "kernel"),
                        Column.of("constant", "constant"),
                        Column.of("in_force", "in force"),
                        Column.of("refitted", "refitted"),
                        Column.of("row", "fitted on")),
                rows);
    }

    private static Map<String, Object> summary(List<Prediction> predictions) {
        Map<String, Object> summary = new LinkedHashMap<>();
        for (String role : List.of("fitted", "predicted")) {
            List<Double> errors = errors(predictions, role);
            summary.put(role + "_rows", errors.size());
            summary.put(role + "_mean_percent", mean(errors));
            summary.put(role + "_worst_percent", worst(errors));
        }
        return summary;
    }

    private static String sentence(String when, List<Prediction> predictions) {
        StringBuilder text = new StringBuilder(when).append(':');
        for (String role : List.of("fitted", "predicted")) {
            List<Double> errors = errors(predictions, role);
            text.append(String.format(
                    Locale.ROOT,
                    " %d %s rows, mean |error| %.1f %%, worst %.1f %%;",
                    errors.size(),
                    role,
                    mean(errors),
                    worst(errors)));
        }
        return text.deleteCharAt(text.length() - 1).append('\n').toString();
    }

    private static List<Double> errors(List<Prediction> predictions, String role) {
        return predictions.stream()
                .filter(prediction -> prediction.isFitted() == role.equals("fitted"))
                .map(prediction -> 100 * Math.abs(prediction.error()))
                .toList();
    }

    private static double mean(List<Double> errors) {
        return errors.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    private static double worst(List<Double> errors) {
        return errors.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    private static String read(Path file) {
        return InputFiles.text(file, "measured rows", MOST_BYTES, "expected a CSV file as docs/gpu.md describes it");
    }
}
