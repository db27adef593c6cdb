package tessera.sim.dram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tessera.models.dram.DramCommand;
import tessera.models.dram.DramParams;
import tessera.models.dram.DramPresets;

/** Each rule of the checker: a command one clock early is a violation, at its clock it is none. DDR4-3200 of Ramulator. */
class JedecCheckerTest {
    private static final DramParams DDR4 = DramPresets.params("r2-ddr4-b");
    private static final DramParams HBM2 = DramPresets.params("r2-hbm2-b");

    /** One command of a little script: clock, mnemonic, bank, row. */
    private record Step(long clock, String mnemonic, int bank, int row) {}

    @Test
    void activateToReadWaitsRcd() {
        assertGate(22, clock -> new Step[] {at(0, "ACT", 0, 1), at(clock, "RD", 0, 1)});
    }

    @Test
    void activateToPrechargeWaitsRas() {
        assertGate(52, clock -> new Step[] {at(0, "ACT", 0, 1), at(clock, "PRE", 0, 0)});
    }

    @Test
    void prechargeToActivateWaitsRp() {
        assertGate(100 + 22, clock -> new Step[] {at(0, "ACT", 0, 1), at(100, "PRE", 0, 0), at(clock, "ACT", 0, 2)});
    }

    @Test
    void readToPrechargeWaitsRtp() {
        assertGate(60 + 12, clock -> new Step[] {at(0, "ACT", 0, 1), at(60, "RD", 0, 1), at(clock, "PRE", 0, 0)});
    }

    /** CWL 16 + burst 4 + WR 24. */
    @Test
    void writeToPrechargeWaitsForRecovery() {
        assertGate(60 + 44, clock -> new Step[] {at(0, "ACT", 0, 1), at(60, "WR", 0, 1), at(clock, "PRE", 0, 0)});
    }

    @Test
    void activatesOfOneGroupWaitRrdLong() {
        assertGate(8, clock -> new Step[] {at(0, "ACT", 0, 1), at(clock, "ACT", 1, 1)});
    }

    @Test
    void activatesOfTwoGroupsWaitRrdShort() {
        assertGate(4, clock -> new Step[] {at(0, "ACT", 0, 1), at(clock, "ACT", 4, 1)});
    }

    @Test
    void fifthActivateWaitsFaw() {
        assertGate(34, clock -> new Step[] {
            at(0, "ACT", 0, 1), at(8, "ACT", 4, 1), at(16, "ACT", 8, 1), at(24, "ACT", 12, 1), at(clock, "ACT", 1, 1)
        });
    }

    @Test
    void readsOfOneGroupWaitCcdLong() {
        assertGate(50 + 8, clock -> new Step[] {at(0, "ACT", 0, 1), at(50, "RD", 0, 1), at(clock, "RD", 0, 1)});
    }

    @Test
    void readsOfTwoGroupsWaitCcdShort() {
        assertGate(50 + 4, clock ->
                new Step[] {at(0, "ACT", 0, 1), at(4, "ACT", 4, 1), at(50, "RD", 0, 1), at(clock, "RD", 4, 1)});
    }

    /** CWL 16 + burst 4 + WTR_L 12, and WTR_S 4 to another group. */
    @Test
    void writeToReadWaitsForTheArray() {
        assertGate(50 + 32, clock -> new Step[] {at(0, "ACT", 0, 1), at(50, "WR", 0, 1), at(clock, "RD", 0, 1)});
        assertGate(50 + 24, clock ->
                new Step[] {at(0, "ACT", 0, 1), at(4, "ACT", 4, 1), at(50, "WR", 0, 1), at(clock, "RD", 4, 1)});
    }

    /** Read data end at CL 22 + 4; write data start CWL 16 after the command: 10 clocks later at least. */
    @Test
    void writeDataStartAfterReadData() {
        assertGate(50 + 10, clock -> new Step[] {at(0, "ACT", 0, 1), at(50, "RD", 0, 1), at(clock, "WR", 0, 1)});
    }

    @Test
    void refreshNeedsClosedBanksAndRecoversForRfc() {
        assertGate(60 + 22, clock -> new Step[] {at(0, "ACT", 3, 1), at(60, "PRE", 3, 0), at(clock, "REF", 0, 0)});
        assertGate(576, clock -> new Step[] {at(0, "REF", 0, 0), at(clock, "ACT", 7, 1)});
        assertEquals(1, violations(DDR4, at(0, "ACT", 3, 1), at(600, "REF", 0, 0)));
    }

    /** RTP 12 after the read, but not before RAS 52; then RP 22: 74; row cycle 74. */
    @Test
    void autoPrechargeWaitsForRas() {
        assertGate(74, clock -> new Step[] {at(0, "ACT", 0, 1), at(22, "RDA", 0, 1), at(clock, "ACT", 0, 2)});
        assertGate(60 + 12 + 22, clock -> new Step[] {at(0, "ACT", 0, 1), at(60, "RDA", 0, 1), at(clock, "ACT", 0, 2)});
    }

    @Test
    void columnCommandsNeedTheirRow() {
        assertEquals(1, violations(DDR4, at(0, "ACT", 0, 1), at(60, "RD", 0, 2)));
        assertEquals(1, violations(DDR4, at(60, "RD", 0, 2)));
        assertEquals(1, violations(DDR4, at(0, "ACT", 0, 1), at(80, "ACT", 0, 2)));
    }

    @Test
    void oneBusTakesOneCommandAClock() {
        assertEquals(1, violations(DDR4, at(0, "ACT", 0, 1), at(60, "RD", 0, 1), at(60, "ACT", 4, 1)));
        // With two buses a row and a column command go together; an activate holds the row bus for two clocks.
        assertEquals(0, violations(HBM2, at(0, "ACT", 0, 1), at(60, "RD", 0, 1), at(60, "ACT", 16, 1)));
        assertEquals(1, violations(HBM2, at(0, "ACT", 0, 1), at(1, "ACT", 16, 1)));
        assertEquals(0, violations(HBM2, at(0, "ACT", 0, 1), at(2, "ACT", 16, 1)));
    }

    @Test
    void refreshesMayNotBePutOffForEver() {
        long limit = 9L * 12480;
        assertEquals(0, violations(DDR4, at(limit, "REF", 0, 0)));
        assertEquals(1, violations(DDR4, at(limit + 1, "REF", 0, 0)));
    }

    @Test
    void violationsNameClockCommandAndRule() {
        JedecChecker checker = new JedecChecker(DDR4);
        checker.issued(0, DramCommand.ACTIVATE.ordinal(), 0, 1, 0);
        checker.issued(21, DramCommand.READ.ordinal(), 0, 1, 0);
        assertEquals(
                "[clock 21: RD to bank 0: t_rcd_rd needs 22, got 21]",
                checker.violations().toString());
        assertEquals(2, checker.commandCount());
    }

    private interface Script {
        Step[] steps(long lastClock);
    }

    private static Step at(long clock, String mnemonic, int bank, int row) {
        return new Step(clock, mnemonic, bank, row);
    }

    private static void assertGate(long clock, Script script) {
        assertTrue(violations(DDR4, script.steps(clock - 1)) > 0, "clock " + (clock - 1) + " is too early");
        assertEquals(0, violations(DDR4, script.steps(clock)), "clock " + clock + " is legal");
    }

    private static long violations(DramParams params, Step... steps) {
        JedecChecker checker = new JedecChecker(params);
        for (Step step : steps) {
            checker.issued(step.clock(), DramCommand.of(step.mnemonic()).ordinal(), step.bank(), step.row(), 0);
        }
        return checker.violationCount();
    }
}
