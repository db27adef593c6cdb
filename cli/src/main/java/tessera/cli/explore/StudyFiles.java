package tessera.cli.explore;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.cli.explore.space.Grid;
import tessera.cli.explore.store.Outcome;
import tessera.traces.file.OutputFiles;
import tessera.traces.json.Json;
import tessera.viz.table.Column;
import tessera.viz.table.Table;
import tessera.viz.table.TableText;

/**
 * A study as rows: run id, parameters, figures, level, whether it is on the front, and why not if it cannot be. The same study
 * gives the same bytes.
 */
public final class StudyFiles {
    private static final int ROWS_AT_ONCE = 4096;

    private final Study study;
    private final StudySummary summary;
    private final String digest;
    private final List<Column> columns;

    public StudyFiles(Study study, StudySummary summary, String digest) {
        this.study = study;
        this.summary = summary;
        this.digest = digest;
        this.columns = columns(study);
    }

    private static List<Column> columns(Study study) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.of("run_id", "run id"));
        study.space().grid().parameters().forEach(each -> columns.add(Column.of(each.name(), each.name())));
        study.figures().forEach(figure -> columns.add(Column.of(figure, figure)));
        columns.add(Column.of("level", "level"));
        columns.add(Column.of("on_front", "front"));
        columns.add(Column.of("status", "status"));
        return columns;
    }

    /** {@code points.csv}, {@code points.jsonl} and {@code summary.json}, each written beside and renamed. */
    public void write(Path folder) {
        OutputFiles.write(folder.resolve(StudyFolder.CSV), out -> {
            Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            csv(writer);
            writer.flush();
        });
        OutputFiles.write(folder.resolve(StudyFolder.JSONL), out -> {
            Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            for (int row = 0; row < study.outcomes().size(); row++) {
                writer.write(Json.line(record(row)));
                writer.write('\n');
            }
            writer.flush();
        });
        OutputFiles.text(folder.resolve(StudyFolder.SUMMARY), Json.pretty(summary.json(digest)));
    }

    /** All rows under a header. */
    public void csv(Appendable out) {
        try {
            int count = study.outcomes().size();
            for (int from = 0; from == 0 || from < count; from += ROWS_AT_ONCE) {
                List<List<Object>> rows = new ArrayList<>();
                for (int row = from; row < Math.min(count, from + ROWS_AT_ONCE); row++) {
                    rows.add(cells(row));
                }
                String text = TableText.csv(new Table("points", "", columns, rows));
                out.append(text, from == 0 ? 0 : text.indexOf('\n') + 1, text.length());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rows of the front, best level, as a table for people and programs. */
    public Table front() {
        List<List<Object>> rows = new ArrayList<>();
        for (int row : summary.front().rows()) {
            rows.add(cells(row));
        }
        return new Table("front", "", columns, rows);
    }

    private Map<String, Object> record(int row) {
        Map<String, Object> fields = new LinkedHashMap<>();
        List<Object> cells = cells(row);
        for (int i = 0; i < cells.size(); i++) {
            fields.put(columns.get(i).key(), cells.get(i));
        }
        return fields;
    }

    private List<Object> cells(int row) {
        Outcome outcome = study.outcomes().get(row);
        Grid grid = study.space().grid();
        Choice choice = new Choice(grid, outcome.point());
        List<Object> cells = new ArrayList<>(columns.size());
        cells.add(RunId.of(digest, outcome.point(), outcome.level()).toString());
        for (int i = 0; i < grid.parameters().size(); i++) {
            cells.add(
                    choice.counts(i) ? scalar(grid.parameters().get(i).values().get(choice.value(i))) : null);
        }
        for (int i = 0; i < study.figures().size(); i++) {
            cells.add(number(outcome.value(i)));
        }
        cells.add(outcome.level().label());
        cells.add(summary.isOnFront(row));
        cells.add(status(outcome));
        return cells;
    }

    private String status(Outcome outcome) {
        return switch (outcome.constraint()) {
            case Outcome.FEASIBLE -> "ok";
            case Outcome.REFUSED -> "cannot be built";
            default -> "breaks " + study.space().constraints().get(outcome.constraint());
        };
    }

    /** A whole number as such, so that cycles read as cycles; none for NaN. */
    static Object number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return null;
        }
        boolean isWhole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return isWhole ? (Object) (long) value : value;
    }

    /** The value of a parameter: a number where it is one. */
    static Object scalar(String value) {
        try {
            return number(Double.parseDouble(value));
        } catch (NumberFormatException e) {
            return value;
        }
    }
}
