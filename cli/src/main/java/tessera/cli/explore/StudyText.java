package tessera.cli.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tessera.cli.explore.front.Hypervolume.Volume;
import tessera.cli.explore.store.Level;
import tessera.viz.table.Column;
import tessera.viz.table.Table;
import tessera.viz.table.TableText;

/** A study as a person reads it on a terminal. */
public final class StudyText {
    private static final int MOST_ROWS = 20;

    private StudyText() {}

    /** Counts, agreement of the levels, and the front, cut to a screenful. */
    public static String of(Study study, StudySummary summary, StudyFiles files) {
        StringBuilder out = new StringBuilder();
        line(
                out,
                "space",
                study.space().name() + " ("
                        + String.format(Locale.ROOT, "%,d", study.space().grid().size()) + " combinations)");
        line(out, "closed form", String.format(Locale.ROOT, "%,d points", summary.count(Level.BOUND)));
        line(out, "cycle model", String.format(Locale.ROOT, "%,d points", summary.count(Level.CYCLE)));
        if (summary.count(Level.RTL) > 0) {
            line(out, "RTL", String.format(Locale.ROOT, "%,d points", summary.count(Level.RTL)));
        }
        for (Map.Entry<String, Double> each : study.rankCorrelation().entrySet()) {
            line(
                    out,
                    "rank correlation",
                    each.getKey() + " "
                            + (Double.isNaN(each.getValue())
                                    ? "- (it does not vary)"
                                    : String.format(Locale.ROOT, "%.3f", each.getValue())));
        }
        int[] front = summary.front().rows();
        line(
                out,
                "front",
                front.length + " designs, level " + summary.front().level().label());
        line(out, "hypervolume", summary.volume().map(StudyText::volume).orElse("-"));
        out.append('\n').append(TableText.aligned(front(study, files, front)));
        if (front.length > MOST_ROWS) {
            out.append("… ")
                    .append(front.length - MOST_ROWS)
                    .append(" more in ")
                    .append(StudyFolder.CSV)
                    .append('\n');
        }
        return out.toString();
    }

    private static String volume(Volume volume) {
        String value = String.format(Locale.ROOT, "%.4f", volume.value());
        return volume.isExact()
                ? value
                : value + String.format(Locale.ROOT, " (estimate, standard error %.4f)", volume.standardError());
    }

    private static void line(StringBuilder out, String name, String value) {
        out.append(String.format(Locale.ROOT, "%-20s%s%n", name, value));
    }

    /** Run id, parameters and objectives only: the rest is in the files. */
    private static Table front(Study study, StudyFiles files, int[] front) {
        Table whole = files.front();
        List<Integer> shown = new ArrayList<>();
        shown.add(0);
        int parameters = study.space().grid().parameters().size();
        for (int i = 0; i < parameters; i++) {
            shown.add(1 + i);
        }
        study.space()
                .objectives()
                .forEach(name -> shown.add(1 + parameters + study.figures().indexOf(name)));
        List<Column> columns = shown.stream().map(whole.columns()::get).toList();
        List<List<Object>> rows = whole.rows().stream()
                .limit(MOST_ROWS)
                .map(row -> {
                    List<Object> cells = new ArrayList<>();
                    shown.forEach(i -> cells.add(row.get(i)));
                    return cells;
                })
                .toList();
        return new Table("front", "", columns, rows);
    }
}
