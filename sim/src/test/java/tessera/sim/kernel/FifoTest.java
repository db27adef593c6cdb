package tessera.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FifoTest {
    @Test
    void wordIsVisibleAfterTheLatencyAndNotACycleEarlier() {
        Fifo fifo = new Fifo("fifo", 4, 3);
        fifo.push(10, 77);
        assertFalse(fifo.canPop(12));
        assertTrue(fifo.canPop(13));
        assertEquals(77, fifo.peek(13));
        assertEquals(77, fifo.pop(13));
        assertFalse(fifo.canPop(1_000));
    }

    @Test
    void slotIsFreeAfterTheCreditLatencyAndNotACycleEarlier() {
        Fifo fifo = new Fifo("fifo", 1, 1, 4);
        fifo.push(10, 77);
        assertFalse(fifo.canPush(11));
        fifo.pop(20);
        assertFalse(fifo.canPush(23));
        assertTrue(fifo.canPush(24));
    }

    @Test
    void holdsExactlyItsCapacityAlsoWhenThatIsNoPowerOfTwo() {
        for (int capacity = 1; capacity <= 9; capacity++) {
            Fifo fifo = new Fifo("fifo", capacity, 1);
            for (int i = 0; i < capacity; i++) {
                assertEquals(capacity - i, fifo.freeCount(5));
                fifo.push(5, i);
            }
            assertFalse(fifo.canPush(5), "capacity " + capacity);
            assertEquals(0, fifo.freeCount(5));
            assertEquals(capacity, fifo.visibleCount(6));
            assertEquals(capacity, fifo.wordCount());
        }
    }

    @Test
    void carriesFurtherFieldsAndSideArraysWithItsWords() {
        Fifo fifo = new Fifo("fifo", 3, 1, 1, 2);
        double[] side = new double[fifo.slotCount()];
        for (long cycle = 0; cycle < 20; cycle++) {
            if (cycle >= 2) {
                assertEquals(cycle - 2, fifo.peek(cycle));
                assertEquals(100 + cycle - 2, fifo.field(0));
                assertEquals(200 + cycle - 2, fifo.field(1));
                assertEquals(0.5 * (cycle - 2), side[fifo.popSlot()]);
                fifo.pop(cycle);
            }
            fifo.put(0, 100 + cycle);
            fifo.put(1, 200 + cycle);
            side[fifo.pushSlot()] = 0.5 * cycle;
            fifo.push(cycle, cycle);
        }
    }

    /** Against two queues of times: words that are under way, credits that are under way. */
    @Test
    void behavesLikeAQueueOfTimes() {
        for (long seed = 1; seed <= 1_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int capacity = 1 + random.nextInt(6);
            long latency = 1L + random.nextInt(5);
            long creditLatency = 1L + random.nextInt(5);
            Fifo fifo = new Fifo("fifo", capacity, latency, creditLatency);
            ArrayDeque<long[]> words = new ArrayDeque<>();
            ArrayDeque<Long> credits = new ArrayDeque<>();
            for (int i = 0; i < capacity; i++) {
                credits.add(0L);
            }
            for (long cycle = 0; cycle < 60; cycle++) {
                String where = "seed " + seed + ", cycle " + cycle;
                long now = cycle;
                int visible =
                        (int) words.stream().filter(word -> word[0] <= now).count();
                int free = (int) credits.stream().filter(at -> at <= now).count();
                assertEquals(visible > 0, fifo.canPop(cycle), where);
                assertEquals(visible, fifo.visibleCount(cycle), where);
                assertEquals(free > 0, fifo.canPush(cycle), where);
                assertEquals(free, fifo.freeCount(cycle), where);
                for (int pops = random.nextInt(visible + 1); pops > 0; pops--) {
                    assertEquals(words.remove()[1], fifo.pop(cycle), where);
                    credits.add(cycle + creditLatency);
                }
                for (int pushes = random.nextInt(free + 1); pushes > 0; pushes--) {
                    long word = random.nextLong();
                    fifo.push(cycle, word);
                    words.add(new long[] {cycle + latency, word});
                    credits.remove();
                }
                assertEquals(words.size(), fifo.wordCount(), where);
            }
        }
    }

    @Test
    void pushIntoAFullFifoNamesTheRule() {
        Fifo fifo = new Fifo("scores", 1, 1);
        fifo.push(3, 1);
        assertEquals(
                "fifo 'scores': push at cycle 4 with 1 of 1 words inside: ask canPush first",
                assertThrows(SimulationException.class, () -> fifo.push(4, 2)).getMessage());
    }

    @Test
    void popOfAnInvisibleWordNamesTheRule() {
        Fifo fifo = new Fifo("scores", 2, 5);
        fifo.push(3, 1);
        assertEquals(
                "fifo 'scores': pop at cycle 7 with 1 of 2 words inside: ask canPop first",
                assertThrows(SimulationException.class, () -> fifo.pop(7)).getMessage());
        assertThrows(SimulationException.class, () -> fifo.peek(7));
    }

    @Test
    void rejectsImpossibleParameters() {
        assertEquals(
                "fifo 'f': capacity = 0, must be from 1 to 536870911",
                assertThrows(SimulationException.class, () -> new Fifo("f", 0, 1))
                        .getMessage());
        assertEquals(
                "fifo 'f': latency = 0, must be from 1 to 536870911",
                assertThrows(SimulationException.class, () -> new Fifo("f", 1, 0))
                        .getMessage());
        assertEquals(
                "fifo 'f': credit latency = 0, must be from 1 to 536870911",
                assertThrows(SimulationException.class, () -> new Fifo("f", 1, 1, 0))
                        .getMessage());
    }
}
