package tessera.sim.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tessera.models.machine.MemoryParams;
import tessera.sim.kernel.Clock;
import tessera.sim.kernel.Component;
import tessera.sim.kernel.Driver;
import tessera.sim.kernel.Fifo;
import tessera.sim.kernel.SimulationBuilder;
import tessera.sim.stat.StatGroup;

class BandwidthMemoryTest {
    /** Sends batches at given cycles to channel 0 and notes when each burst comes. */
    private static final class Client implements Component {
        private final Memory memory;
        private final long[] sendAt;
        private final int[] batch;
        private final List<Long> arrivals = new ArrayList<>();
        private int sent;

        Client(Memory memory, long[] sendAt, int[] batch) {
            this.memory = memory;
            this.sendAt = sendAt;
            this.batch = batch;
        }

        @Override
        public long step(long cycle) {
            Fifo responses = memory.responses(0);
            while (responses.canPop(cycle)) {
                long interval = responses.field(Memory.INTERVAL);
                long count = responses.pop(cycle);
                for (long i = 0; i < count; i++) {
                    arrivals.add(cycle + i * interval);
                }
            }
            if (sent == sendAt.length) {
                return IDLE;
            }
            if (cycle < sendAt[sent]) {
                return sendAt[sent];
            }
            if (!memory.requests(0).canPush(cycle)) {
                return IDLE;
            }
            memory.requests(0).put(Memory.COUNT, batch[sent]);
            memory.requests(0).push(cycle, 0);
            sent++;
            return cycle + 1;
        }
    }

    private static List<Long> arrivals(MemoryParams params, Driver driver, long[] sendAt, int[] batch) {
        BandwidthMemory memory = new BandwidthMemory(params, new StatGroup("memory"));
        Client client = new Client(memory, sendAt, batch);
        SimulationBuilder builder =
                new SimulationBuilder("test", Clock.ofHz("core", 1_000_000_000)).component("client", client);
        memory.addTo(builder, client);
        builder.build().run(driver, 1_000_000);
        return client.arrivals;
    }

    @Test
    void servesAtItsRateAfterItsLatency() {
        // 16 B a cycle, bursts of 32 B: one every 2 cycles; latency 18. Sent at 0, seen at 1, data at 19, taken at 20;
        // the others follow in steps of 2. A later one, sent at 100, finds the bus free: 100 + 1 + 18 + 1.
        MemoryParams params = new MemoryParams(1, 16, 32, 18, 16);
        assertEquals(
                List.of(20L, 22L, 24L, 120L),
                arrivals(params, Driver.SKIP_AHEAD, new long[] {0, 100}, new int[] {3, 1}));
    }

    @Test
    void aSlotIsTakenUntilItsDataCome() {
        // Two slots: the third burst starts when the first one's data are there, at 11: data at 21, taken at 22.
        MemoryParams params = new MemoryParams(1, 32, 32, 10, 2);
        assertEquals(List.of(12L, 13L, 22L, 23L), arrivals(params, Driver.SKIP_AHEAD, new long[] {0}, new int[] {4}));
    }

    @Test
    void ratesThatDoNotDivideTheBurstStayExact() {
        // 5 B a cycle: bursts begin at bytes 5, 37, 69, 101 of bus time (first at cycle 1): cycles 1, 7.4, 13.8, 20.2,
        // so
        // data at 1, 8, 14, 21 + 4, taken one later.
        MemoryParams params = new MemoryParams(1, 5, 32, 4, 64);
        assertEquals(List.of(6L, 13L, 19L, 26L), arrivals(params, Driver.SKIP_AHEAD, new long[] {0}, new int[] {4}));
    }

    @Test
    void interleavesByBurst() {
        BandwidthMemory memory = new BandwidthMemory(new MemoryParams(4, 32, 64, 1, 1), new StatGroup("memory"));
        assertEquals(0, memory.channelOf(63));
        assertEquals(1, memory.channelOf(64));
        assertEquals(3, memory.channelOf(64 * 7));
        assertEquals(0, memory.channelOf(64 * 8));
    }

    @Test
    void aBatchTakesTheSameTimeAsItsBurstsInSuccessiveCycles() {
        for (int seed = 0; seed < 1000; seed++) {
            Random random = new Random(seed);
            MemoryParams params =
                    new MemoryParams(1, 1 + random.nextInt(32), 32, 1 + random.nextInt(40), 1 + random.nextInt(20));
            int batches = 1 + random.nextInt(6);
            long[] sendAt = new long[batches];
            int[] sizes = new int[batches];
            List<Long> single = new ArrayList<>();
            long cycle = 0;
            for (int i = 0; i < batches; i++) {
                sizes[i] = 1 + random.nextInt(16);
                sendAt[i] = cycle;
                for (int j = 0; j < sizes[i]; j++) {
                    single.add(cycle + j);
                }
                cycle += sizes[i] + random.nextInt(60);
            }
            int[] ones = new int[single.size()];
            java.util.Arrays.fill(ones, 1);
            long[] oneAt = single.stream().mapToLong(Long::longValue).toArray();
            List<Long> expected = arrivals(params, Driver.LOCKSTEP, oneAt, ones);
            assertEquals(expected, arrivals(params, Driver.SKIP_AHEAD, sendAt, sizes), "seed " + seed);
        }
    }
}
