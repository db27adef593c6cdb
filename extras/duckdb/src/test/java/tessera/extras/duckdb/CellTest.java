package tessera.extras.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class CellTest {
    @Test
    void numbersStayNumbersAsLongAsNothingIsLost() {
        assertEquals(7L, Cell.of(7));
        assertEquals(7L, Cell.of((byte) 7));
        assertEquals(7L, Cell.of(BigInteger.valueOf(7)));
        assertEquals(0.1, Cell.of(0.1f));
        assertEquals(1.5, Cell.of(new BigDecimal("1.50")));
        // 2^63 and 0.1 with 20 digits behind it have no long and no double.
        assertEquals("9223372036854775808", Cell.of(BigInteger.ONE.shiftLeft(63)));
        assertEquals("0.10000000000000000001", Cell.of(new BigDecimal("0.10000000000000000001")));
    }

    @Test
    void noValueIsNullAndTheRestIsText() {
        assertNull(Cell.of(null));
        assertNull(Cell.of(Double.NaN));
        assertEquals("2026-01-31", Cell.of(LocalDate.of(2026, 1, 31)));
    }
}
