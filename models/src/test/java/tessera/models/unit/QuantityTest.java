package tessera.models.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tessera.traces.check.InputException;

class QuantityTest {
    @Test
    void unitsScaleExactly() {
        assertEquals(192L * 1024, Quantity.bytes("192 KiB"));
        assertEquals(1536, Quantity.bytes("1.5KiB"));
        assertEquals(16_000_000_000L, Quantity.bytesPerSecond("16 GB/s"));
        assertEquals(3_350_000_000_000L, Quantity.bytesPerSecond("3.35 TB/s"));
        assertEquals(1_755_000_000L, Quantity.hertz("1.755 GHz"));
        assertEquals(1_500_000L, Quantity.femtoseconds("1.5 ns"));
        assertEquals(3.9, Quantity.picojoules("3.9 pJ"));
        assertEquals(0.0005, Quantity.picojoules("0.5 fJ"), 1e-18);
        assertEquals(18.71, Quantity.squareMillimetres("18.71 mm2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"192", "192 kB", "192 GB", "-1 KiB", "1e KiB", "", "KiB", "0.3 B", "9e30 GiB", "1 KiB x", "NaN B"
            })
    void anythingElseThanASizeWithItsUnitIsRefused(String text) {
        assertThrows(InputException.class, () -> Quantity.bytes(text));
    }

    @Test
    void theMessageSaysWhatWasExpectedAndWhatToWrite() {
        InputException e = assertThrows(InputException.class, () -> Quantity.bytes("192 kB"));
        assertEquals(
                "expected a size such as '192 KiB' (units: B, GiB, KiB, MiB), got unit 'kB'; write KiB (1024 bytes), or KB/s for a rate",
                e.getMessage());
        assertTrue(assertThrows(InputException.class, () -> Quantity.femtoseconds("0.4 fs"))
                .getMessage()
                .contains("smallest unit (fs)"));
    }
}
