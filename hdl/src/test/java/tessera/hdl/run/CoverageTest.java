package tessera.hdl.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CoverageTest {
    @Test
    void countsRecordsOneByOne() {
        // As Verilator 5.006 writes them: \1 before a key, \2 before its value. Two bits of one line stay two points.
        String text = "# SystemC::Coverage-3\n"
                + record("v_toggle", "data_q[0]", 7)
                + record("v_toggle", "data_q[1]", 0)
                + record("v_toggle", "rst", 2)
                + record("v_line", "block", 1)
                + record("v_branch", "if", 0)
                + record("v_user", "cover", 5);
        Coverage coverage = Coverage.of(text);
        assertEquals(new Coverage(2, 1, 3, 2), coverage);
        assertEquals(0.5, coverage.line().orElseThrow());
        assertEquals(2.0 / 3, coverage.toggle().orElseThrow(), 1e-12);
    }

    @Test
    void nothingCountedIsNotZero() {
        assertTrue(Coverage.NOT_COUNTED.line().isEmpty());
        assertTrue(Coverage.NOT_COUNTED.toggle().isEmpty());
    }

    private static String record(String page, String what, int count) {
        return "C '\u0001f\u0002m.v\u0001l\u000212\u0001page\u0002" + page + "/m\u0001o\u0002" + what + "' " + count
                + "\n";
    }
}
