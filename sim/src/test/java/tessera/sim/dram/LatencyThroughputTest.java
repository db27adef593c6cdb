package tessera.sim.dram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import tessera.models.dram.DramParams;
import tessera.models.dram.DramPresets;
import tessera.models.dram.stream.AddressStream;
import tessera.models.dram.stream.AddressStreams;

/** Closed forms of reference/dram.md section 3, within one clock. */
class LatencyThroughputTest {
    /** Row hit: CL + burst, and in the bank-queue family one clock to move to the bank's queue. */
    @Test
    void unloadedRowHit() {
        assertEquals(16, serial("r2-hbm2-b", "seq:n=2048").p50()); // 14 + 2
        assertEquals(17, serial("d3-hbm2-a", "seq:n=2048").p50());
        assertEquals(26, serial("r2-ddr4-b", "seq:n=2048").p50()); // 22 + 4
        assertEquals(27, serial("d3-ddr4-b", "seq:n=2048").p50());
    }

    /** Closed bank: RCD + CL + burst (+ 1: an activate of two clocks, or the move). */
    @Test
    void unloadedClosedBank() {
        assertEquals(31, serial("r2-hbm2-b", "seq:n=1").largest()); // 15 + 16
        assertEquals(31, serial("d3-hbm2-a", "seq:n=1").largest()); // 1 + 14 + 16
        assertEquals(48, serial("r2-ddr4-b", "seq:n=1").largest()); // 22 + 26
        assertEquals(49, serial("d3-ddr4-b", "seq:n=1").largest());
        assertEquals(18, serial("r2-hbm2-spatten", "seq:n=1").largest()); // nRCD 7 + nCL 7 + nBL 4
    }

    /** Conflict: RP + RCD + CL + burst (+ 1). */
    @Test
    void unloadedConflict() {
        assertEquals(44, serial("r2-hbm2-b", "rand:n=2048").p95()); // 13 + 15 + 16
        assertEquals(45, serial("d3-hbm2-a", "rand:n=2048").p95()); // 1 + 14 + 14 + 16
        assertEquals(70, serial("r2-ddr4-b", "rand:n=2048").p50()); // 22 + 22 + 26
        assertEquals(71, serial("d3-ddr4-b", "rand:n=2048").p50());
    }

    private static DramResult.Latency serial(String preset, String stream) {
        return run(preset, stream, "serial").latency();
    }

    /** Conflicts in one bank: one transaction per row cycle, HBM2 48 clocks, DDR4 74 clocks. */
    @Test
    void sameBankConflictsTakeARowCycleEach() {
        assertRowCycle("r2-hbm2-b", 48);
        assertRowCycle("d3-hbm2-b", 48);
        assertRowCycle("r2-ddr4-b", 74);
        assertRowCycle("d3-ddr4-b", 74);
        assertRowCycle("r2-hbm2-spatten", 24);
    }

    private static void assertRowCycle(String preset, int rowCycle) {
        DramParams params = Channels.one(preset, "controller.refresh=none");
        int count = 300;
        long[] addresses = new long[count];
        for (int i = 0; i < count; i++) {
            addresses[i] = Channels.address(params, 0, 0, 0, i, 0);
        }
        DramResult result = run(params, addresses, count);
        // n − 1 row cycles lie between the first and the last activate; the ends are constant.
        double perRow = (double) (result.cycles() - run(params, addresses, 1).cycles()) / (count - 1);
        assertEquals(rowCycle, perRow, 0.01, preset);
    }

    /** A stream inside one bank group: one burst per CCD_L; over two groups: one per burst time. */
    @Test
    void oneBankGroupIsBoundByItsColumnSpacing() {
        DramParams params = Channels.one("r2-hbm2-b", "controller.refresh=none");
        assertEquals(4.0, clocksPerRead(params, 1), 0.05); // CCD_L 4, burst 2
        assertEquals(2.0, clocksPerRead(params, 4), 0.05);
        DramParams ddr4 = Channels.one("r2-ddr4-b", "controller.refresh=none");
        assertEquals(8.0, clocksPerRead(ddr4, 1), 0.1); // CCD_L 8, burst 4
        assertEquals(4.0, clocksPerRead(ddr4, 4), 0.1);
    }

    /** Reads of open rows, group after group, column after column. */
    private static double clocksPerRead(DramParams params, int groups) {
        int columns = params.organisation().columnCount();
        int count = columns * groups;
        long[] addresses = new long[count];
        for (int i = 0; i < count; i++) {
            addresses[i] = Channels.address(params, 0, i % groups, 0, 0, i / groups);
        }
        DramResult result = run(params, addresses, count);
        long first = run(params, addresses, 1).cycles();
        return (double) (result.cycles() - first) / (count - 1);
    }

    /** Activate-bound traffic: 4 per FAW. Legacy HBM2: 4 per 30 clocks; DDR4: 4 per 34 clocks. */
    @Test
    void randomRowsAreBoundByTheActivateWindow() {
        assertActivateBound(30 / 4.0, "d3-hbm2-b");
        assertActivateBound(34 / 4.0, "r2-ddr4-b");
        assertActivateBound(34 / 4.0, "d3-ddr4-b");
        // RRD 4 is longer than FAW 15 / 4.
        assertActivateBound(4.0, "r2-hbm2-b");
    }

    /** Never faster; with one command bus an activate may lose a clock to another command now and then. */
    private static void assertActivateBound(double bound, String preset) {
        double clocks = clocksPerActivate(preset);
        assertTrue(
                clocks >= bound - 0.01 && clocks <= 1.04 * bound, preset + ": " + clocks + " clocks, bound " + bound);
    }

    /** One read per row, all banks in turn: far apart enough that no bank is waited for. */
    private static double clocksPerActivate(String preset) {
        DramParams params = Channels.one(preset, "controller.refresh=none");
        int groups = params.organisation().bankGroupCount();
        int banks = params.organisation().banksPerGroup();
        int count = 1600;
        long[] addresses = new long[count];
        for (int i = 0; i < count; i++) {
            addresses[i] = Channels.address(params, 0, i % groups, i / groups % banks, i / groups / banks, 0);
        }
        DramResult result = run(params, addresses, count);
        assertEquals(count, result.counts().activates(), preset);
        return (double) result.cycles() / count;
    }

    /** With an endless stream the share of time not spent in refresh, 1 − RFC / REFI, is an upper bound, nearly reached. */
    @Test
    void refreshTakesItsShare() {
        assertRefresh("d3-hbm2-b", "seq:n=400000", 0.933);
        assertRefresh("r2-hbm2-m", "seq:n=400000", 0.910);
        assertRefresh("d3-ddr4-c", "seq:n=100000", 0.955);
        assertRefresh("r2-ddr4-m", "seq:n=100000", 0.954);
    }

    private static void assertRefresh(String preset, String stream, double ceiling) {
        DramResult result = run(preset, stream, "perch");
        double share = result.bandwidthGbPerS() / result.peakGbPerS();
        // A run ends before its last refresh is over: allow that much above the ceiling.
        assertTrue(share <= ceiling + 0.01, preset + ": " + share + " of the peak, ceiling " + ceiling);
        assertTrue(share >= ceiling - 0.06, preset + ": " + share + " of the peak, ceiling " + ceiling);
    }

    /**
     * SpAtten's memory, one channel, rates of the released configuration: 0.4996 reads per clock in sequence, 0.40 with 16
     * under way, 0.50 with 32; latencies with one at a time 11.9 in sequence and 25.0 at random.
     */
    @Test
    void spattenMemoryHasTheRatesOfTheReleasedConfiguration() {
        DramParams params = Channels.one("r2-hbm2-spatten");
        assertEquals(0.4996, readsPerClock(params, "seq:n=20000", "sat"), 0.0005);
        assertEquals(0.401, readsPerClock(params, "seq:n=20000", "win:16"), 0.005);
        assertEquals(0.4996, readsPerClock(params, "seq:n=20000", "win:32"), 0.0005);
        assertEquals(0.271, readsPerClock(params, "rand:n=20000,foot=2^28", "sat"), 0.003);
        assertEquals(11.9, run(params, "seq:n=20000", "serial").latency().average(), 0.05);
        assertEquals(
                25.0, run(params, "rand:n=20000,foot=2^28", "serial").latency().average(), 0.05);
        assertEquals(0, run(params, "seq:n=20000", "sat").counts().refreshes());
    }

    private static double readsPerClock(DramParams params, String stream, String inject) {
        DramResult result = run(params, stream, inject);
        return (double) result.transactions() / result.cycles();
    }

    /** Reads of the first addresses, all ready to go. */
    private static DramResult run(DramParams params, long[] addresses, int count) {
        AddressStream stream = AddressStream.of("reads", Arrays.copyOf(addresses, count), new boolean[count]);
        return DramSystem.run(params, stream, Injection.parse("sat"));
    }

    private static DramResult run(String preset, String stream, String inject) {
        return run(DramPresets.params(preset), stream, inject);
    }

    private static DramResult run(DramParams params, String stream, String inject) {
        int size = params.organisation().transactionBytes();
        return DramSystem.run(params, AddressStreams.open(stream, size, 1), Injection.parse(inject));
    }
}
