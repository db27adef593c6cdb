package tessera.traces.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CeilDivTest {
    @Test
    void roundsUpAndDoesNotOverflowNearTheLimit() {
        assertEquals(0, CeilDiv.of(0, 7));
        assertEquals(1, CeilDiv.of(7, 7));
        assertEquals(2, CeilDiv.of(8, 7));
        // (2^63-1)/2 = 4611686018427387903.5
        assertEquals(4611686018427387904L, CeilDiv.of(Long.MAX_VALUE, 2L));
        assertEquals(Integer.MAX_VALUE, CeilDiv.of(Integer.MAX_VALUE, 1));
    }
}
