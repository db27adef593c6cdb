package tessera.viz.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // value | text
                "0 | 0",
                "7 | 7",
                "-7 | −7",
                "1234 | 1,234",
                "9999 | 9,999",
                "10000 | 10k",
                "12345 | 12.3k",
                "999499 | 999k",
                "999999 | 1M",
                "61440 | 61.4k",
                "3.0e9 | 3G",
                "4.25e12 | 4.25T",
                "10.24 | 10.2",
                "6.095238 | 6.1",
                "0.5 | 0.5",
                "0.0123456 | 0.0123",
                "1234.5678 | 1,235",
                "0.00012 | 1.2e-04",
                "2e15 | 2.0e+15",
                "NaN | –",
                "Infinity | ∞"
            })
    void compactKeepsThreeDigits(double value, String text) {
        assertEquals(text, NumberText.compact(value));
    }

    @Test
    void unitsStandAsPeopleWriteThem() {
        assertEquals("42 %", NumberText.withUnit(42, "%"));
        assertEquals("6.1×", NumberText.withUnit(6.1, "×"));
        assertEquals("12.3 MiB", NumberText.withUnit(12.34, "MiB"));
        assertEquals("−3.18×", NumberText.change(-3.18, "×"));
        assertEquals("+2×", NumberText.change(2, "×"));
    }

    @ParameterizedTest
    @CsvSource({
        "6.095238, 6.10×",
        "9, 9.00×",
        "9.996, 10.0×",
        "10.24, 10.2×",
        "99.96, 100×",
        "0.965, 0.965×",
        "-1.5, −1.50×",
        "0.0412, 0.0412×",
        "1234, '1,234×'",
        "0, 0×"
    })
    void ratiosKeepTheirZeros(double value, String text) {
        assertEquals(text, NumberText.ratio(value));
    }

    @Test
    void ticksOfOneAxisUseOnePrefix() {
        assertEquals("5k", NumberText.tick(5000, 15_000));
        assertEquals("5,000", NumberText.tick(5000, 9000));
        assertEquals("500", NumberText.tick(500, 15_000));
    }
}
