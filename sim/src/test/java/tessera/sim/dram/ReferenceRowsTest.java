package tessera.sim.dram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tessera.models.dram.DramParams;
import tessera.models.dram.DramPresets;
import tessera.models.dram.stream.AddressStreams;

/** Published simulators' results on the same streams: cycles, average latency and row hits, exactly. */
class ReferenceRowsTest {
    private static final int LARGEST_QUICK = 16384;

    @Test
    void everyThirdSmallRowIsExact() throws IOException {
        List<Map<String, String>> small = rows().stream()
                .filter(row -> Integer.parseInt(row.get("n_tx")) <= LARGEST_QUICK)
                .toList();
        for (int i = 0; i < small.size(); i += 3) {
            compare(small.get(i));
        }
    }

    @Test
    @Tag("slow")
    void everyRowIsExact() throws IOException {
        for (Map<String, String> row : rows()) {
            compare(row);
        }
    }

    private static void compare(Map<String, String> row) {
        DramParams params = DramPresets.params(row.get("config"));
        String stream = row.get("stream") + ":n=" + row.get("n_tx") + ",size=" + row.get("tx_bytes");
        stream += row.get("stream_params").isEmpty()
                ? ""
                : "," + row.get("stream_params").replace(';', ',');
        String parameter = row.get("mode_param");
        String inject =
                row.get("mode") + (parameter.isEmpty() ? "" : ":" + parameter.substring(parameter.indexOf('=') + 1));
        String what = row.get("config") + " " + stream + " " + inject;
        int size = params.organisation().transactionBytes();
        DramResult result = DramSystem.run(params, AddressStreams.open(stream, size, 1), Injection.parse(inject));
        assertEquals(Long.parseLong(row.get("cycles")), result.cycles(), what);
        assertEquals(
                Double.parseDouble(row.get("lat_avg_cyc")), result.latency().average(), 0.0051, what);
        assertEquals(Long.parseLong(row.get("lat_p50_cyc")), result.latency().p50(), what);
        assertEquals(Long.parseLong(row.get("lat_p95_cyc")), result.latency().p95(), what);
        assertEquals(
                Double.parseDouble(row.get("lat_from_arrival_avg_cyc")),
                result.latency().averageFromArrival(),
                0.0051,
                what);
        assertEquals(Double.parseDouble(row.get("row_hit_rate")), result.rowHitRate(), 0.0001, what);
        assertEquals(Long.parseLong(row.get("activates")), result.counts().activates(), what);
        assertEquals(Long.parseLong(row.get("refreshes")), result.counts().refreshes(), what);
    }

    private static List<Map<String, String>> rows() throws IOException {
        String folder = System.getenv("TESSERA_REFERENCE_DATA");
        Path file = null;
        for (String place : folder == null ? List.of("../../shared/data", "../shared/data") : List.of(folder)) {
            Path candidate = Path.of(place, "dram_reference.csv");
            file = Files.isRegularFile(candidate) ? candidate : file;
        }
        assumeTrue(file != null, "skipped: no dram_reference.csv; set TESSERA_REFERENCE_DATA to its folder");
        List<String> lines = Files.readAllLines(file);
        String[] header = lines.get(0).split(",", -1);
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < header.length; i++) {
                row.put(header[i], cells[i]);
            }
            rows.add(row);
        }
        return rows;
    }
}
