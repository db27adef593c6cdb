package tessera.sim.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tessera.models.config.ConfigNode;
import tessera.models.dram.DramParams;
import tessera.models.dram.DramPresets;
import tessera.sim.dram.DramPort;
import tessera.sim.dram.DramWait;
import tessera.sim.kernel.Clock;
import tessera.sim.kernel.Component;
import tessera.sim.kernel.Driver;
import tessera.sim.kernel.Fifo;
import tessera.sim.kernel.SimulationBuilder;
import tessera.sim.stat.StatGroup;
import tessera.sim.stat.StatLine;

class DramMemoryTest {
    private static final Clock CORE = Clock.ofHz("core", 1_000_000_000);

    /** Asks for addresses in order, one per channel and cycle, and notes tag, cycle and cause of each answer. */
    private static final class Client implements Component {
        private final Memory memory;
        private final long[] addresses;
        private final long gap;
        private final Map<Long, Long> arrival = new TreeMap<>();
        private final List<DramWait> causes = new ArrayList<>();
        private int sent;
        private long nextSend;

        Client(Memory memory, long[] addresses, long gap) {
            this.memory = memory;
            this.addresses = addresses;
            this.gap = gap;
        }

        @Override
        public long step(long cycle) {
            for (int channel = 0; channel < memory.channelCount(); channel++) {
                Fifo answers = memory.responses(channel);
                while (answers.canPop(cycle)) {
                    causes.add(DramWait.of((int) answers.field(Memory.CAUSE)));
                    Long twice = arrival.put(answers.field(Memory.ANSWERED_TAG), cycle);
                    assertEquals(null, twice);
                    assertEquals(1, answers.pop(cycle));
                }
            }
            if (sent == addresses.length) {
                return IDLE;
            }
            if (cycle < nextSend) {
                return nextSend;
            }
            Fifo requests = memory.requests(memory.channelOf(addresses[sent]));
            if (!requests.canPush(cycle)) {
                return IDLE;
            }
            requests.put(Memory.COUNT, 1);
            requests.put(Memory.TAG, sent);
            requests.push(cycle, addresses[sent++]);
            nextSend = cycle + gap;
            return cycle + gap;
        }
    }

    private record Run(long cycles, Map<Long, Long> arrival, List<DramWait> causes, List<StatLine> lines) {
        long stat(String path) {
            return lines.stream()
                    .filter(line -> line.path().equals("memory." + path))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(path + " in " + lines))
                    .value()
                    .longValue();
        }
    }

    private static Run run(
            DramParams params, long[] addresses, long gap, int outstanding, Driver driver, long shuffle) {
        StatGroup stats = new StatGroup("memory");
        DramMemory memory = new DramMemory(params, DramMemory.clock(params, CORE), outstanding, stats);
        Client client = new Client(memory, addresses, gap);
        SimulationBuilder builder =
                new SimulationBuilder("test", CORE).component("client", client).shuffled(shuffle);
        memory.addTo(builder, client);
        long cycles = builder.build().run(driver, 10_000_000);
        assertEquals(addresses.length, memory.requestCount());
        // Equal unless reads of one burst shared a command.
        assertTrue(memory.counts().reads() <= addresses.length);
        assertTrue(memory.energyPj() > 0);
        return new Run(cycles, client.arrival, client.causes, stats.lines());
    }

    private static Run run(DramParams params, long... addresses) {
        return run(params, addresses, 1, 64, Driver.SKIP_AHEAD, 1);
    }

    private static DramParams params(String preset, String... changes) {
        ConfigNode node = DramPresets.resolve(preset);
        for (String change : changes) {
            node = node.with(change);
        }
        return DramPresets.params(node);
    }

    private static DramParams oneChannel(String... changes) {
        List<String> all = new ArrayList<>(List.of("organisation.channels=1"));
        all.addAll(List.of(changes));
        return params("r2-hbm2-b", all.toArray(String[]::new));
    }

    @Test
    void readsComeBackWithTheirTags() {
        // Closed bank: sent at 0, seen at 1, ACT 1, RD 1 + 2 + 14 − 1, data CL 14 + burst 2 later: 31 + 1, seen at 33.
        assertEquals(Map.of(0L, 33L), run(oneChannel(), 0).arrival());
        // Channel bits are the lowest: burst 1 is in channel 1, and comes in parallel, sent a cycle later.
        assertEquals(Map.of(0L, 33L, 1L, 34L), run(params("r2-hbm2-b"), 0, 32).arrival());
    }

    @Test
    void aLaterHitOvertakesAConflict() {
        // Row 0 is opened by read 0; read 1 wants row 1 of that bank, read 2 row 0: first ready goes first.
        long row =
                oneChannel().map().capacityBytes() / oneChannel().organisation().rowCount();
        Map<Long, Long> arrival = run(oneChannel(), 0, row, 32).arrival();
        assertTrue(arrival.get(2L) < arrival.get(1L), arrival.toString());
    }

    @Test
    void takesTheTimeOfTheChannelAlone() {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            String[] names = {"r2-hbm2-b", "d3-hbm2-b", "r2-hbm2-spatten"};
            DramParams params = params(names[seed % 3], "organisation.channels=1");
            long burst = params.organisation().transactionBytes();
            long[] addresses = LongStream.range(0, 400)
                    .map(i -> burst * (random.nextBoolean() ? i : random.nextInt(1 << 20)))
                    .toArray();
            Run run = run(params, addresses, 1, 400, Driver.SKIP_AHEAD, 1);
            assertEquals(alone(params, addresses), run.arrival(), "seed " + seed);
        }
    }

    /** The same stream on a bare port: one request per clock from clock 1 on, a cycle more on the way back. */
    private static Map<Long, Long> alone(DramParams params, long[] addresses) {
        DramPort port = new DramPort(params);
        Map<Long, Long> arrival = new TreeMap<>();
        int sent = 0;
        port.tick();
        while (arrival.size() < addresses.length) {
            if (sent < addresses.length && port.trySend(addresses[sent], false, sent)) {
                sent++;
            }
            port.tick();
            int back = 0;
            while (port.hasCompletion()) {
                arrival.put(port.popCompletion(), port.clock());
                assertTrue(++back <= 4, "more than the answer Fifo holds");
            }
        }
        return arrival;
    }

    @Test
    void everyDriverAndOrderGivesTheSame() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            List<String> names = List.of("r2-hbm2-b", "d3-hbm2-c", "r2-hbm2-spatten", "d3-ddr4-b", "r2-ddr4-m", "hbm3");
            String name = names.get(random.nextInt(names.size()));
            DramParams params = params(
                    name,
                    "organisation.channels=" + (name.contains("ddr4") ? 1 : 1 << random.nextInt(3)),
                    "controller.read_queue_entries=" + (1 + random.nextInt(40)));
            int spread = 1 << 4 + random.nextInt(20);
            long[] addresses = LongStream.range(0, 150)
                    .map(i -> 32L * random.nextInt(spread))
                    .toArray();
            long gap = random.nextInt(4) == 0 ? 1 + random.nextInt(5000) : 1 + random.nextInt(4);
            int outstanding = 1 + random.nextInt(70);
            Run skipped = run(params, addresses, gap, outstanding, Driver.SKIP_AHEAD, seed);
            assertEquals(run(params, addresses, gap, outstanding, Driver.LOCKSTEP, seed + 1), skipped, "seed " + seed);
        }
    }

    @Test
    void everyCycleOfAChannelHasOneCause() {
        DramParams params = params("r2-hbm2-b", "organisation.channels=2");
        long[] addresses =
                LongStream.range(0, 3000).map(i -> 32 * (i * 7919 % 65536)).toArray();
        Run run = run(params, addresses, 1, 64, Driver.SKIP_AHEAD, 1);
        for (int channel = 0; channel < 2; channel++) {
            assertEquals(run.cycles(), run.stat("channel_" + channel + ".cycles.total"));
        }
        assertEquals(3000, run.stat("channel_0.bursts") + run.stat("channel_1.bursts"));
    }

    /** Row conflicts in one bank, RC 48: 2 clocks of each are the burst, the others wait for the row. */
    @Test
    void rowConflictsAreRowMisses() {
        DramParams params = oneChannel("controller.refresh=none");
        long row = params.map().capacityBytes() / params.organisation().rowCount();
        Run run = run(params, LongStream.range(0, 100).map(i -> i * row).toArray());
        assertEquals(99 * (48 - 2), run.stat("channel_0.cycles.row_miss"), 60);
        assertEquals(99 * 2, run.stat("channel_0.cycles.data_bus"), 2);
        assertEquals(99, run.stat("channel_0.row_conflicts"));
        assertEquals(
                100,
                run.causes().stream()
                        .filter(cause -> cause == DramWait.ROW_MISS)
                        .count());
    }

    /** One row, so one bank group: CCD_L 4 to a burst of 2, half of the time is the bank group's. */
    @Test
    void hitsOfOneBankGroupWaitForIt() {
        Run run = run(
                oneChannel("controller.refresh=none"),
                LongStream.range(0, 32).map(i -> i * 32).toArray());
        assertEquals(31 * 2, run.stat("channel_0.cycles.bank_group"), 2);
        assertEquals(31 * 2, run.stat("channel_0.cycles.data_bus"), 4);
    }

    /** New rows in all banks of all groups with FAW 40: an activate every 10 clocks, 2 of them a burst. */
    @Test
    void activatesWaitForTheirWindow() {
        DramParams params =
                oneChannel("controller.refresh=none", "timing.t_faw_cycles=40", "map=row.pc.col.bank.bankgroup");
        long[] addresses = LongStream.range(0, 320)
                .map(i -> (i & 15) * 32
                        + (i >> 4)
                                * params.map().capacityBytes()
                                / params.organisation().rowCount())
                .toArray();
        Run run = run(params, addresses);
        assertEquals(320 * 10, run.cycles(), 60);
        assertEquals(320 * 8, run.stat("channel_0.cycles.faw"), 100);
    }

    /** A read that comes while the rank is being refreshed waits for the rest of RFC. */
    @Test
    void refreshHoldsReadsUp() {
        // The first refresh is due at 3899; sent at 4000, seen at 4001; refresh ends at 3899 + 350 = 4249.
        Run run = run(oneChannel(), new long[] {0, 0}, 4000, 4, Driver.SKIP_AHEAD, 1);
        assertEquals(4249 - 4001, run.stat("channel_0.cycles.refresh"), 40);
        assertEquals(DramWait.REFRESH, run.causes().get(1));
    }

    @Test
    void aFullChannelLeavesRequestsInTheirFifo() {
        DramParams params = oneChannel("controller.refresh=none");
        long row = params.map().capacityBytes() / params.organisation().rowCount();
        Run run = run(params, LongStream.range(0, 20).map(i -> i * row).toArray(), 1, 2, Driver.SKIP_AHEAD, 1);
        // Two under way, the others wait for their turn at the port: about RC each.
        assertEquals(18 * 48, run.stat("channel_0.queue_full"), 60);
    }

    @Test
    void theClockMustBeTheMemorys() {
        DramParams params = params("d3-ddr4-b");
        assertThrows(IllegalArgumentException.class, () -> new DramMemory(params, CORE, 1, new StatGroup("memory")));
        assertEquals(630_000, DramMemory.clock(params, CORE).periodFs());
    }
}
