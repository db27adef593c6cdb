package tessera.sim.spatten;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import tessera.models.machine.SpAttenParams;
import tessera.models.spatten.WorkloadWork;
import tessera.traces.workload.SpattenWorkload;

/** How far this machine is from the released RTL, run by run, where the refetches of a run are known. */
class ReleasedRtlTest {
    private static final String HEADER =
            "key_fetch_num,value_fetch_num,quant_key_bit,quant_value_bit,if_requant,top_k_latency_cycles\n";

    @Test
    void readsExactlyAndCyclesAsDocumented() throws IOException {
        Path folder = referenceData();
        Map<String, StringBuilder> rows = new HashMap<>();
        List<String> unknown = new ArrayList<>();
        for (Map<String, String> row : csv(folder.resolve("spatten_rtl_rows.csv"))) {
            if (row.get("refetch_done").isEmpty()) {
                unknown.add(key(row));
            }
            rows.computeIfAbsent(key(row), key -> new StringBuilder(HEADER)).append(line(row));
        }
        List<Double> errors = new ArrayList<>();
        for (Map<String, String> run : csv(folder.resolve("spatten_rtl_runs.csv"))) {
            if (rows.containsKey(key(run)) && !unknown.contains(key(run))) {
                SpAttenRun ours = simulate(run, rows.get(key(run)).toString());
                assertEquals(Long.parseLong(run.get("dram_requests")), ours.dramRequests(), key(run));
                errors.add(ours.cycles() / Double.parseDouble(run.get("total_cycles")) - 1);
            }
        }
        errors.sort(Double::compare);
        double mean = errors.stream().mapToDouble(Math::abs).average().orElseThrow();
        String what = errors.size() + " runs: median " + errors.get(errors.size() / 2) + ", mean magnitude " + mean
                + ", from " + errors.get(0) + " to " + errors.get(errors.size() - 1);
        System.out.println("spatten-rtl against the released RTL, " + what);
        assertTrue(errors.size() >= 70 && mean < 0.12 && Math.abs(errors.get(errors.size() / 2)) < 0.05, what);
    }

    private static SpAttenRun simulate(Map<String, String> run, String rows) {
        SpAttenParams machine = ContractWorkloads.machine(
                "spatten-rtl",
                "num_bufline=" + run.get("num_bufline"),
                "topk_parallelism=" + run.get("topk_parallelism"),
                "num_multipliers=" + run.get("num_multipliers"),
                "bandwidth_downsample=" + run.get("bandwidth_downsample"));
        return SpAttenRun.of(machine, WorkloadWork.of(SpattenWorkload.parse(run.get("run"), rows), machine, 1));
    }

    private static String line(Map<String, String> row) {
        return String.join(
                        ",",
                        row.get("key_fetch_num"),
                        row.get("value_fetch_num"),
                        row.get("driven_key_bits"),
                        row.get("driven_value_bits"),
                        row.get("refetch_done").equals("1") ? "True" : "False",
                        row.get("injected_topk_latency"))
                + "\n";
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
