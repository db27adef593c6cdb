package tessera.models.pattern.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tessera.traces.check.InputException;

class FormulaTest {
    private static final Map<String, Double> NAMES = Map.of("n", 64.0, "d", 8.0);

    @Test
    void computesAsWritten() {
        assertEquals(2 + 3 * 4, Formula.evaluate("2+3*4", NAMES));
        assertEquals(512, Formula.evaluate("2^3^2", NAMES)); // 2^(3^2)
        assertEquals(4 * 64 * 4.0 * 8, Formula.evaluate("4*n*(n/16)*d", NAMES));
        assertEquals(6 + 8 + 8, Formula.evaluate("log2(n) + sqrt(n) + min(d, 9)", NAMES));
        assertEquals(1, Formula.evaluate("10 - 4 - 5", NAMES));
    }

    @Test
    void saysWhatIsWrong() {
        assertTrue(message("4*m").contains("unknown name 'm'"));
        assertTrue(message("4*(n").contains("expected )"));
        assertTrue(message("4*").contains("column 3"));
        assertTrue(message("n-100").contains("-36"));
        assertTrue(message("1/0").contains("finite"));
    }

    private static String message(String text) {
        return assertThrows(InputException.class, () -> Formula.evaluate(text, NAMES))
                .getMessage();
    }
}
