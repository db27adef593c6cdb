package tessera.cli.explore.answer;

import java.util.ArrayList;
import java.util.List;
import tessera.cli.explore.Study;
import tessera.cli.explore.space.Grid;
import tessera.cli.explore.store.Outcome;
import tessera.viz.table.Column;
import tessera.viz.table.Table;

/** The answers as tables. */
final class AnswerTables {
    /** Rows of the front that the page shows; the CSV file of the study has all. */
    static final int MOST_ROWS = 500;

    private AnswerTables() {}

    /** Parameters and figures of the front's designs. */
    static Table front(Facts facts, FrontAnswer front) {
        return designs(
                facts,
                "front_designs",
                front.designs().size() > MOST_ROWS
                        ? "The first " + MOST_ROWS + " of " + front.designs().size() + " designs of the front."
                        : "The designs of the front.",
                front.designs().stream().limit(MOST_ROWS).toList());
    }

    /** The same of the designs to look at. */
    static Table picks(Facts facts) {
        return designs(
                facts,
                "designs",
                "The designs to look at, in the order above.",
                facts.picks().stream().map(Pick::design).toList());
    }

    private static Table designs(Facts facts, String name, String caption, List<Outcome> designs) {
        Study study = facts.study();
        Grid grid = study.space().grid();
        List<String> objectives = study.space().objectives();
        List<String> figures = others(study, designs);
        List<Column> columns = new ArrayList<>();
        columns.add(Column.of("run_id", "run id"));
        objectives.forEach(figure -> columns.add(column(figure)));
        grid.parameters()
                .forEach(parameter -> columns.add(new Column(
                        "set_" + key(parameter.name()), parameter.name(), "", "sets " + parameter.target())));
        figures.forEach(figure -> columns.add(column(figure)));
        List<List<Object>> rows = new ArrayList<>();
        for (Outcome design : designs) {
            List<Object> row = new ArrayList<>();
            row.add(facts.runId(design));
            objectives.forEach(figure -> row.add(finite(facts.value(design, figure))));
            int[] choices = grid.choices(design.point());
            for (int i = 0; i < choices.length; i++) {
                row.add(
                        grid.counts(i, choices)
                                ? grid.parameters().get(i).values().get(choices[i])
                                : null);
            }
            figures.forEach(figure -> row.add(finite(facts.value(design, figure))));
            rows.add(row);
        }
        return new Table(name, caption, columns, rows);
    }

    private static Column column(String figure) {
        return Column.of(key(figure), Figure.label(figure), Figure.unit(figure));
    }

    /** Figures that are no objectives and that some design has. */
    private static List<String> others(Study study, List<Outcome> designs) {
        return study.figures().stream()
                .filter(figure -> !study.space().objectives().contains(figure))
                .filter(figure -> designs.stream()
                        .anyMatch(design ->
                                !Double.isNaN(design.value(study.figures().indexOf(figure)))))
                .toList();
    }

    private static String key(String name) {
        String key = name.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        return key.matches("[a-z].*") ? key : "p_" + key;
    }

    /** What each design to look at has left of each constraint. */
    static Table slacks(Facts facts) {
        List<List<Object>> rows = new ArrayList<>();
        for (Pick pick : facts.picks()) {
            for (Slack slack : pick.slacks()) {
                rows.add(java.util.Arrays.asList(
                        FrontCharts.shortTitle(pick),
                        Figure.constraint(slack.constraint()),
                        finite(slack.value()),
                        finite(slack.left()),
                        finite(100 * slack.share()),
                        slack.isTight()));
            }
        }
        return new Table(
                "constraints",
                "What is left of each limit, in the unit of its figure.",
                List.of(
                        Column.of("design", "design"),
                        Column.of("constraint", "constraint"),
                        Column.of("value", "value"),
                        Column.of("slack", "left"),
                        new Column("slack_percent", "left", "% of the limit", ""),
                        new Column("is_tight", "tight", "", "less than 5 % of the limit left")),
                rows);
    }

    private static Object finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /** Every break-even question and its answer. */
    static Table breakEvens(Facts facts) {
        List<List<Object>> rows = new ArrayList<>();
        for (BreakEvenAnswer answer : facts.breakEvens()) {
            rows.add(List.of(
                    answer.question().title(),
                    answer.question().vary(),
                    answer.question().question(),
                    answer.crossings().isEmpty()
                            ? "none"
                            : String.join(
                                    ", ",
                                    answer.crossings().stream()
                                            .map(BreakEvenAnswer.Crossing::place)
                                            .toList()),
                    answer.text()));
        }
        return new Table(
                "break_even",
                "Where two figures cross as one parameter is varied, all else as in "
                        + FrontCharts.shortTitle(Facts.focus(facts.picks())) + ".",
                List.of(
                        Column.of("title", "question"),
                        Column.of("vary", "varied"),
                        Column.of("question", "equal at"),
                        Column.of("crossing", "crossing"),
                        Column.of("text", "answer")),
                rows);
    }
}
