package tessera.traces.workload;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tessera.traces.check.FileTrouble;
import tessera.traces.check.InputException;
import tessera.traces.check.Nearest;

/** CSV text to a {@link SpattenWorkload}: a header line, then one row a line. */
final class SpattenWorkloadCsv {
    private static final long MAX_FILE_BYTES = 1L << 30;

    private final String name;
    private final List<WorkloadColumn> header = new ArrayList<>();
    private final List<int[]> rows = new ArrayList<>();
    private final List<Double> thresholds = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private SpattenWorkloadCsv(String name) {
        this.name = name;
    }

    static SpattenWorkload read(Path file) {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new InputException(file + ": expected a workload CSV of at most 1 GiB, got " + Files.size(file)
                        + " bytes; split it");
            }
            return parse(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            throw new InputException(
                    "workload " + file + ": no such file; give a CSV file, a trace file or sample:NAME", e);
        } catch (IOException e) {
            throw new InputException("workload " + file + ": cannot be read (" + FileTrouble.reason(e) + ")", e);
        }
    }

    static SpattenWorkload parse(String name, String text) {
        return new SpattenWorkloadCsv(name).parse(text);
    }

    private SpattenWorkload parse(String text) {
        String[] all = (text.startsWith("\uFEFF") ? text.substring(1) : text).split("\r\n|\n|\r", -1);
        int last = all.length - 1;
        while (last >= 0 && all[last].isBlank()) {
            last--;
        }
        int first = 0;
        while (first <= last && all[first].isBlank()) {
            first++;
        }
        if (first > last) {
            throw new InputException(name + ": expected a header line and at least one row, got an empty file; "
                    + "the header needs " + String.join(", ", WorkloadColumn.headers(WorkloadColumn.REQUIRED)));
        }
        parseHeader(cells(all[first], first + 1), first + 1);
        for (int i = first + 1; i <= last; i++) {
            if (all[i].isBlank()) {
                continue;
            }
            String[] cells = cells(all[i], i + 1);
            if (i == last && isFileNameOnly(cells)) {
                notes.add(name + ":" + (i + 1) + ": skipped the last line, which only names a file: '"
                        + shortened(cells[0]) + "'");
            } else {
                parseRow(cells, i + 1);
            }
        }
        if (rows.isEmpty()) {
            throw new InputException(name + ": expected at least one row under the header, got none");
        }
        return build();
    }

    private void parseHeader(String[] cells, int line) {
        Set<String> seen = new HashSet<>();
        for (String cell : cells) {
            WorkloadColumn column = Arrays.stream(WorkloadColumn.values())
                    .filter(candidate -> candidate.header().equals(cell))
                    .findFirst()
                    .orElseThrow(() -> new InputException(name + ":" + line + ": unknown column '" + shortened(cell)
                            + "'; a SpAtten workload has " + String.join(", ", WorkloadColumn.allHeaders())
                            + Nearest.hint(shortened(cell), WorkloadColumn.allHeaders())));
            if (!seen.add(cell)) {
                throw new InputException(name + ":" + line + ": column '" + cell + "' twice; remove one");
            }
            header.add(column);
        }
        List<WorkloadColumn> missing = new ArrayList<>(WorkloadColumn.REQUIRED);
        missing.removeAll(header);
        if (!missing.isEmpty()) {
            throw new InputException(
                    name + ":" + line + ": missing column " + String.join(", ", WorkloadColumn.headers(missing))
                            + "; required are " + String.join(", ", WorkloadColumn.headers(WorkloadColumn.REQUIRED)));
        }
    }

    private void parseRow(String[] cells, int line) {
        if (cells.length != header.size()) {
            throw new InputException(
                    name + ":" + line + ": expected " + header.size() + " cells as in the header, got " + cells.length);
        }
        int[] row = new int[header.size()];
        for (int c = 0; c < row.length; c++) {
            WorkloadColumn column = header.get(c);
            if (column == WorkloadColumn.REFETCH_THRESHOLD) {
                thresholds.add(CellParser.real(column, cells[c], name + ":" + line));
            } else {
                row[c] = CellParser.whole(column, cells[c], name + ":" + line);
            }
        }
        checkOrder(row, WorkloadColumn.VALUE_COUNT, WorkloadColumn.KEY_COUNT, line);
        checkOrder(row, WorkloadColumn.KEY_COUNT, WorkloadColumn.SENTENCE_LENGTH, line);
        rows.add(row);
        lines.add(line);
    }

    private void checkOrder(int[] row, WorkloadColumn smaller, WorkloadColumn larger, int line) {
        int small = header.indexOf(smaller);
        int large = header.indexOf(larger);
        if (large >= 0 && row[small] > row[large]) {
            throw new InputException(name + ":" + line + ": " + smaller.header() + " = " + row[small]
                    + ", must be at most " + larger.header() + " = " + row[large]
                    + " (only what is there can be fetched); correct one of them");
        }
    }

    private SpattenWorkload build() {
        Map<WorkloadColumn, int[]> columns = new EnumMap<>(WorkloadColumn.class);
        for (int c = 0; c < header.size(); c++) {
            int at = c;
            columns.put(header.get(c), rows.stream().mapToInt(row -> row[at]).toArray());
        }
        return new SpattenWorkload(
                name,
                columns,
                thresholds.stream().mapToDouble(Double::doubleValue).toArray(),
                lines.stream().mapToInt(Integer::intValue).toArray(),
                notes);
    }

    private static boolean isFileNameOnly(String[] cells) {
        for (int c = 1; c < cells.length; c++) {
            if (!cells[c].isEmpty()) {
                return false;
            }
        }
        String cell = cells[0];
        if (cell.chars().anyMatch(Character::isWhitespace)) {
            return false;
        }
        int letter = 0;
        while (letter < cell.length() && !Character.isLetter(cell.charAt(letter))) {
            letter++;
        }
        return cell.contains("/") || cell.indexOf('.', letter) >= 0;
    }

    /**
     * Cells between commas, blanks around them removed; a cell in double quotes may hold commas. A quote stands at the two
     * ends of a cell or is an error.
     */
    private String[] cells(String line, int lineNumber) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                boolean isAtEnd =
                        quoted ? endsCell(line, i + 1) : cell.toString().isBlank();
                if (!isAtEnd) {
                    throw new InputException(name + ":" + lineNumber + ": a quote inside a cell, in '" + shortened(line)
                            + "'; expected quotes around a whole cell, or none");
                }
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        if (quoted) {
            throw new InputException(name + ":" + lineNumber + ": a quote is not closed, in '" + shortened(line)
                    + "'; close it in the same line, or remove it");
        }
        cells.add(cell.toString().strip());
        return cells.toArray(new String[0]);
    }

    private static boolean endsCell(String line, int from) {
        int next = from;
        while (next < line.length() && Character.isWhitespace(line.charAt(next))) {
            next++;
        }
        return next == line.length() || line.charAt(next) == ',';
    }

    static String shortened(String text) {
        String printable = text.replaceAll("\\p{Cntrl}|\uFFFD", "?");
        return printable.length() <= 60 ? printable : printable.substring(0, 57) + "...";
    }
}
