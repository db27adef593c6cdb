package tessera.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulationTest {
    private static final Clock CLOCK = Clock.ofHz("core", 1_000_000_000);

    /** Sends the numbers 1 to n, one a cycle. */
    private static final class Source implements Component {
        private final Fifo out;
        private final int count;
        private int sent;

        Source(Fifo out, int count) {
            this.out = out;
            this.count = count;
        }

        @Override
        public long step(long cycle) {
            if (sent == count || !out.canPush(cycle)) {
                return IDLE;
            }
            out.push(cycle, ++sent);
            return cycle + 1;
        }
    }

    /** Takes a word, one every {@code busyCycles}, and adds it up. */
    private static final class Sink implements Component {
        private final Fifo in;
        private final long busyCycles;
        private long busyUntil;
        private long sum;

        Sink(Fifo in, long busyCycles) {
            this.in = in;
            this.busyCycles = busyCycles;
        }

        @Override
        public long step(long cycle) {
            if (cycle < busyUntil) {
                return busyUntil;
            }
            if (!in.canPop(cycle)) {
                return IDLE;
            }
            sum += in.pop(cycle);
            busyUntil = cycle + busyCycles;
            return busyUntil;
        }
    }

    @ParameterizedTest
    @EnumSource
    void streamsOneWordACycle(Driver driver) {
        Fifo numbers = new Fifo("numbers", 8, 5);
        Source source = new Source(numbers, 100);
        Sink sink = new Sink(numbers, 1);
        Simulation simulation = new SimulationBuilder("stream", CLOCK)
                .component("source", source)
                .component("sink", sink)
                .wire(source, numbers, sink)
                .build();
        // Word i (from 0) is pushed at cycle i and popped at i + 5: the last pop is at 104, the run takes 105 cycles.
        assertEquals(105, simulation.run(driver, 1_000));
        assertEquals(5_050, sink.sum);
    }

    @ParameterizedTest
    @EnumSource
    void slowSinkHoldsTheSourceBack(Driver driver) {
        Fifo numbers = new Fifo("numbers", 2, 1);
        Source source = new Source(numbers, 10);
        Sink sink = new Sink(numbers, 7);
        Simulation simulation = new SimulationBuilder("slow", CLOCK)
                .component("source", source)
                .component("sink", sink)
                .wire(source, numbers, sink)
                .build();
        // Pops at 1, 8, …, 64; the sink is busy until 71.
        assertEquals(71, simulation.run(driver, 1_000));
    }
}
