package tessera.hdl.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WidthsTest {
    @ParameterizedTest
    @CsvSource({
        // number, bits to hold 0..number, bits to tell number things apart (ceil(log2), at least 1)
        "1, 1, 1",
        "2, 2, 1",
        "3, 2, 2",
        "4, 3, 2",
        "5, 3, 3",
        "1023, 10, 10",
        "1024, 11, 10",
        "1025, 11, 11",
    })
    void bitsOfANumber(long number, int toHold, int toIndex) {
        assertEquals(toHold, Widths.toHold(number));
        assertEquals(toIndex, Widths.toIndex(number));
    }
}
