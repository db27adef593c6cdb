package tessera.sim.dram;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import tessera.models.dram.DramParams;

/** Golden command sequences of one channel, {@code clock command bank.row}, each clock derived beside it. */
class CommandSequenceTest {
    /** An activate takes 2 clocks, so read data can be asked for RCD 14 + 1 after its first. */
    @Test
    void activeListReadsAClosedBank() {
        assertEquals("0 ACT 0.0, 15 RD 0.0", reads("r2-hbm2-b", new int[][] {{0, 0, 0, 0, 0}}));
    }

    /** The next read of the bank group waits CCD_L 4; one of another group CCD_S 2, but its own activate comes RRD 4 later. */
    @Test
    void activeListSpacesReadsByBankGroup() {
        assertEquals("0 ACT 0.0, 15 RD 0.0, 19 RD 0.0", reads("r2-hbm2-b", new int[][] {{0, 0, 0, 0, 0}, {0, 0, 0, 0, 1}
        }));
        assertEquals("0 ACT 0.0, 4 ACT 4.0, 15 RD 0.0, 19 RD 4.0", reads("r2-hbm2-b", new int[][] {
            {0, 0, 0, 0, 0}, {0, 1, 0, 0, 0}
        }));
    }

    /** PRE at RAS 34 + 1, ACT RP 14 − 1 later, RD RCD 14 + 1 later: 35, 48, 63. */
    @Test
    void activeListClosesTheRowForAConflict() {
        assertEquals("0 ACT 0.0, 15 RD 0.0, 35 PRE 0, 48 ACT 0.1, 63 RD 0.1", reads("r2-hbm2-b", new int[][] {
            {0, 0, 0, 0, 0}, {0, 0, 0, 1, 0}
        }));
    }

    /** The other pseudo-channel has its own banks and data wires; only the row bus, 2 clocks per activate, is shared. */
    @Test
    void pseudoChannelsShareTheRowBusOnly() {
        assertEquals("0 ACT 0.0, 2 ACT 16.0, 15 RD 0.0, 17 RD 16.0", reads("r2-hbm2-b", new int[][] {
            {0, 0, 0, 0, 0}, {1, 0, 0, 0, 0}
        }));
    }

    /**
     * One transaction moves to its bank's queue per clock, at its end: the first command is at 1. Round robin starts behind
     * bank 0, so bank 4 is asked first at clock 2, but RRD_S 4 holds its activate to 5.
     */
    @Test
    void bankQueuesMoveOneTransactionPerClock() {
        assertEquals("1 ACT 0.0, 5 ACT 4.0, 15 RD 0.0, 19 RD 4.0", reads("d3-hbm2-b", new int[][] {
            {0, 0, 0, 0, 0}, {0, 1, 0, 0, 0}
        }));
    }

    /** Reads of one row every CCD 2; the conflict waits for RAS: 1 + 34, then RP 14, RCD 14. */
    @Test
    void bankQueuesCloseTheRowForAConflict() {
        assertEquals(
                "1 ACT 0.0, 15 RD 0.0, 17 RD 0.0, 35 PRE 0, 49 ACT 0.1, 63 RD 0.1", reads("d3-hbm2-b", new int[][] {
                    {0, 0, 0, 0, 0}, {0, 0, 0, 0, 1}, {0, 0, 0, 1, 0}
                }));
    }

    /**
     * Row 1 is asked for first, then row 0 hits keep coming: after 4 hits the precharge may go although more wait. ACT 1,
     * RD 15; the other reads of row 0 follow every 2 clocks up to the precharge at RAS: 35.
     */
    @Test
    void bankQueuesLetAConflictPassAfterFourHits() {
        int[][] places = new int[7][];
        places[0] = new int[] {0, 0, 0, 0, 0};
        places[1] = new int[] {0, 0, 0, 1, 0};
        for (int i = 2; i < 7; i++) {
            places[i] = new int[] {0, 0, 0, 0, i};
        }
        assertEquals(
                "1 ACT 0.0, 15 RD 0.0, 17 RD 0.0, 19 RD 0.0, 21 RD 0.0, 23 RD 0.0, 25 RD 0.0, 35 PRE 0, 49 ACT 0.1, 63 RD 0.1",
                reads("d3-hbm2-b", places));
    }

    /** DDR4: one command per clock; CCD_L 8 within a group, RCD 22, and 4 activates RRD_S 4 apart before the FAW of 34. */
    @Test
    void ddr4ActivatesFourBanksPerWindow() {
        int[][] places = new int[5][];
        for (int i = 0; i < 5; i++) {
            places[i] = new int[] {0, i % 4, i / 4, 0, 0};
        }
        assertEquals(
                "0 ACT 0.0, 4 ACT 4.0, 8 ACT 8.0, 12 ACT 12.0, 22 RD 0.0, 26 RD 4.0, 30 RD 8.0, 34 RD 12.0, 35 ACT 1.0,"
                        + " 57 RD 1.0",
                reads("r2-ddr4-b", places));
    }

    /** SpAtten's memory: RCD 7, then data after CL 7 + burst 4; a second row of the bank waits for RAS 17 and RP 7. */
    @Test
    void spattenMemoryCyclesARowIn24Clocks() {
        assertEquals("0 ACT 0.0, 7 RD 0.0, 17 PRE 0, 24 ACT 0.1, 31 RD 0.1", reads("r2-hbm2-spatten", new int[][] {
            {0, 0, 0, 0, 0}, {0, 0, 0, 1, 0}
        }));
    }

    /**
     * A refresh is due at clock 3900 of DRAMsim3's controller: the open bank is closed at once (RAS is long over), the
     * refresh follows RP 14 later, and the bank opens again RFC 260 after it.
     */
    @Test
    void refreshClosesBanksFirst() {
        DramParams params = Channels.one("d3-hbm2-b");
        RecordedCommands commands = new RecordedCommands();
        DramPort port = new DramPort(params, commands);
        port.trySend(Channels.address(params, 0, 0, 0, 0, 0), false, 0);
        while (port.clock() < 3910) {
            port.tick();
        }
        port.trySend(Channels.address(params, 0, 0, 0, 0, 1), false, 1);
        while (port.clock() < 4300) {
            port.tick();
        }
        assertEquals("1 ACT 0.0, 15 RD 0.0, 3900 PRE 0, 3914 REF 0, 4174 ACT 0.0, 4188 RD 0.0", commands.text());
    }

    /**
     * Ramulator counts its clock from 1, so its clock 3900 is 3899 here. PREA at once, REF RP 14 later; then the other
     * pseudo-channel, whose banks are closed, at the next clock. ACT follows RFC 350 − 1 after the REF.
     */
    @Test
    void refreshOfPseudoChannelsGoesOneAfterTheOther() {
        DramParams params = Channels.one("r2-hbm2-b");
        RecordedCommands commands = new RecordedCommands();
        DramPort port = new DramPort(params, commands);
        port.trySend(Channels.address(params, 0, 0, 0, 0, 0), false, 0);
        while (port.clock() < 3905) {
            port.tick();
        }
        port.trySend(Channels.address(params, 0, 0, 0, 0, 1), false, 1);
        while (port.clock() < 4300) {
            port.tick();
        }
        assertEquals(
                "0 ACT 0.0, 15 RD 0.0, 3899 PREA 0, 3913 REF 0, 3914 REF 16, 4262 ACT 0.0, 4277 RD 0.0",
                commands.text());
    }

    /** A write recovers before its bank closes: WR 13 (RCD_WR 12 + 1), PRE CWL 5 + burst 2 + WR 16 later, RP 13, RCD 13. */
    @Test
    void writesRecoverBeforeTheRowCloses() {
        DramParams params = Channels.one("r2-hbm2-b");
        RecordedCommands commands = new RecordedCommands();
        DramPort port = new DramPort(params, commands);
        long[] addresses = {
            Channels.address(params, 0, 0, 0, 0, 0), Channels.address(params, 0, 0, 0, 1, 0),
        };
        Channels.run(port, addresses, true);
        assertEquals("0 ACT 0.0, 13 WR 0.0, 36 PRE 0, 49 ACT 0.1, 62 WR 0.1", commands.text());
    }

    /** Closed page: the read closes the row by itself, so the next activate waits for RC 48 only. */
    @Test
    void closedPageNeedsNoPrecharge() {
        DramParams params = Channels.one("r2-hbm2-b", "controller.row_policy=closed");
        assertEquals("0 ACT 0.0, 15 RDA 0.0, 48 ACT 0.1, 63 RDA 0.1", reads(params, new int[][] {
            {0, 0, 0, 0, 0}, {0, 0, 0, 1, 0}
        }));
    }

    private static String reads(String preset, int[][] places) {
        return reads(Channels.one(preset), places);
    }

    private static String reads(DramParams params, int[][] places) {
        RecordedCommands commands = new RecordedCommands();
        long[] addresses = new long[places.length];
        for (int i = 0; i < places.length; i++) {
            int[] place = places[i];
            addresses[i] = Channels.address(params, place[0], place[1], place[2], place[3], place[4]);
        }
        Channels.run(new DramPort(params, commands), addresses, false);
        return commands.text();
    }
}
