package tessera.models.gpu;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.models.gna.GnaAxis;
import tessera.models.gna.TileShape;
import tessera.models.gna.io.ShapeText;
import tessera.traces.check.InputException;

/**
 * Reads measured rows from CSV with the columns device, backend, layout, heads, head_dim, dtype, window, stride, dilation,
 * causal, q_tile, kv_tile, schedule, pass, runtime_us; batch may be added, further columns are ignored. Tiles and schedule
 * may be {@code unknown}.
 */
public final class MeasuredRows {
    private static final List<String> COLUMNS = List.of(
            "device",
            "backend",
            "layout",
            "heads",
            "head_dim",
            "dtype",
            "window",
            "stride",
            "dilation",
            "causal",
            "q_tile",
            "kv_tile",
            "schedule",
            "pass",
            "runtime_us");
    private static final String UNKNOWN = "unknown";

    private MeasuredRows() {}

    /** All rows, in order; an InputException with file and line when one cannot be read. */
    public static List<MeasuredRow> parse(String file, String text) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty()) {
            throw new InputException(file + " is empty, expected a header line with " + String.join(",", COLUMNS));
        }
        List<String> header = cells(lines.get(0));
        for (String column : COLUMNS) {
            if (!header.contains(column)) {
                throw new InputException(file + ":1: column " + column + " is missing; expected "
                        + String.join(",", COLUMNS) + ", and batch where it is not 1");
            }
        }
        List<MeasuredRow> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                try {
                    rows.add(row(header, cells(lines.get(i))));
                } catch (InputException e) {
                    throw e.at(file + ":" + (i + 1));
                }
            }
        }
        return rows;
    }

    private static MeasuredRow row(List<String> header, List<String> cells) {
        if (cells.size() != header.size()) {
            throw new InputException(cells.size() + " cells under " + header.size() + " columns");
        }
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            row.put(header.get(i), cells.get(i).strip());
        }
        int[] layout = ShapeText.numbers("layout", row.get("layout"));
        int[] window = shape(row, "window", layout.length);
        int[] stride = shape(row, "stride", layout.length);
        int[] dilation = shape(row, "dilation", layout.length);
        String[] causal = row.get("causal").split("x", -1);
        List<GnaAxis> axes = new ArrayList<>();
        for (int a = 0; a < layout.length; a++) {
            axes.add(new GnaAxis(
                    layout[a], window[a], stride[a], dilation[a], causal[Math.min(a, causal.length - 1)].equals("1")));
        }
        boolean hasTiles = !row.get("q_tile").equals(UNKNOWN);
        return new MeasuredRow(
                row.get("device"),
                row.get("backend"),
                axes,
                hasTiles ? List.of(new TilePair(tile(row, "q_tile"), tile(row, "kv_tile"))) : List.of(),
                row.get("schedule").equals(UNKNOWN) ? "" : row.get("schedule"),
                Labels.find("dtype", row.get("dtype"), Dtype.values(), Dtype::label),
                number(row, "heads"),
                number(row, "head_dim"),
                row.getOrDefault("batch", "").isEmpty() ? 1 : number(row, "batch"),
                row.get("pass"),
                microseconds(row));
    }

    private static int[] shape(Map<String, String> row, String key, int rank) {
        int[] numbers = ShapeText.numbers(key, row.get(key));
        if (numbers.length != rank) {
            throw new InputException(
                    key + " = " + row.get(key) + " has " + numbers.length + " entries, expected " + rank);
        }
        return numbers;
    }

    private static TileShape tile(Map<String, String> row, String key) {
        return TileShape.of(ShapeText.numbers(key, row.get(key)));
    }

    private static int number(Map<String, String> row, String key) {
        return ShapeText.numbers(key, row.get(key))[0];
    }

    private static double microseconds(Map<String, String> row) {
        try {
            double value = Double.parseDouble(row.get("runtime_us"));
            if (value > 0 && value < Double.MAX_VALUE) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new InputException("runtime_us = " + row.get("runtime_us") + ", expected microseconds above 0");
    }

    /** Cells of a line; a cell in double quotes may hold commas. */
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean isQuoted = false;
        for (char c : line.toCharArray()) {
            if (c == '"') {
                isQuoted = !isQuoted;
            } else if (c == ',' && !isQuoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
