package tessera.models.dram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tessera.traces.check.InputException;

class ConstraintParserTest {
    private static final DramTiming TIMING = new DramTiming(
            1_000_000, Map.of(TimingName.T_CL, 14, TimingName.T_CWL, 5, TimingName.T_BURST, 2, TimingName.T_FAW, 15));

    @Test
    void resolvesSumsOfNamesAndNumbers() {
        // CL + burst + 2 - CWL = 14 + 2 + 2 - 5 = 13.
        List<TimingConstraint> constraints =
                parser(Map.of()).parse("after RD RDA at rank, WR WRA waits t_cl + t_burst + 2 - t_cwl");
        assertEquals(2, constraints.size());
        for (TimingConstraint constraint : constraints) {
            assertEquals(13, constraint.waitCycles());
            assertEquals(DramLevel.RANK, constraint.level());
            assertEquals(Set.of(DramCommand.WRITE, DramCommand.WRITE_PRECHARGE), constraint.later());
            assertEquals(1, constraint.window());
        }
    }

    /** An activate of two clocks: +1 when it comes first, −1 when it comes second, 0 when it is both. */
    @Test
    void countsFromTheLastClockOfLongCommands() {
        ConstraintParser parser = parser(Map.of(DramCommand.ACTIVATE, 2));
        assertEquals(15, only(parser, "after ACT at bank, RD waits t_cl").waitCycles());
        assertEquals(13, only(parser, "after PRE at bank, ACT waits t_cl").waitCycles());
        assertEquals(14, only(parser, "after ACT at bank, ACT waits t_cl").waitCycles());
    }

    @Test
    void readsWindowsAndSiblings() {
        TimingConstraint faw = only(parser(Map.of()), "after 4 ACT at rank, ACT waits t_faw");
        assertEquals(4, faw.window());
        assertEquals(15, faw.waitCycles());
        assertTrue(only(parser(Map.of()), "after RD at other rank, RD waits t_burst + 1")
                .isForSiblings());
    }

    @Test
    void dropsWaitsThatAreOverAlready() {
        assertTrue(parser(Map.of())
                .parse("after WR at other rank, RD waits t_cwl + t_burst - t_cl")
                .isEmpty());
    }

    @Test
    void saysWhatItCannotRead() {
        assertMessage(
                "RD to RD 4",
                "expected a line such as 'after RD WR at bank_group, RD waits t_cwl + t_burst + t_wtr_l', got 'RD to RD 4'");
        assertMessage(
                "after RDX at bank, RD waits 4",
                "unknown DRAM command 'RDX': expected one of ACT, PRE, PREA, RD, WR, RDA, WRA, REF, REFB; did you mean 'RD'?");
        assertMessage(
                "after RD at bnk, RD waits 4",
                "unknown level 'bnk': expected one of channel, pseudo_channel, rank, bank_group, bank; did you mean 'bank'?");
        assertMessage(
                "after RD at bank, RD waits t_cl t_cwl",
                "expected a sum such as 't_cl + t_burst + 2 - t_cwl', got 't_cl t_cwl'");
        assertMessage(
                "after RD at bank, RD waits t_rp",
                "timing 't_rp' is used here but the table does not give t_rp_cycles");
        assertMessage(
                "after REF at bank, ACT waits 4",
                "'after REF at bank, ACT waits 4': PREA and REF go to a whole rank; expected the level channel,"
                        + " pseudo_channel or rank");
        assertMessage(
                "after RD at other bank, RD waits 4",
                "'after RD at other bank, RD waits 4': expected 'other rank' or 'other pseudo_channel'");
    }

    private static ConstraintParser parser(Map<DramCommand, Integer> clocks) {
        return new ConstraintParser(TIMING, clocks);
    }

    private static TimingConstraint only(ConstraintParser parser, String line) {
        List<TimingConstraint> constraints = parser.parse(line);
        assertEquals(1, constraints.size());
        return constraints.get(0);
    }

    private static void assertMessage(String line, String message) {
        InputException e =
                assertThrows(InputException.class, () -> parser(Map.of()).parse(line));
        assertEquals(message, e.getMessage());
    }
}
