package tessera.models.rtl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tessera.models.machine.Machines;
import tessera.models.machine.SpAttenRtlParams;
import tessera.traces.check.InputException;
import tessera.traces.workload.SpattenWorkload;

class ReleasedDriverTest {
    private static final String HEADER = "key_fetch_num,value_fetch_num,quant_key_bit,quant_value_bit,if_requant\n";

    private static RtlWorkload drive(String lines, String... overrides) {
        SpAttenRtlParams params =
                Machines.load("spatten-rtl", List.of(overrides)).as(SpAttenRtlParams.class, "spatten-rtl");
        return ReleasedDriver.drive(SpattenWorkload.parse("w.csv", HEADER + lines), params, 1);
    }

    private static String refusal(String lines, String... overrides) {
        return assertThrows(InputException.class, () -> drive(lines, overrides)).getMessage();
    }

    @Test
    void countsAreRoundedUpToMultiplesOfEight() {
        RtlWorkload rows = drive("993,1,8,8,False\n8,8,8,8,False\n");
        assertEquals(1000, rows.keyCount(0));
        assertEquals(8, rows.valueCount(0));
        assertEquals(8, rows.keyCount(1));
        assertTrue(rows.selects(0));
        assertFalse(rows.selects(1));
    }

    @Test
    void widthsThatTheFetcherLacksBecomeEightWithARefetchOfKeys() {
        // quant_key_bit, driven bits, refetched
        for (String[] row : new String[][] {
            {"-1", "8", "true"}, {"10", "8", "true"}, {"12", "8", "true"}, {"8", "8", "false"}, {"4", "4", "false"}
        }) {
            RtlWorkload rows = drive("64,64," + row[0] + ",8,False\n");
            assertEquals(Integer.parseInt(row[1]), rows.keyBits(0), row[0]);
            assertEquals(Boolean.parseBoolean(row[2]), rows.isRefetched(0), row[0]);
        }
        for (String bits : List.of("-1", "10", "12", "8")) {
            RtlWorkload rows = drive("64,64,8," + bits + ",False\n");
            assertEquals(8, rows.valueBits(0), bits);
            assertFalse(rows.isRefetched(0), bits);
        }
        assertTrue(drive("64,64,4,4,True\n").isRefetched(0));
    }

    @Test
    void pairsShareTheirVectorsAndTheFirstOneHasTheDelay() {
        RtlWorkload rows = drive("200,40,6,6,False\n200,40,6,6,True\n64,64,8,8,False\n");
        assertEquals(2, rows.keyFused(0));
        assertFalse(rows.isLastKeyPart(0));
        assertTrue(rows.isLastKeyPart(1));
        assertEquals(1, rows.valuePart(1));
        // 200 pairs of 64 elements x 6 bits x 2 = 96 bytes: 3 reads each, once.
        assertEquals(600, rows.keyReads(0));
        assertEquals(0, rows.keyReads(1));
        assertEquals(120, rows.valueReads(0));
        assertEquals(0, rows.valueReads(1));
        assertEquals(200, rows.refetchReads(1)); // 64 x 4 bits = 32 bytes, of this row alone
        assertEquals(800 + 120 + 2 * 128, rows.reads(0) + rows.reads(1) + rows.reads(2));
        assertTrue(rows.topKCycles(0) > 0);
        assertEquals(0, rows.topKCycles(1));
    }

    @Test
    void delaysComeFromTheFileWhereItHasThem() {
        SpattenWorkload file = SpattenWorkload.parse(
                "w.csv", HEADER.strip() + ",top_k_latency_cycles\n64,8,8,8,False,123\n64,8,8,8,False,0\n");
        SpAttenRtlParams params = Machines.load("spatten-rtl", List.of()).as(SpAttenRtlParams.class, "spatten-rtl");
        RtlWorkload rows = ReleasedDriver.drive(file, params, 1);
        assertEquals(123, rows.topKCycles(0));
        assertEquals(0, rows.topKCycles(1));
    }

    @Test
    void delaysAreDrawnFromTheUnroundedCounts() {
        assertEquals(68, drive("307,92,8,8,False\n").topKCycles(0)); // measured on the released bench
    }

    @Test
    void addressesAreThoseOfTheReleasedBench() {
        RtlWorkload rows = drive("64,64,8,8,False\n64,64,8,8,False\n");
        assertEquals(0xAB10000, rows.keyBase(0));
        assertEquals(0xAB20000, rows.keyBase(1));
        assertEquals(0xAB20000, rows.refetchBase(0));
        assertEquals(0xCD20000, rows.valueBase(1));
    }

    @Test
    void refusalsNameRuleRowAndFix() {
        assertEquals(
                "w.csv:2: quant_key_bit = 7, must be one of -1, 4, 6, 8, 10, 12 on this machine (its fetcher has 4, 6 and"
                        + " 8; its driver replaces -1, 10 and 12 by 8); change the width or take another machine",
                refusal("64,64,7,8,False\n"));
        assertEquals(
                "w.csv:3: quant_key_bit = 6, but it is the last row; rows of 6 bits must come in pairs of neighbours (two"
                        + " heads share their vectors); add the partner or change the width to 4 or 8",
                refusal("64,64,8,8,False\n64,64,6,8,False\n"));
        assertEquals(
                "w.csv:2: quant_value_bit = 6, but the row after it has 8 bits; rows of 6 bits must come in pairs of"
                        + " neighbours (two heads share their vectors); add the partner or change the width to 4 or 8",
                refusal("64,64,8,6,False\n64,64,8,8,False\n"));
        assertEquals(
                "w.csv:3: key_fetch_num rounds up to 72, must be 64 as in the row before it (two 6-bit rows are fetched as"
                        + " one); make the counts equal, or change quant_key_bit of both rows to 4 or 8",
                refusal("64,8,6,8,False\n65,8,6,8,False\n"));
        assertEquals(
                "w.csv:2: key_fetch_num = 2049, must be at most 2048 (the buffer holds num_bufline x num_multipliers / 64"
                        + " = 2048 vectors); lower the count or raise num_bufline",
                refusal("2049,64,8,8,False\n"));
        assertTrue(refusal("1025,64,6,8,False\n1025,64,6,8,False\n").contains("at most 1024"));
        assertTrue(refusal("2147483647,8,8,8,False\n").contains("must be at most 2048"));
    }

    @Test
    void vectorsHaveSixtyFourElements() {
        SpAttenRtlParams params = Machines.load("spatten-rtl", List.of()).as(SpAttenRtlParams.class, "spatten-rtl");
        SpattenWorkload file = SpattenWorkload.parse(
                "w.csv", "embedding_length_D," + HEADER + "64.0,64,64,8,8,False\n128.0,64,64,8,8,False\n");
        String message = assertThrows(InputException.class, () -> ReleasedDriver.drive(file, params, 1))
                .getMessage();
        assertEquals(
                "w.csv:3: embedding_length_D = 128, must be 64 (the released RTL asserts it); take another machine for"
                        + " other vectors",
                message);
    }

    @Test
    void refusesWhatWideMachinesCannotFinish() {
        // 32 ports: 16 vectors of 8 bits are 32 reads, one full beat, and a beat of padding follows. 8 and 24 are fine.
        String wide = "bandwidth_downsample=1";
        assertTrue(refusal("1008,1008,8,8,False\n", wide).contains("its end falls between two beats"));
        assertEquals(1, drive("1000,1000,8,8,False\n", wide).rowCount());
        assertEquals(1, drive("1016,1016,8,8,False\n", wide).rowCount());
        // 8 keys a line: lines come in pairs, so values in multiples of 16.
        String many = "num_multipliers=512";
        assertTrue(refusal("64,24,8,8,False\n", many).contains("must be a multiple of 16"));
        assertTrue(refusal("24,16,6,8,False\n24,16,6,8,False\n", many).contains("must be a multiple of 16"));
        // 8 ports: 24 keys of 8 bits are 6 beats, but slices take 4 beats: the last one stays open.
        assertTrue(refusal("24,16,8,8,False\n", many).contains("its last line stays open"));
        assertEquals(1, drive("64,32,8,8,False\n", many).rowCount());
    }
}
