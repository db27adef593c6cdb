package tessera.viz.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A {@link Table} as people and spreadsheets read it. */
public final class TableText {
    private TableText() {}

    /** Longest line before text cells are folded. */
    private static final int FOLD_BEYOND = 160;

    /** Width of a folded text cell. */
    private static final int FOLDED_WIDTH = 44;

    /**
     * Aligned columns under a header with units; numbers right-aligned, integers with thousands separators. Where lines
     * would pass 160 characters, long texts are folded at spaces.
     */
    public static String aligned(Table table) {
        int columnCount = table.columns().size();
        List<List<String>> cells = new ArrayList<>();
        cells.add(table.columns().stream()
                .map(column -> column.unit().isEmpty() ? column.header() : column.header() + " [" + column.unit() + "]")
                .toList());
        boolean[] numeric = new boolean[columnCount];
        for (List<Object> row : table.rows()) {
            for (int c = 0; c < columnCount; c++) {
                numeric[c] |= row.get(c) instanceof Number;
            }
            cells.add(row.stream().map(TableText::readable).toList());
        }
        int[] widths = widths(cells, columnCount, Integer.MAX_VALUE);
        if (Arrays.stream(widths).sum() + 2 * (columnCount - 1) > FOLD_BEYOND) {
            widths = widths(cells, columnCount, FOLDED_WIDTH);
        }
        StringBuilder out = new StringBuilder();
        for (int r = 0; r < cells.size(); r++) {
            appendRow(out, cells.get(r), widths, numeric);
            if (r == 0) {
                appendRow(out, Arrays.stream(widths).mapToObj("-"::repeat).toList(), widths, numeric);
            }
        }
        return out.toString();
    }

    private static int[] widths(List<List<String>> cells, int columnCount, int most) {
        int[] widths = new int[columnCount];
        for (List<String> row : cells) {
            for (int c = 0; c < columnCount; c++) {
                for (String line : folded(row.get(c), most)) {
                    widths[c] = Math.max(widths[c], line.length());
                }
            }
        }
        return widths;
    }

    private static void appendRow(StringBuilder out, List<String> row, int[] widths, boolean[] numeric) {
        List<List<String>> lines = new ArrayList<>();
        int height = 1;
        for (int c = 0; c < widths.length; c++) {
            lines.add(folded(row.get(c), widths[c]));
            height = Math.max(height, lines.get(c).size());
        }
        for (int i = 0; i < height; i++) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < widths.length; c++) {
                String text = i < lines.get(c).size() ? lines.get(c).get(i) : "";
                String padding = " ".repeat(widths[c] - text.length());
                line.append(c == 0 ? "" : "  ").append(numeric[c] ? padding + text : text + padding);
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
    }

    /** The text in lines of at most {@code most} characters, broken at spaces; a longer word stays whole. */
    private static List<String> folded(String text, int most) {
        if (text.length() <= most) {
            return List.of(text);
        }
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > most) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
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

    /** One line of {@link #csv}, the line break included: for rows that are written as they come. */
    public static String csvLine(List<?> values) {
        StringBuilder out = new StringBuilder();
        appendCsvLine(out, values);
        return out.toString();
    }

    private static void appendCsvLine(StringBuilder out, List<?> values) {
        for (int i = 0; i < values.size(); i++) {
            String text = values.get(i) == null ? "" : values.get(i).toString();
            boolean quote = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
            out.append(i == 0 ? "" : ",").append(quote ? '"' + text.replace("\"", "\"\"") + '"' : text);
        }
        out.append('\n');
    }
}
