package tessera.traces.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tessera.traces.check.InputException;

class SpattenWorkloadTest {
    private static final String HEADER = "key_fetch_num,value_fetch_num,quant_key_bit,quant_value_bit,if_requant\n";

    private static SpattenWorkload parse(String text) {
        return SpattenWorkload.parse("w.csv", text);
    }

    @Test
    void readsTheFiveRequiredColumns() {
        SpattenWorkload workload = parse(HEADER + "64,32,8,6,True\n\n128,128,-1,-1,False\r\n");
        assertEquals(2, workload.rowCount());
        assertEquals(64, workload.keyCount(0));
        assertEquals(32, workload.valueCount(0));
        assertEquals(8, workload.keyBits(0));
        assertEquals(6, workload.valueBits(0));
        assertTrue(workload.isRefetched(0));
        assertEquals(SpattenWorkload.NOT_QUANTISED, workload.keyBits(1));
        assertFalse(workload.isRefetched(1));
        assertFalse(workload.has(WorkloadColumn.TOP_K_LATENCY));
        // The blank line counts: the second row stands in line 4.
        assertEquals("w.csv:4", workload.place(1));
        assertEquals(List.of(), workload.notes());
    }

    @Test
    void readsTheAuthorsFormAndSkipsTheFileNameAtTheEnd() {
        SpattenWorkload workload = parse("\uFEFFiteration_id,layer_id,head_id,embedding_length_D,sentence_length_L,"
                + "key_fetch_num,quant_key_bit,quant_query_bit,auto_requant_thres,if_requant,auto_requant_incre,"
                + "value_fetch_num,quant_value_bit,if_accumulate_importance,if_rescale_previous_importance,if_topk,topk\n"
                + "3,2,1,64.0,993,921,6,16,0.05,True,4,204,6,True,False,True,716\n"
                + "configs/gpt2/some.yml,,,,,,,,,,,,,,,,\n");
        assertEquals(1, workload.rowCount());
        assertEquals(3, workload.value(WorkloadColumn.ITERATION, 0));
        assertEquals(64, workload.value(WorkloadColumn.HEAD_DIM, 0));
        assertEquals(4, workload.value(WorkloadColumn.LSB_BITS, 0));
        assertEquals(0.05, workload.refetchThreshold(0));
        assertEquals(716, workload.value(WorkloadColumn.CASCADE_KEPT, 0));
        assertEquals(
                List.of("w.csv:3: skipped the last line, which only names a file: 'configs/gpt2/some.yml'"),
                workload.notes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // row after the header | what the message says
                "-5,3,8,8,False | w.csv:2: key_fetch_num = '-5': expected a whole number, at least 1",
                "0,0,8,8,False | w.csv:2: key_fetch_num = '0': expected a whole number, at least 1",
                "64,128,8,8,False | w.csv:2: value_fetch_num = 128, must be at most key_fetch_num = 64"
                        + " (only what is there can be fetched); correct one of them",
                "999999999999999999999999999999,1,8,8,False | w.csv:2: key_fetch_num = '999999999999999999999999999999':"
                        + " expected a whole number from 1 to 2147483647",
                "64.5,1,8,8,False | w.csv:2: key_fetch_num = '64.5': expected a whole number from 1 to 2147483647",
                "64,1,0,8,False | w.csv:2: quant_key_bit = '0': expected a bit width from 1 to 32, or -1 for not quantised",
                "64,1,8,33,False | w.csv:2: quant_value_bit = '33': expected a bit width from 1 to 32, or -1 for not quantised",
                "64,1,8,8,maybe | w.csv:2: if_requant = 'maybe': expected True or False",
                "64,1,8,8 | w.csv:2: expected 5 cells as in the header, got 4",
                "64,,8,8,False | w.csv:2: value_fetch_num = '': expected a whole number from 1 to 2147483647",
                "configs/x.yml,,,, | w.csv: expected at least one row under the header, got none",
            })
    void namesLineRuleAndValue(String row, String message) {
        assertEquals(
                message,
                assertThrows(InputException.class, () -> parse(HEADER + row + "\n"))
                        .getMessage());
    }

    @Test
    void namesMissingUnknownAndDoubledColumns() {
        assertEquals(
                "w.csv:1: missing column quant_value_bit, if_requant; required are key_fetch_num, value_fetch_num,"
                        + " quant_key_bit, quant_value_bit, if_requant",
                assertThrows(InputException.class, () -> parse("key_fetch_num,value_fetch_num,quant_key_bit\n1,1,8\n"))
                        .getMessage());
        String unknown = assertThrows(InputException.class, () -> parse("key_fetch_nun,b\n1,2\n"))
                .getMessage();
        assertTrue(unknown.startsWith("w.csv:1: unknown column 'key_fetch_nun'"), unknown);
        assertTrue(unknown.endsWith("did you mean 'key_fetch_num'?"), unknown);
        assertEquals(
                "w.csv:1: column 'if_requant' twice; remove one",
                assertThrows(InputException.class, () -> parse("if_requant,if_requant\nTrue,True\n"))
                        .getMessage());
    }

    @Test
    void refusesEmptyMissingAndBinaryFiles(@TempDir Path folder) throws IOException {
        assertTrue(assertThrows(InputException.class, () -> parse(" \n\n"))
                .getMessage()
                .startsWith("w.csv: expected a header line and at least one row, got an empty file"));
        Path absent = folder.resolve("none.csv");
        assertEquals(
                "workload " + absent + ": no such file; give a CSV file, a trace file or sample:NAME",
                assertThrows(InputException.class, () -> SpattenWorkload.read(absent))
                        .getMessage());
        byte[] noise = new byte[4096];
        new Random(1).nextBytes(noise);
        Path binary = Files.write(folder.resolve("noise.csv"), noise);
        String message = assertThrows(InputException.class, () -> SpattenWorkload.read(binary))
                .getMessage();
        assertTrue(message.length() < 800 && message.chars().noneMatch(Character::isISOControl), message);
    }

    @Test
    void refusesAFileNameThatIsNotTheLastLine() {
        assertThrows(InputException.class, () -> parse(HEADER + "configs/x.yml,,,,\n1,1,8,8,False\n"));
    }

    @Test
    void readsTheAuthorsFiles() {
        Path folder = referenceData().resolve("spatten-workloads");
        Assumptions.assumeTrue(
                Files.isDirectory(folder),
                "no reference data: set TESSERA_REFERENCE_DATA to the folder with spatten-workloads");
        // Row counts of the authors' files: 32 iterations x 24 layers x 16 heads, and so on.
        assertEquals(12288, rows(folder, "summary-gpt2-medium-ptb-per0.csv"));
        assertEquals(4608, rows(folder, "summary-gpt2-small-wikitext2-per8.csv"));
        assertEquals(4608, rows(folder, "summary-gpt2-small-wikitext2-per8-step1+dedic.csv"));
        assertEquals(
                11328,
                rows(folder, "summary-gpt2-medium-wikitext2-per0-hp-step5+dedic+glob_p+local_p+hp+topk+quant.csv"));
    }

    private static int rows(Path folder, String file) {
        SpattenWorkload workload = SpattenWorkload.read(folder.resolve(file));
        assertEquals(1, workload.notes().size());
        return workload.rowCount();
    }

    private static Path referenceData() {
        String given = System.getenv("TESSERA_REFERENCE_DATA");
        if (given != null) {
            return Path.of(given);
        }
        Path fromRoot = Path.of("../shared/data");
        return Files.isDirectory(fromRoot) ? fromRoot : Path.of("../../shared/data");
    }

    /** Whether a last line names a file, or a quote ends a cell, is said in time that grows with the line, not its square. */
    @Test
    @Timeout(20)
    void aLineOfMillionsOfCharactersIsRefusedAtOnce() {
        String header = "key_fetch_num,value_fetch_num,quant_key_bit,quant_value_bit,if_requant\n";
        for (String line :
                List.of("x".repeat(3_000_000), "\"a\" ".repeat(1_000_000), "\"" + " ".repeat(3_000_000) + "\"")) {
            InputException e =
                    assertThrows(InputException.class, () -> SpattenWorkload.parse("w.csv", header + line + "\n"));
            assertTrue(e.getMessage().startsWith("w.csv:2: "), e.getMessage());
            assertTrue(e.getMessage().length() < 300, e.getMessage());
        }
    }

    @Test
    void quotesStandAroundWholeCells() {
        String header = "key_fetch_num,value_fetch_num,quant_key_bit,quant_value_bit,if_requant\n";
        assertEquals(
                64,
                SpattenWorkload.parse("w.csv", header + "\"64\",64,8,8,False\n").keyCount(0));
        InputException inside = assertThrows(
                InputException.class, () -> SpattenWorkload.parse("w.csv", header + "\"6\"4,64,8,8,False\n"));
        assertEquals(
                "w.csv:2: a quote inside a cell, in '\"6\"4,64,8,8,False'; expected quotes around a whole cell, or none",
                inside.getMessage());
        assertThrows(InputException.class, () -> SpattenWorkload.parse("w.csv", header + "64,64,8,8,\"False\n"));
    }
}
