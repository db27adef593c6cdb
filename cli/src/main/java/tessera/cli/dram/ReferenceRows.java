package tessera.cli.dram;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.models.dram.DramParams;
import tessera.models.dram.DramPresets;
import tessera.models.dram.stream.AddressStreams;
import tessera.sim.dram.DramResult;
import tessera.sim.dram.DramSystem;
import tessera.sim.dram.Injection;
import tessera.traces.check.InputException;
import tessera.traces.file.InputFiles;

/**
 * Rows of other simulators' results, each run here and put beside. The file is CSV with at least the columns
 * {@code config, stream, stream_params, mode, mode_param, n_tx, tx_bytes, cycles, lat_avg_cyc, row_hit_rate}.
 */
public final class ReferenceRows {
    private static final int MOST_BYTES = 1 << 26;
    private static final List<String> COLUMNS = List.of(
            "config",
            "stream",
            "stream_params",
            "mode",
            "mode_param",
            "n_tx",
            "tx_bytes",
            "cycles",
            "lat_avg_cyc",
            "row_hit_rate");

    private final Path file;
    private final Map<String, Integer> columnOf = new HashMap<>();
    private final Map<String, DramParams> params = new HashMap<>();

    public ReferenceRows(Path file) {
        this.file = file;
    }

    /** One map of fields per row: ours beside theirs. */
    public List<Map<String, Object>> compare() {
        List<String> lines = InputFiles.text(
                        file,
                        "reference rows",
                        MOST_BYTES,
                        "expected a CSV with the columns " + String.join(", ", COLUMNS))
                .lines()
                .toList();
        if (lines.size() < 2) {
            throw new InputException(file + ": expected a header and at least one row, got " + lines.size() + " lines");
        }
        List<String> header = List.of(lines.get(0).split(",", -1));
        for (String column : COLUMNS) {
            if (!header.contains(column)) {
                throw new InputException(
                        file + ":1: column '" + column + "' is missing; expected " + String.join(", ", COLUMNS));
            }
            columnOf.put(column, header.indexOf(column));
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                rows.add(compare(lines.get(i).split(",", -1), file + ":" + (i + 1)));
            }
        }
        return rows;
    }

    private Map<String, Object> compare(String[] cells, String place) {
        if (cells.length < columnOf.values().stream().max(Integer::compare).orElse(0) + 1) {
            throw new InputException(place + ": expected as many cells as the header has, got " + cells.length);
        }
        DramParams memory = params.computeIfAbsent(cell(cells, "config"), DramPresets::params);
        String stream = cell(cells, "stream") + ":n=" + cell(cells, "n_tx") + ",size=" + cell(cells, "tx_bytes");
        String parameters = cell(cells, "stream_params").replace(';', ',');
        stream += parameters.isEmpty() ? "" : "," + parameters;
        String parameter = cell(cells, "mode_param");
        String inject = cell(cells, "mode")
                + (parameter.isEmpty() ? "" : ":" + parameter.substring(parameter.indexOf('=') + 1));
        int size = memory.organisation().transactionBytes();
        DramResult run = DramSystem.run(memory, AddressStreams.open(stream, size, 1), Injection.parse(inject));
        double cycles = number(cells, "cycles", place);
        double latency = number(cells, "lat_avg_cyc", place);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("config", cell(cells, "config"));
        fields.put("stream", stream);
        fields.put("inject", inject);
        fields.put("cycles", run.cycles());
        fields.put("reference_cycles", Math.round(cycles));
        fields.put("cycles_error_percent", 100 * (run.cycles() / cycles - 1));
        fields.put("average_latency_cycles", Math.round(100 * run.latency().average()) / 100.0);
        fields.put("reference_latency_cycles", latency);
        fields.put("latency_error_percent", 100 * (run.latency().average() / latency - 1));
        fields.put("row_hit_rate", Math.round(1e4 * run.rowHitRate()) / 1e4);
        fields.put("reference_row_hit_rate", number(cells, "row_hit_rate", place));
        return fields;
    }

    private String cell(String[] cells, String column) {
        return cells[columnOf.get(column)].strip();
    }

    private double number(String[] cells, String column, String place) {
        try {
            double value = Double.parseDouble(cell(cells, column));
            if (!Double.isFinite(value)) {
                throw new NumberFormatException("no distance to it can be measured");
            }
            return value;
        } catch (NumberFormatException e) {
            throw new InputException(place + ": " + column + " = '" + cell(cells, column) + "': expected a number", e);
        }
    }
}
