package tessera.models.spatten;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tessera.models.machine.Machines;
import tessera.models.machine.SpAttenParams;
import tessera.traces.check.InputException;
import tessera.traces.workload.SpattenWorkload;

class WorkloadWorkTest {
    private static final String HEADER = "key_fetch_num,value_fetch_num,quant_key_bit,quant_value_bit,if_requant";

    private static SpAttenWork work(String machine, String header, String... rows) {
        return WorkloadWork.of(
                SpattenWorkload.parse("w.csv", header + "\n" + String.join("\n", rows)), params(machine), 1);
    }

    private static SpAttenParams params(String machine) {
        return Machines.load(machine, List.of()).spAtten();
    }

    private static String refusal(String machine, String row) {
        return assertThrows(InputException.class, () -> work(machine, HEADER, row))
                .getMessage();
    }

    @Test
    void drivesRowsAsWritten() {
        SpAttenWork work = work(
                "spatten-hpca21", "sentence_length_L," + HEADER, "1000,500,100,-1,8,False", "1000,500,500,8,8,True");
        // 64 x 12 bit = 96 B, every second vector: 3 bursts each; 100 values of 64 B.
        assertEquals(1500, work.rows().get(0).keys().bursts());
        assertEquals(200, work.rows().get(0).values().bursts());
        assertEquals(998, work.loads().get(0).indices()[499]);
        assertFalse(work.rows().get(0).isRefetched());
        assertEquals(500, work.rows().get(1).lowBits().bursts());
    }

    @Test
    void takesTopKLatenciesFromTheFile() {
        SpAttenWork work =
                work("spatten-hpca21", HEADER + ",top_k_latency_cycles", "64,32,8,8,False,77", "8,8,8,8,False,5");
        assertEquals(77, work.rows().get(0).selectionCycles());
        assertEquals(0, work.rows().get(1).selectionCycles());
    }

    @Test
    void namesRowRuleAndFix() {
        assertEquals(
                "w.csv:2: quant_value_bit = 16, must be at most the machine's multiplier_bits = 12 (a wider element cannot"
                        + " be multiplied); lower the width or raise multiplier_bits",
                refusal("spatten-hpca21", "8,8,8,16,False"));
        assertEquals(
                "w.csv:2: key_fetch_num = 2049, must be at most 2048, what key_sram of the machine holds (one row must"
                        + " fit); lower the count or enlarge the machine",
                refusal("spatten-hpca21", "2049,9,8,8,False"));
        assertEquals(
                "w.csv:2: key_fetch_num = 1025, must be at most 1024, what top_k.capacity of the machine holds (one row"
                        + " must fit); lower the count or enlarge the machine",
                refusal("spatten-hpca21", "1025,9,8,8,False"));
        assertTrue(assertThrows(
                        InputException.class,
                        () -> work("spatten-hpca21", "embedding_length_D," + HEADER, "513,8,8,8,8,False"))
                .getMessage()
                .startsWith("w.csv:2: embedding_length_D = 513, must be at most the machine's max_head_dim = 512"));
        assertTrue(assertThrows(
                        InputException.class,
                        () -> work(
                                "spatten-hpca21",
                                "embedding_length_D," + HEADER,
                                "64,8,8,8,8,False",
                                "32,8,8,8,8,False"))
                .getMessage()
                .startsWith("w.csv:3: embedding_length_D = 32, must be 64 as in the first row"));
    }

    @Test
    void gpt2ReadsFourAndAHalfTimesFewerBits() {
        // Key and value bits of the public pruned GPT-2-medium file against 16-bit dense: 4.48 times fewer (within 1
        // %).
        SpattenWorkload workload = SpattenWorkload.read(referenceData()
                .resolve("spatten-workloads")
                .resolve("summary-gpt2-medium-wikitext2-per0-hp-step5+dedic+glob_p+local_p+hp+topk+quant.csv"));
        SpAttenWork work = WorkloadWork.of(workload, params("spatten-hpca21"), 1);
        double bits = 0;
        for (Row row : work.rows()) {
            Load load = work.loads().get(row.load());
            bits += 64.0 * (row.keyCount() * load.keyBits() + row.valueCount() * load.valueBits());
        }
        double dense = 0;
        for (int iteration = 0; iteration < 32; iteration++) {
            dense += 24 * 16 * 2 * 64.0 * 16 * (993 + iteration);
        }
        assertEquals(4.48, dense / bits, 0.0448);
    }

    private static Path referenceData() {
        String given = System.getenv("TESSERA_REFERENCE_DATA");
        Path fromRoot = Path.of("../shared/data");
        Path folder =
                given != null ? Path.of(given) : Files.isDirectory(fromRoot) ? fromRoot : Path.of("../../shared/data");
        Assumptions.assumeTrue(
                Files.isDirectory(folder),
                "no reference data: set TESSERA_REFERENCE_DATA to the folder with spatten_rtl_runs.csv");
        return folder;
    }
}
