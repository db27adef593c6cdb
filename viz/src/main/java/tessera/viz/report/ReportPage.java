package tessera.viz.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tessera.viz.chart.Chart;
import tessera.viz.table.Table;

/**
 * A whole report. Texts are plain; what stands between backticks is set as code.
 *
 * @param lead one or two sentences under the title: what was run on what
 * @param answers the questions the report exists for, and their short answers: the first screen
 * @param facts what the numbers depend on: trace, checksum, machine, seed, version
 * @param notes what the report does not say: models' limits, sources; at the end
 */
public record ReportPage(
        String title, String lead, List<Answer> answers, List<Fact> facts, List<Section> sections, List<String> notes) {

    /** A name and a value, printed side by side. */
    public record Fact(String label, String value) {}

    public ReportPage {
        answers = List.copyOf(answers);
        facts = List.copyOf(facts);
        sections = List.copyOf(sections);
        notes = List.copyOf(notes);
        Set<String> names = new HashSet<>();
        for (Section section : sections) {
            unique(names, "section " + section.id());
        }
        charts(sections)
                .forEach(chart -> unique(names, "chart " + chart.heading().name()));
        tables(sections).forEach(table -> unique(names, "table " + table.name()));
        for (Answer answer : answers) {
            if (!names.contains("section " + answer.sectionId())) {
                throw new IllegalArgumentException("the answer to '" + answer.question() + "' points to section '"
                        + answer.sectionId() + "', which is not on the page");
            }
        }
    }

    private static void unique(Set<String> names, String name) {
        if (!names.add(name)) {
            throw new IllegalArgumentException("two of the same name on one page: " + name);
        }
    }

    /** Every chart, in the order of the page. */
    public List<Chart> charts() {
        return charts(sections);
    }

    /** Every table, in the order of the page. */
    public List<Table> tables() {
        return tables(sections);
    }

    private static List<Chart> charts(List<Section> sections) {
        List<Chart> charts = new ArrayList<>();
        for (Section section : sections) {
            for (Block block : section.blocks()) {
                if (block instanceof Block.Charts some) {
                    charts.addAll(some.charts());
                }
            }
        }
        return charts;
    }

    private static List<Table> tables(List<Section> sections) {
        List<Table> tables = new ArrayList<>();
        for (Section section : sections) {
            for (Block block : section.blocks()) {
                if (block instanceof Block.Rows rows) {
                    tables.add(rows.table());
                }
            }
        }
        return tables;
    }
}
