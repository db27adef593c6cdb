package tessera.models.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class RtlQueueParamsTest {
    @Test
    void responseQueuesHoldAllThatAPortCanBeAheadBy() {
        assertEquals(18, new RtlQueueParams(16, 16, 16, 64, 18, 16).responses());
        String message = assertThrows(IllegalArgumentException.class, () -> new RtlQueueParams(16, 16, 16, 64, 17, 16))
                .getMessage();
        assertEquals(
                "queues.responses = 17, must be at least queues.addresses + 2 = 18 (a port that is ahead would fill its"
                        + " responses and block the channel that another port's read must come from, for ever); raise it"
                        + " or lower queues.addresses",
                message);
    }
}
