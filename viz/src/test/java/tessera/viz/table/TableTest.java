package tessera.viz.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final Table TABLE = new Table(
            "rows",
            "Two rows.",
            List.of(
                    Column.of("name", "name"),
                    Column.of("total_cycles", "total", "cycles"),
                    Column.of("ratio", "ratio")),
            List.of(List.of("a, \"b\"", 1234567L, 0.5), Arrays.asList("c", null, 10.24)));

    @Test
    void alignedTextHasUnitsInTheHeaderAndNumbersToTheRight() {
        assertEquals("""
                name    total [cycles]   ratio
                ------  --------------  ------
                a, "b"       1,234,567  0.5000
                c                        10.24
                """, TableText.aligned(TABLE));
    }

    @Test
    void csvQuotesWhatNeedsItAndKeepsFullPrecision() {
        assertEquals("name,total_cycles,ratio\n\"a, \"\"b\"\"\",1234567,0.5\nc,,10.24\n", TableText.csv(TABLE));
    }

    @Test
    void jsonKeepsColumnOrderAndAbsentCells() {
        assertEquals(
                "[{name=a, \"b\", total_cycles=1234567, ratio=0.5}, {name=c, total_cycles=null, ratio=10.24}]",
                TABLE.records().toString());
    }

    @Test
    void longTextsAreFoldedAtSpacesOnlyWhereTheLineWouldBeTooLong() {
        String words = "word ".repeat(40).strip();
        Table wide = new Table(
                "wide",
                "",
                List.of(Column.of("name", "name"), Column.of("text", "text"), Column.of("n", "n")),
                List.of(List.of("a", words, 7L)));
        List<String> lines = TableText.aligned(wide).lines().toList();
        // 40 words of 4 letters, at most 9 of them (9 x 4 + 8 spaces = 44) in 44 characters: 9 + 9 + 9 + 9 + 4.
        assertEquals(2 + 5, lines.size());
        assertEquals("a     " + "word ".repeat(9).strip() + "  7", lines.get(2));
        assertEquals("      " + "word ".repeat(9).strip(), lines.get(3));
    }

    @Test
    void rowOfTheWrongWidthIsABug() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Table("t", "", List.of(Column.of("a", "a")), List.of(List.of(1L, 2L))));
    }
}
