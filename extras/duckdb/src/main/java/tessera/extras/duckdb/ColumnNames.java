package tessera.extras.duckdb;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names for the columns of an answer: {@code snake_case}, as all results have, each once. */
final class ColumnNames {
    private ColumnNames() {}

    static List<String> of(ResultSetMetaData columns) throws SQLException {
        List<String> names = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String start = plain(columns.getColumnLabel(i));
            String name = start;
            for (int n = 2; !taken.add(name); n++) {
                name = start + "_" + n;
            }
            names.add(name);
        }
        return names;
    }

    /** {@code avg(area_mm2)} becomes {@code avg_area_mm2}. */
    static String plain(String label) {
        String plain =
                label.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", "");
        return plain.matches("[a-z].*") ? plain : "c_" + plain;
    }
}
