package tessera.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClockTest {
    private static final Clock DRAM = Clock.ofHz("dram", 1_000_000_000);
    private static final Clock CORE = Clock.ofHz("core", 1_755_000_000);

    @Test
    void periodIsRoundedToTheNearestFemtosecond() {
        // 10^15 / 1.755x10^9 = 569,800.57
        assertEquals(569_801, CORE.periodFs());
        assertEquals(1_000_000, DRAM.periodFs());
        assertEquals(1, Clock.ofHz("fastest", 1_000_000_000_000_000L).periodFs());
    }

    @Test
    void cyclesOfTwoClocksStayExactOverAnHour() {
        // Over 3.6x10^12 cycles of 1 GHz, a double-precision or picosecond period would be off by thousands of cycles.
        for (long cycle = 1; cycle < 3_600_000_000_000L; cycle = cycle * 7 + 3) {
            long expected = BigInteger.valueOf(cycle)
                    .multiply(BigInteger.valueOf(1_000_000))
                    .divide(BigInteger.valueOf(569_801))
                    .longValueExact();
            assertEquals(expected, CORE.cycleAt(DRAM.timeFs(cycle)), "cycle " + cycle);
        }
    }

    @Test
    void rejectsImpossiblePeriods() {
        assertEquals(
                "clock 'c': period = 0 fs, must be at least 1 fs",
                assertThrows(SimulationException.class, () -> new Clock("c", 0)).getMessage());
        assertEquals(
                "clock 'c': frequency = 0 Hz, must be from 1 Hz to 10^15 Hz",
                assertThrows(SimulationException.class, () -> Clock.ofHz("c", 0))
                        .getMessage());
    }

    /** Sends its cycle numbers, one a cycle. */
    private static final class Beacon implements Component {
        private final Fifo out;
        private final long count;
        private long sent;

        Beacon(Fifo out, long count) {
            this.out = out;
            this.count = count;
        }

        @Override
        public long step(long cycle) {
            if (sent == count || !out.canPush(cycle)) {
                return IDLE;
            }
            out.push(cycle, cycle);
            sent++;
            return cycle + 1;
        }
    }

    /** Checks of each word that it is the first cycle at which it can be seen. */
    private static final class Listener implements Component {
        private final Fifo in;
        private final Clock sender;
        private final Clock own;
        private final long latency;
        private long heard;
        private String firstFault = "";

        Listener(Fifo in, Clock sender, Clock own, long latency) {
            this.in = in;
            this.sender = sender;
            this.own = own;
            this.latency = latency;
        }

        @Override
        public long step(long cycle) {
            if (!in.canPop(cycle)) {
                return IDLE;
            }
            while (in.canPop(cycle)) {
                long sentAt = in.pop(cycle);
                heard++;
                // The definition: the own cycle under way at the push, plus the latency.
                long expected = Math.floorDiv(sentAt * sender.periodFs(), own.periodFs()) + latency;
                if (expected != cycle && firstFault.isEmpty()) {
                    firstFault = "sent at " + sentAt + ", heard at " + cycle + ", expected " + expected;
                }
            }
            return cycle + 1;
        }
    }

    @ParameterizedTest
    @EnumSource
    void wordsCrossAtTheExactEdgeInBothDirections(Driver driver) {
        long count = 200_000;
        for (Clock[] pair : new Clock[][] {{DRAM, CORE}, {CORE, DRAM}, {DRAM, new Clock("third", 333_333)}}) {
            Fifo fifo = new Fifo("crossing", 16, 2, 2);
            Beacon beacon = new Beacon(fifo, count);
            Listener listener = new Listener(fifo, pair[0], pair[1], 2);
            Simulation simulation = new SimulationBuilder("crossing", pair[0])
                    .component("beacon", beacon)
                    .component("listener", listener, pair[1])
                    .wire(beacon, fifo, listener)
                    .build();
            long elapsed = simulation.run(driver, 10 * count);
            assertEquals("", listener.firstFault);
            assertEquals(count, listener.heard);
            // The sender is never held back: its last push is at count − 1, the crossing adds a few cycles.
            assertTrue(elapsed >= count && elapsed < count + 8, "elapsed " + elapsed);
            assertEquals(pair[0].cyclesUntil(simulation.elapsedFs()), elapsed);
            assertEquals(pair[1].cyclesUntil(simulation.elapsedFs()), simulation.elapsedCycles(pair[1]));
        }
    }

    @ParameterizedTest
    @EnumSource
    void slowConsumerSetsThePaceAcrossClocks(Driver driver) {
        Clock fast = new Clock("fast", 1_000);
        Clock slow = new Clock("slow", 10_000);
        Fifo fifo = new Fifo("crossing", 1, 1, 2);
        Beacon beacon = new Beacon(fifo, 5);
        Listener listener = new Listener(fifo, fast, slow, 1);
        Simulation simulation = new SimulationBuilder("pace", fast)
                .component("beacon", beacon)
                .component("listener", listener, slow)
                .wire(beacon, fifo, listener)
                .build();
        // Pushes at 0, 12, 22, 32, 42 (fast); pops at slow cycles 1, 2, 3, 4, 5 = fast 10, 20, 30, 40, 50, each busy
        // for
        // the whole slow cycle: the run ends at slow cycle 6 = fast cycle 60.
        assertEquals(60, simulation.run(driver, 1_000));
        assertEquals("", listener.firstFault);
    }
}
