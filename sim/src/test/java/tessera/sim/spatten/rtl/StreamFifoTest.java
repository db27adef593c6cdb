package tessera.sim.spatten.rtl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StreamFifoTest {
    @Test
    void aWordIsVisibleAfterTwoCycles() {
        StreamFifo fifo = new StreamFifo(4);
        fifo.push(10, 7);
        assertFalse(fifo.canPop(10));
        assertFalse(fifo.canPop(11));
        assertTrue(fifo.canPop(12));
        assertEquals(7, fifo.peek());
    }

    @Test
    void wordsBehindTheFirstComeOneACycle() {
        StreamFifo fifo = new StreamFifo(4);
        fifo.push(10, 1);
        fifo.push(11, 2);
        assertEquals(1, fifo.pop(12));
        assertTrue(fifo.canPop(13)); // pushed at 11, visible at 13
        assertEquals(2, fifo.pop(13));
        assertFalse(fifo.canPop(14));
    }

    @Test
    void theOutputRegisterCountsInTheDepthAndAFreedPlaceIsUsableInTheNextCycle() {
        StreamFifo fifo = new StreamFifo(2);
        fifo.push(0, 1);
        fifo.push(1, 2);
        assertFalse(fifo.canPush(2));
        assertEquals(0, fifo.freeCount(2));
        fifo.pop(2);
        assertFalse(fifo.canPush(2)); // freed at 2,
        assertEquals(0, fifo.freeCount(2));
        assertTrue(fifo.canPush(3)); // refillable at 3
        assertEquals(1, fifo.freeCount(3));
    }

    /** The register-transfer form of the same queue: pointers, a synchronous memory and its output register. */
    private static final class Registers {
        private final Deque<Integer> memory = new ArrayDeque<>();
        private final Deque<Integer> arriving = new ArrayDeque<>();
        private Integer output;
        private final int depth;

        Registers(int depth) {
            this.depth = depth;
        }

        boolean canPush() {
            return memory.size() + arriving.size() + (output == null ? 0 : 1) < depth;
        }

        /** One clock edge. */
        void edge(Integer pushed, boolean pops) {
            if (pops) {
                output = null;
            }
            if (output == null && !memory.isEmpty()) {
                output = memory.poll();
            }
            memory.addAll(arriving);
            arriving.clear();
            if (pushed != null) {
                // Written at this edge: the memory is read at the next one.
                memory.add(pushed);
            }
        }
    }

    @Test
    void equalsItsRegistersOnRandomTraffic() {
        for (long seed = 1; seed <= 1000; seed++) {
            Random random = new Random(seed);
            int depth = 2 + random.nextInt(6);
            StreamFifo fifo = new StreamFifo(depth);
            Registers registers = new Registers(depth);
            int pushChance = 1 + random.nextInt(9);
            int popChance = 1 + random.nextInt(9);
            for (int cycle = 0; cycle < 60; cycle++) {
                String where = "seed " + seed + " cycle " + cycle;
                assertEquals(registers.canPush(), fifo.canPush(cycle), where);
                assertEquals(registers.output != null, fifo.canPop(cycle), where);
                boolean pushes = registers.canPush() && random.nextInt(10) < pushChance;
                boolean pops = registers.output != null && random.nextInt(10) < popChance;
                boolean pushesFirst = random.nextBoolean();
                if (pushes && pushesFirst) {
                    fifo.push(cycle, cycle);
                }
                if (pops) {
                    assertEquals(registers.output, fifo.pop(cycle), where);
                }
                if (pushes && !pushesFirst) {
                    fifo.push(cycle, cycle);
                }
                registers.edge(pushes ? (Integer) cycle : null, pops);
            }
        }
    }
}
