package tessera.viz.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of results with a name, a caption and described columns. Cells are {@code String}, {@code Long}, {@code Integer},
 * {@code Double}, {@code Boolean}, or null for "does not apply here" (printed as an empty cell, JSON null).
 *
 * @param name {@code snake_case}, the file name of its CSV and JSON
 * @param caption one sentence a person reads above it
 */
public record Table(String name, String caption, List<Column> columns, List<List<Object>> rows) {
    public Table {
        columns = List.copyOf(columns);
        List<List<Object>> copies = new ArrayList<>();
        for (List<Object> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "table " + name + ": row of " + row.size() + " cells under " + columns.size() + " columns");
            }
            copies.add(java.util.Collections.unmodifiableList(new ArrayList<>(row)));
        }
        rows = List.copyOf(copies);
    }

    /** Rows as maps from column key to value, in column order: the JSON form. */
    public List<Map<String, Object>> records() {
        List<Map<String, Object>> records = new ArrayList<>();
        for (List<Object> row : rows) {
            Map<String, Object> entry = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                entry.put(columns.get(i).key(), row.get(i));
            }
            records.add(entry);
        }
        return records;
    }
}
