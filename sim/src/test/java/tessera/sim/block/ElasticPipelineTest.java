package tessera.sim.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ElasticPipelineTest {
    /**
     * Three stages, one line a cycle: input valid, output ready; input ready and output valid as they must be before the
     * clock edge.
     */
    private static final int[][] CLOSES_GAPS = {
        // in_valid, out_ready, in_ready, out_valid
        {1, 0, 1, 0}, // a enters
        {0, 0, 1, 0}, // a in 1, moves to 2
        {1, 0, 1, 0}, // a in 2, b enters while a moves to 3
        {1, 0, 1, 1}, // a waits in 3; b moves to 2, c enters
        {1, 0, 0, 1}, // a, b, c: full, d must wait
        {1, 1, 1, 1}, // a leaves, everything moves, d enters
        {0, 1, 1, 1}, // b leaves
        {0, 1, 1, 1}, // c leaves
        {0, 1, 1, 1}, // d leaves
        {0, 1, 1, 0}, // empty
    };

    @Test
    void closesGapsWhileItsOutputStalls() {
        ElasticPipeline pipeline = new ElasticPipeline(3);
        for (int cycle = 0; cycle < CLOSES_GAPS.length; cycle++) {
            int[] row = CLOSES_GAPS[cycle];
            assertEquals(row[2] == 1, pipeline.isReady(row[1] == 1), "in_ready in cycle " + cycle);
            assertEquals(row[3] == 1, pipeline.isValid(), "out_valid in cycle " + cycle);
            pipeline.advance(row[0] == 1, row[1] == 1);
        }
        assertTrue(pipeline.isEmpty());
    }

    @Test
    void slotsFollowTheirBeats() {
        ElasticPipeline pipeline = new ElasticPipeline(2);
        int[] payload = new int[2];
        pipeline.advance(true, false);
        payload[pipeline.firstSlot()] = 7;
        pipeline.advance(true, false);
        payload[pipeline.firstSlot()] = 8;
        assertEquals(7, payload[pipeline.lastSlot()]);
        pipeline.advance(false, true);
        assertEquals(8, payload[pipeline.lastSlot()]);
    }

    @Test
    void clearForgetsTheBeats() {
        ElasticPipeline pipeline = new ElasticPipeline(1);
        pipeline.advance(true, false);
        assertFalse(pipeline.isReady(false));
        pipeline.clear();
        assertTrue(pipeline.isReady(false));
        assertFalse(pipeline.isValid());
    }
}
