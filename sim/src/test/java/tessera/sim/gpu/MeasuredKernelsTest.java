package tessera.sim.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tessera.models.gpu.Kernels;
import tessera.models.gpu.MeasuredRow;
import tessera.models.gpu.MeasuredRows;
import tessera.sim.gpu.calibration.Calibrator;
import tessera.sim.gpu.calibration.Prediction;

class MeasuredKernelsTest {
    private static List<MeasuredRow> profiles() throws IOException {
        String configured = System.getenv("TESSERA_REFERENCE_DATA");
        List<Path> candidates = (configured == null
                        ? Stream.of("../shared/data", "../../shared/data")
                        : Stream.of(configured))
                .map(folder -> Path.of(folder, "natten_profiles.csv"))
                .toList();
        Path file = candidates.stream().filter(Files::isRegularFile).findFirst().orElse(null);
        Assumptions.assumeTrue(
                file != null,
                () -> "natten_profiles.csv is not at any of " + candidates
                        + ": set TESSERA_REFERENCE_DATA to the folder that holds it");
        return MeasuredRows.parse(file.toString(), Files.readString(file));
    }

    private static double mean(List<Prediction> predictions, Predicate<Prediction> wanted) {
        return predictions.stream()
                .filter(wanted)
                .mapToDouble(prediction -> Math.abs(prediction.error()))
                .average()
                .orElseThrow();
    }

    private static double worst(List<Prediction> predictions, Predicate<Prediction> wanted) {
        return predictions.stream()
                .filter(wanted)
                .mapToDouble(prediction -> Math.abs(prediction.error()))
                .max()
                .orElseThrow();
    }

    @Test
    void profiledKernelsAreMet() throws IOException {
        List<Prediction> all = new Calibrator(profiles()).predictions();
        Predicate<Prediction> isCopy = prediction -> prediction.row().pass().endsWith("token_permute");
        Predicate<Prediction> isDense = prediction -> prediction.row().tiles().isEmpty();
        assertEquals(20, all.size());
        assertTrue(mean(all, isCopy.negate()) <= 0.08, "mean " + mean(all, isCopy.negate()));
        assertTrue(worst(all, isCopy.negate()) <= 0.15, "worst " + worst(all, isCopy.negate()));
        assertTrue(worst(all, isDense) <= 0.08, "dense " + worst(all, isDense));
        assertTrue(worst(all, isCopy) <= 0.25, "copies " + worst(all, isCopy));
        // Most rows were not fitted on.
        assertTrue(mean(all, prediction -> !prediction.isFitted()) <= 0.08);
        assertTrue(all.stream().filter(prediction -> !prediction.isFitted()).count() >= 9);
    }

    @Test
    void publishedDenseKernelsAreMet() {
        List<Prediction> all = new Calibrator(Kernels.publishedRows()).predictions();
        for (String kernel : List.of("fa2", "fa3")) {
            Predicate<Prediction> isSeries =
                    prediction -> prediction.row().backend().equals(kernel)
                            && prediction.row().device().equals("H100");
            assertTrue(mean(all, isSeries) <= 0.10, kernel + " " + mean(all, isSeries));
        }
        assertTrue(worst(all, prediction -> true) <= 0.15);
    }

    @Test
    void refittingFindsTheConstantsInForce() throws IOException {
        Calibrator calibrator = new Calibrator(Stream.concat(profiles().stream(), Kernels.publishedRows().stream())
                .toList());
        calibrator.fit();
        calibrator
                .kernels()
                .forEach(kernel -> kernel.calibration().fits().forEach(fit -> {
                    String device = fit.row().split(" ")[0];
                    String gpu = device.equals("H100") ? "h100-sxm" : device.toLowerCase(java.util.Locale.ROOT);
                    assertEquals(
                            fit.value(),
                            calibrator.value(kernel.variant(), fit.constant(), gpu),
                            2e-3 * fit.value(),
                            kernel.variant() + " " + fit.constant());
                }));
    }
}
