package tessera.extras.duckdb;

import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tessera.traces.check.InputException;

/** What DuckDB says about a statement, in one line. */
final class SqlTrouble {
    /** Its picture below the reason: the line of the statement, and carets under the words at fault. */
    private static final Pattern PICTURE = Pattern.compile("\\n\\nLINE (\\d+): (.*)\\n( *)(\\^+)");

    private SqlTrouble() {}

    /**
     * The reason, and where in the statement.
     *
     * @param tables named where a table is unknown
     */
    static InputException of(SQLException trouble, List<String> tables) {
        String message = String.valueOf(trouble.getMessage());
        Matcher picture = PICTURE.matcher(message);
        String place = "";
        String reason = message;
        if (picture.find()) {
            reason = message.substring(0, picture.start());
            place = place(picture);
        }
        reason = reason.strip().replaceAll("\\s*\\R\\s*", " ");
        return new InputException("SQL: " + reason + place + hint(reason, tables), trouble);
    }

    private static String place(Matcher picture) {
        String shown = "LINE " + picture.group(1) + ": " + picture.group(2);
        int start = picture.group(3).length();
        int end = Math.min(shown.length(), start + picture.group(4).length());
        String words = start < end ? shown.substring(start, end) : "";
        return " (line " + picture.group(1) + (words.isEmpty() ? "" : ", at: " + words) + ")";
    }

    private static String hint(String reason, List<String> tables) {
        if (reason.startsWith("Catalog Error: Table") && !tables.isEmpty()) {
            return "; tables are " + String.join(", ", tables);
        }
        if (reason.startsWith("Permission Error") || reason.contains("read-only mode")) {
            return "; queries only read the studies' tables; --parquet FILE and --out DIR write results";
        }
        return "";
    }
}
