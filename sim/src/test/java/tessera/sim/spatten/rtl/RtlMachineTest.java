package tessera.sim.spatten.rtl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tessera.models.bound.RtlBounds;
import tessera.models.machine.SpAttenRtlParams;
import tessera.models.rtl.RtlRow;
import tessera.models.rtl.RtlWorkload;
import tessera.sim.kernel.Driver;
import tessera.sim.kernel.SimulationException;
import tessera.traces.check.InputException;
import tessera.traces.workload.SpattenWorkload;

/** The machine as a whole, on random workloads and configurations. */
class RtlMachineTest {
    private static final int[] BITS = {4, 6, 8};

    /** Rows of up to {@code longest} keys; 6-bit rows in pairs. */
    private static String randomRows(Random random, int longest) {
        StringBuilder rows = new StringBuilder();
        int groups = 1 + random.nextInt(6);
        for (int i = 0; i < groups; i++) {
            int keys = 1 + random.nextInt(longest);
            int values = random.nextInt(3) == 0 ? keys : 1 + random.nextInt(keys);
            int keyBits = BITS[random.nextInt(BITS.length)];
            int valueBits = BITS[random.nextInt(BITS.length)];
            int count = keyBits == 6 || valueBits == 6 ? 2 : 1;
            for (int j = 0; j < count; j++) {
                rows.append(keys + "," + values + "," + keyBits + "," + valueBits + "," + (random.nextInt(4) == 0) + ","
                        + random.nextInt(200) + "\n");
            }
        }
        return rows.toString();
    }

    private static SpAttenRtlParams randomParams(Random random) {
        // At 8 and 16 channels rows of different widths can make the RTL lose data; that has a test of its own.
        return RtlMachines.params(
                "num_multipliers=" + (64 << random.nextInt(3)),
                "bandwidth_downsample=" + (4 << random.nextInt(3)),
                "num_bufline=" + (128 << random.nextInt(4)),
                "queues.buffer_reads=" + (random.nextBoolean() ? 16 : 2 << random.nextInt(3)),
                "memory.outstanding_reads=" + (random.nextBoolean() ? 16 : 1 + random.nextInt(20)));
    }

    @Test
    void boundsHoldAndReadsAreCounted() {
        for (long seed = 1; seed <= 150; seed++) {
            Random random = new Random(seed);
            SpAttenRtlParams params = randomParams(random);
            RtlWorkload rows = RtlMachines.rows(params, randomRows(random, 64));
            RtlResult result = RtlMachines.run(params, rows);
            RtlBounds bounds = RtlBounds.of(params, rows);
            String where = "seed " + seed + ": " + bounds + ", cycles " + result.cycles();
            assertTrue(bounds.lowerBoundCycles() <= result.cycles(), where);
            assertTrue(result.cycles() <= bounds.serialCycles(), where);
            long reads = 0;
            long activates = 0;
            for (int row = 0; row < rows.rowCount(); row++) {
                reads += rows.reads(row);
                activates += result.activates(row);
                assertTrue(result.rowHits(row) + result.activates(row) <= rows.reads(row), where);
                assertTrue(result.acceptCycle(row) < result.completeCycle(row), where);
                assertTrue(row == 0 || result.completeCycle(row - 1) < result.completeCycle(row), where);
            }
            assertEquals(reads, result.dramReads(), where);
            assertEquals(activates, result.activates(), where);
        }
    }

    /** The oracle: lockstep, and no unit counts anything in closed form. */
    @Test
    void lockstepAndSkipAheadGiveTheSameStatistics() {
        for (long seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            SpAttenRtlParams params = randomParams(random);
            RtlWorkload rows = RtlMachines.rows(params, randomRows(random, seed % 10 == 0 ? 64 : 24));
            RtlResult skip = new SpAttenRtlMachine(params, rows).run(Driver.SKIP_AHEAD, 1_000_000);
            RtlResult lockstep = new SpAttenRtlMachine(params, rows).neverSkip().run(Driver.LOCKSTEP, 1_000_000);
            for (int row = 0; row < rows.rowCount(); row++) {
                String where = "seed " + seed + ", row " + row;
                assertEquals(lockstep.acceptCycle(row), skip.acceptCycle(row), where);
                assertEquals(lockstep.completeCycle(row), skip.completeCycle(row), where);
                assertEquals(lockstep.rowHits(row), skip.rowHits(row), where);
            }
            assertEquals(lockstep.stats().text(), skip.stats().text(), "seed " + seed);
        }
    }

    @Test
    void theOrderOfComponentsDoesNotMatter() {
        for (long seed = 1; seed <= 10; seed++) {
            Random random = new Random(seed);
            SpAttenRtlParams params = randomParams(random);
            RtlWorkload rows = RtlMachines.rows(params, randomRows(random, 48));
            String declared = RtlMachines.run(params, rows).stats().text();
            for (long shuffle = 1; shuffle <= 3; shuffle++) {
                RtlResult shuffled =
                        new SpAttenRtlMachine(params, rows, OptionalLong.of(shuffle)).run(Driver.SKIP_AHEAD, 1_000_000);
                assertEquals(declared, shuffled.stats().text(), "seed " + seed + " shuffle " + shuffle);
            }
        }
    }

    @Test
    void denseStreamingKeepsAtLeastHalfOfTheBound() {
        SpAttenRtlParams params = RtlMachines.params();
        RtlWorkload rows = RtlMachines.rows(params, "1024,1024,8,8,False,0\n".repeat(4));
        long cycles = RtlMachines.run(params, rows).cycles();
        assertTrue(2 * RtlBounds.of(params, rows).lowerBoundCycles() >= cycles, "cycles " + cycles);
    }

    @Test
    void serialIsTightWithOneReadOutstanding() {
        SpAttenRtlParams params = RtlMachines.params("memory.outstanding_reads=1");
        RtlWorkload rows = RtlMachines.rows(params, "1024,1024,8,8,False,0\n");
        long cycles = RtlMachines.run(params, rows).cycles();
        long serial = RtlBounds.of(params, rows).serialCycles();
        assertTrue(serial <= 1.1 * cycles, "serial " + serial + ", cycles " + cycles);
    }

    @Test
    void everyUnitsAccountAddsUpToTheCycles() {
        SpAttenRtlParams params = RtlMachines.params();
        RtlRun run = RtlRun.of(
                params, SpattenWorkload.parse("rows.csv", RtlMachines.HEADER + "300,100,6,6,True,50\n".repeat(4)), 1);
        List<String> units = new ArrayList<>();
        Map<String, Long> stalls = run.stalls();
        for (String path : stalls.keySet()) {
            String unit = path.substring(0, path.indexOf('.'));
            if (!units.contains(unit)) {
                units.add(unit);
            }
        }
        for (String unit : units) {
            long sum = stalls.entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith(unit + "."))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            assertEquals(run.result().cycles(), sum, unit);
        }
        assertTrue(
                units.containsAll(List.of("dot_product", "top_k", "prob_value", "channel_0", "channel_1")), "" + units);
    }

    @Test
    void theRowsBusyCyclesAddUpToTheUnits() {
        for (long seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            SpAttenRtlParams params = randomParams(random);
            SpattenWorkload file = SpattenWorkload.parse("rows.csv", RtlMachines.HEADER + randomRows(random, 48));
            RtlRun run = RtlRun.of(params, file, 1);
            assertEquals(working(run, "fetcher"), sum(run, run::fetchCycles), "seed " + seed);
            assertEquals(working(run, "realigner"), sum(run, run::fetchCycles), "seed " + seed);
            assertEquals(working(run, "dot_product"), sum(run, run::queryKeyCycles), "seed " + seed);
            assertEquals(working(run, "reorder"), sum(run, run::reorderCycles), "seed " + seed);
            assertEquals(working(run, "prob_value"), sum(run, run::probValueCycles), "seed " + seed);
        }
    }

    private static long working(RtlRun run, String unit) {
        return run.stalls().get(unit + ".working");
    }

    private static long sum(RtlRun run, IntToLongFunction ofRow) {
        return IntStream.range(0, run.rows().rowCount()).mapToLong(ofRow).sum();
    }

    @Test
    void aRetryRefetchesTheLowBitsOfItsOwnRow() {
        SpAttenRtlParams params = RtlMachines.params();
        // A pair of 6 bits: 3 reads a key and a value for both rows together; 1 read a key for the row that is
        // refetched.
        RtlWorkload rows = RtlMachines.rows(params, "64,64,6,6,False,0\n64,64,6,6,True,0\n");
        assertEquals(3 * 64 + 3 * 64 + 64, RtlMachines.run(params, rows).dramReads());
    }

    @Test
    void rowsThatLoseTheirEndAreTheOnesTheDriverRefuses() {
        // 16 vectors of 8 bits on 32 ports: 32 reads fill a beat, a beat of padding follows, the end mark is lost.
        SpAttenRtlParams wide = RtlMachines.params("bandwidth_downsample=1");
        RtlWorkload hanging = new RtlWorkload(List.of(row(16)));
        SpAttenRtlMachine machine = new SpAttenRtlMachine(wide, hanging);
        assertThrows(SimulationException.class, () -> machine.run(100_000));
        String message = assertThrows(
                        InputException.class, () -> RtlMachines.rows(wide, "24,24,8,8,False,0\n16,16,8,8,False,0\n"))
                .getMessage();
        assertTrue(
                message.startsWith("rows.csv:3: key_fetch_num = 16, rounded up to 16: the released RTL never"),
                message);
        // The same row on four ports is fine.
        assertEquals(
                1198,
                RtlMachines.run(RtlMachines.params(), new RtlWorkload(List.of(row(16))))
                        .cycles());
    }

    private static RtlRow row(int count) {
        return new RtlRow(count, count, 8, 8, false, 0);
    }

    @Test
    void aWorkloadThatLosesDataNamesTheRow() {
        // On 16 ports 40 reads of 4 bits leave 2 of 3 beats' elements padding, which a slice of 8 bits takes data with.
        SpAttenRtlParams params = RtlMachines.params("num_multipliers=256", "bandwidth_downsample=2", "num_bufline=64");
        SpattenWorkload file =
                SpattenWorkload.parse("rows.csv", RtlMachines.HEADER + "48,10,8,8,False,2\n35,35,4,4,False,176\n");
        String message = assertThrows(InputException.class, () -> RtlRun.of(params, file, 1))
                .getMessage();
        assertTrue(message.startsWith("rows.csv:") && message.contains("never finishes this workload"), message);
    }
}
