package tessera.models.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tessera.traces.check.InputException;

class ZeroEliminatorParamsTest {
    @ParameterizedTest
    @CsvSource({
        // lanes, layers per stage, latency: 2 log2(lanes) layers in stages
        "16, 4, 2", // 8 layers
        "16, 1, 8",
        "16, 3, 3", // 3 + 3 + 2
        "16, 12, 1",
        "2, 1, 2", // 2 layers
        "64, 4, 3", // 12 layers
    })
    void latencyIsTheNumberOfStages(int lanes, int layersPerStage, int latencyCycles) {
        assertEquals(latencyCycles, new ZeroEliminatorParams(lanes, 8, layersPerStage).latencyCycles());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12 | 8 | 1 | zero-eliminator: lanes = 12, must be a power of two between 2 and 64"
                        + " (each shift layer moves a lane by a power of two); use 8 or 16",
                "128 | 8 | 1 | zero-eliminator: lanes = 128, must be a power of two between 2 and 64"
                        + " (each shift layer moves a lane by a power of two); use 64 or less",
                "16 | 0 | 1 | zero-eliminator: lane_bits = 0, must be a whole number between 1 and 64"
                        + " (a lane holds one word); use 1 or more",
                "16 | 8 | 13 | zero-eliminator: layers_per_stage = 13, must be a whole number between 1 and 12"
                        + " (64 lanes, the most, have 12 layers); use 12 or less",
            })
    void saysWhatMakesNoHardware(int lanes, int laneBits, int layersPerStage, String message) {
        assertEquals(
                message,
                assertThrows(InputException.class, () -> new ZeroEliminatorParams(lanes, laneBits, layersPerStage))
                        .getMessage());
    }
}
