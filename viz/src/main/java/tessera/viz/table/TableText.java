package tessera.viz.table;

import java.util.List;
import java.util.Locale;

/** A {@link Table} as people and spreadsheets read it. */
public final class TableText {
    private TableText() {}

    /** Aligned columns under a header with units; numbers right-aligned, integers with thousands separators. */
    public static String aligned(Table table) {
        int columnCount = table.columns().size();
        int[] widths = new int[columnCount];
        boolean[] numeric = new boolean[columnCount];
        String[][] cells = new String[table.rows().size() + 1][columnCount];
        for (int c = 0; c < columnCount; c++) {
            Column column = table.columns().get(c);
            cells[0][c] = column.unit().isEmpty() ? column.header() : column.header() + " [" + column.unit() + "]";
            widths[c] = cells[0][c].length();
            for (int r = 0; r < table.rows().size(); r++) {
                Object value = table.rows().get(r).get(c);
                numeric[c] |= value instanceof Number;
                cells[r + 1][c] = readable(value);
                widths[c] = Math.max(widths[c], cells[r + 1][c].length());
            }
        }
        StringBuilder out = new StringBuilder();
        for (int r = 0; r < cells.length; r++) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < columnCount; c++) {
                String padding = " ".repeat(widths[c] - cells[r][c].length());
                line.append(c == 0 ? "" : "  ").append(numeric[c] ? padding + cells[r][c] : cells[r][c] + padding);
            }
            out.append(line.toString().stripTrailing()).append('\n');
            if (r == 0) {
                for (int c = 0; c < columnCount; c++) {
                    out.append(c == 0 ? "" : "  ").append("-".repeat(widths[c]));
                }
                out.append('\n');
            }
        }
        return out.toString();
    }

    /** RFC 4180 CSV: a header of column keys, then the rows; doubles in full precision, absent cells empty. */
    public static String csv(Table table) {
        StringBuilder out = new StringBuilder();
        appendCsvLine(
                out,
                table.columns().stream().map(column -> (Object) column.key()).toList());
        for (List<Object> row : table.rows()) {
            appendCsvLine(out, row);
        }
        return out.toString();
    }

    /** The cell as a person reads it: 1,234,567; four significant digits of a double; yes and no. */
    public static String readable(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Long || value instanceof Integer) {
            return String.format(Locale.ROOT, "%,d", ((Number) value).longValue());
        }
        if (value instanceof Double number) {
            return readable(number.doubleValue());
        }
        if (value instanceof Boolean truth) {
            return truth ? "yes" : "no";
        }
        return value.toString();
    }

    private static String readable(double number) {
        double magnitude = Math.abs(number);
        if (number == Math.rint(number) && magnitude < 1e15) {
            return String.format(Locale.ROOT, magnitude >= 1000 ? "%,.0f" : "%.1f", number);
        }
        if (magnitude >= 1e15 || magnitude < 1e-3) {
            return String.format(Locale.ROOT, "%.3e", number);
        }
        int digits = magnitude >= 1000 ? 0 : magnitude >= 100 ? 1 : magnitude >= 10 ? 2 : magnitude >= 1 ? 3 : 4;
        return String.format(Locale.ROOT, "%,." + digits + "f", number);
    }

    private static void appendCsvLine(StringBuilder out, List<Object> values) {
        for (int i = 0; i < values.size(); i++) {
            String text = values.get(i) == null ? "" : values.get(i).toString();
            boolean quote = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
            out.append(i == 0 ? "" : ",").append(quote ? '"' + text.replace("\"", "\"\"") + '"' : text);
        }
        out.append('\n');
    }
}
