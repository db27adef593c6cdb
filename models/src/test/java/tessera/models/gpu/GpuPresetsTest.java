package tessera.models.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tessera.models.machine.Machines;
import tessera.traces.check.InputException;

class GpuPresetsTest {
    @Test
    void peaksAreThoseOfTheDatasheets() {
        // name, dense FP16 TFLOP/s with FP32 accumulation
        Object[][] rows = {
            {"a100", 312},
            {"h100-sxm", 989.4},
            {"h100-pcie", 756},
            {"h200", 989.4},
            {"b200", 2250},
            {"b300", 2250},
            {"rtx-4090", 165.2},
            {"rtx-5090", 209},
            {"l40", 181}
        };
        for (Object[] row : rows) {
            GpuParams gpu = Machines.gpu((String) row[0]);
            double tflops = (double) gpu.smCount() * gpu.fp16FlopsPerCycle() * gpu.clockHz() / 1e12;
            double published = ((Number) row[1]).doubleValue();
            assertEquals(published, tflops, 0.01 * published, (String) row[0]);
            assertTrue(gpu.sustainedFlopsPerSecond() <= published * 1.001e12, gpu.name());
        }
        assertEquals(rows.length, Machines.names("gpu").size());
    }

    @Test
    void h100MeansTheSxmBoard() {
        assertEquals("h100-sxm", Machines.gpu("h100").name());
    }

    @Test
    void anUnknownGpuGivesTheNearest() {
        String message = assertThrows(InputException.class, () -> Machines.gpu("h100-sx"))
                .getMessage();
        assertEquals(
                "unknown GPU 'h100-sx': expected one of a100, h100-sxm, h100-pcie, h200, b200, b300, rtx-4090, rtx-5090,"
                        + " l40; did you mean 'h100-sxm'?",
                message);
        String kind = assertThrows(InputException.class, () -> Machines.gpu("spatten-hpca21"))
                .getMessage();
        assertTrue(kind.startsWith("unknown GPU 'spatten-hpca21'"), kind);
    }

    @Test
    void aFileOfOnesOwnIsReadStrictly(@TempDir Path folder) throws Exception {
        String text = Machines.load("b200", List.of("sm_count=64")).resolved().toYaml();
        Path file = Files.writeString(folder.resolve("mine.yaml"), text);
        assertEquals(64, Machines.gpu(file.toString()).smCount());
        Path wrong = Files.writeString(folder.resolve("wrong.yaml"), text.replace("sm_count", "sm_counts"));
        String message = assertThrows(InputException.class, () -> Machines.gpu(wrong.toString()))
                .getMessage();
        assertTrue(message.contains("did you mean 'sm_count'?"), message);
    }

    @Test
    void fittedValuesOfGpuFilesAreThoseOfTheCalibrationFiles() {
        for (KernelSpec kernel : Kernels.ALL) {
            for (Calibration.Fit fit : kernel.calibration().fits()) {
                String device = fit.row().split(" ")[0];
                GpuParams gpu = Machines.gpu(device.equals("H100") ? "h100-sxm" : device.toLowerCase());
                double inForce = switch (fit.constant()) {
                    case "gpu.sustained_tflops" -> gpu.sustainedFlopsPerSecond() / 1e12;
                    case "gpu.copy_steps_per_cycle" -> gpu.copyStepsPerCycle();
                    default -> kernel.constants().value(fit.constant());
                };
                assertEquals(fit.value(), inForce, 1e-3 * fit.value(), kernel.variant() + " " + fit.constant());
            }
        }
    }
}
