package tessera.models.spatten;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    void drivesTheReleasedRtlAsItsDriverDoes() {
        SpAttenWork work = work(
                "spatten-rtl",
                HEADER,
                "993,993,-1,-1,False", // 8 bit with a forced refetch, 993 -> 1000: 2000 + 1000 + 2000 reads
                "307,92,12,8,False", // the same: 312 keys, 96 values: 624 + 312 + 192
                "204,40,6,6,False", // 208 keys, 40 values of 1.5 bursts: 312 + 60
                "204,40,6,6,False",
                "64,64,4,8,True"); // 64 + 64 low bits + 128
        assertArrayEquals(
                new long[] {5000, 1128, 372, 372, 256},
                work.rows().stream().mapToLong(Row::bursts).toArray());
        assertTrue(work.rows().get(0).isRefetched() && work.rows().get(1).isRefetched());
        assertFalse(work.rows().get(2).isRefetched());
        assertEquals(0, work.rows().get(0).selectionCycles());
        assertTrue(work.rows().get(1).selectionCycles() > 0);
        // Bases of the authors' test driver: row 1 has its keys 0x10000 further.
        assertEquals(0xAB10000L, work.loads().get(0).keyBase());
        assertEquals(0xAB30000L, work.loads().get(1).lsbBase());
        assertEquals(0xCD20000L, work.loads().get(1).valueBase());
    }

    @Test
    void drivesOtherMachinesAsWritten() {
        SpAttenWork work = work(
                "spatten-hpca21", "sentence_length_L," + HEADER, "1000,500,100,-1,8,False", "1000,500,500,8,8,True");
        // 64 x 12 bit = 96 B, every second vector: 3 bursts each; 100 values of 64 B.
        assertEquals(1500, work.rows().get(0).keyBursts());
        assertEquals(200, work.rows().get(0).valueBursts());
        assertEquals(998, work.loads().get(0).indices()[499]);
        assertFalse(work.rows().get(0).isRefetched());
        assertEquals(500, work.rows().get(1).lsbBursts());
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
                "w.csv:2: quant_key_bit = 5, must be one of -1, 4, 6, 8, 10, 12 on this machine (the released RTL has 4,"
                        + " 6 and 8; its driver replaces -1, 10 and 12 by 8); change the width or take another machine",
                refusal("spatten-rtl", "8,8,5,8,False"));
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
        assertTrue(refusal("spatten-rtl", "8,8,6,8,False").startsWith("w.csv:2: 6-bit rows must come in pairs"));
        assertTrue(assertThrows(
                        InputException.class,
                        () -> work("spatten-rtl", "embedding_length_D," + HEADER, "128,8,8,8,8,False"))
                .getMessage()
                .startsWith("w.csv:2: embedding_length_D = 128, must be at most the machine's max_head_dim = 64"));
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
    void readsAsOftenAsTheReleasedRtl() throws IOException {
        // spatten_rtl_runs.csv: dram_requests of the RTL itself; of every run whose refetches are known.
        Path folder = referenceData();
        Map<String, List<String>> rows = new HashMap<>();
        Map<String, Boolean> isKnown = new HashMap<>();
        for (Map<String, String> row : csv(folder.resolve("spatten_rtl_rows.csv"))) {
            isKnown.merge(key(row), !row.get("refetch_done").isEmpty(), Boolean::logicalAnd);
            rows.computeIfAbsent(key(row), each -> new ArrayList<>())
                    .add(String.join(
                            ",",
                            row.get("key_fetch_num"),
                            row.get("value_fetch_num"),
                            row.get("driven_key_bits"),
                            row.get("driven_value_bits"),
                            row.get("refetch_done").equals("1") ? "True" : "False"));
        }
        int compared = 0;
        for (Map<String, String> run : csv(folder.resolve("spatten_rtl_runs.csv"))) {
            if (isKnown.getOrDefault(key(run), false)) {
                SpAttenWork work =
                        work("spatten-rtl", HEADER, rows.get(key(run)).toArray(new String[0]));
                assertEquals(Long.parseLong(run.get("dram_requests")), work.bursts(), run.get("run"));
                compared++;
            }
        }
        assertTrue(compared >= 50, compared + " runs compared");
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

    private static String key(Map<String, String> row) {
        return row.get("run") + "/" + row.get("num_bufline") + "/" + row.get("topk_parallelism") + "/"
                + row.get("num_multipliers") + "/" + row.get("bandwidth_downsample");
    }

    private static List<Map<String, String>> csv(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> header = Arrays.asList(lines.get(0).split(","));
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < header.size(); i++) {
                row.put(header.get(i), cells[i]);
            }
            rows.add(row);
        }
        return rows;
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
