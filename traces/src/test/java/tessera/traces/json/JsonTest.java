package tessera.traces.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tessera.traces.check.InputException;

class JsonTest {
    private record Row(long rowHits, double flopSpeedup, String name) {}

    @Test
    void recordsPrintInSnakeCaseAndDoublesReadBackEqual() {
        assertEquals(
                "{\"row_hits\":3,\"flop_speedup\":11.11111111111111,\"name\":\"a\"}",
                Json.line(new Row(3, 100.0 / 9, "a")));
    }

    @Test
    void brokenAndDuplicateKeysAreTheUsersInput() {
        InputException broken = assertThrows(InputException.class, () -> Json.parse("{\"a\":1"));
        assertTrue(broken.getMessage().startsWith("expected JSON, got "), broken.getMessage());
        assertThrows(InputException.class, () -> Json.parse("{\"a\":1,\"a\":2}"));
        assertThrows(InputException.class, () -> Json.parse("{} {}"));
    }
}
