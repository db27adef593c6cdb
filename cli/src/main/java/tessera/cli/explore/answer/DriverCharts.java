package tessera.cli.explore.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tessera.cli.explore.Objectives;
import tessera.cli.explore.Study;
import tessera.cli.explore.space.Grid;
import tessera.cli.explore.space.Parameter;
import tessera.cli.explore.store.Level;
import tessera.cli.explore.store.Outcome;
import tessera.viz.chart.Axis;
import tessera.viz.chart.BarChart;
import tessera.viz.chart.Categories;
import tessera.viz.chart.Chart;
import tessera.viz.chart.Heading;
import tessera.viz.chart.HeatMap;
import tessera.viz.chart.Series;
import tessera.viz.chart.TornadoChart;
import tessera.viz.draw.Palette;

/** Pictures of what decides: shares of variance, one parameter at a time around a design, two at a time. */
final class DriverCharts {
    private static final int MOST_ROWS = 12;
    private static final int MOST_CELLS = 16;

    private final Facts facts;
    private final Study study;
    private final Grid grid;

    DriverCharts(Facts facts) {
        this.facts = facts;
        this.study = facts.study();
        this.grid = study.space().grid();
    }

    /** Shares of each objective's variance, a row per parameter that has any. */
    List<Chart> importance() {
        Set<Integer> named = new LinkedHashSet<>();
        List<String> objectives = study.space().objectives().stream()
                .filter(objective -> !facts.drivers().ranked(objective).isEmpty())
                .toList();
        objectives.forEach(objective -> named.addAll(facts.drivers().ranked(objective)));
        List<Integer> rows = named.stream().limit(MOST_ROWS).toList();
        if (rows.isEmpty()) {
            return List.of();
        }
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < objectives.size(); i++) {
            double[] shares = facts.drivers().shares().get(objectives.get(i));
            series.add(new Series(
                    Figure.label(objectives.get(i)),
                    Palette.series(i),
                    rows.stream().map(row -> percent(shares[row])).toList()));
        }
        return List.of(new BarChart(
                Heading.full(
                        "importance",
                        importanceTitle(objectives.get(0)),
                        String.format(
                                Locale.ROOT,
                                "Share of the variance of each objective that one parameter explains alone; %,d designs in closed"
                                        + " form%s",
                                facts.drivers().count(),
                                Drivers.sample(study))),
                BarChart.Layout.GROUPED_ROWS,
                new Categories(
                        "",
                        rows.stream()
                                .map(row -> grid.parameters().get(row).name())
                                .toList()),
                Axis.percent("share of variance"),
                series));
    }

    /** To a tenth of a per cent. */
    private static double percent(double share) {
        return Math.round(1000 * Math.min(1, share)) / 10.0;
    }

    private String importanceTitle(String objective) {
        int first = facts.drivers().ranked(objective).get(0);
        return String.format(
                Locale.ROOT,
                "%s decides most about %s: %.0f %% of its variance",
                grid.parameters().get(first).name(),
                Figure.label(objective),
                100 * facts.drivers().shares().get(objective)[first]);
    }

    /** One tornado per objective that some parameter moves. */
    List<Chart> tornados() {
        Outcome focus = Facts.focus(facts.picks()).design();
        Outcome base = facts.model().evaluate(focus.point(), Level.BOUND);
        List<Chart> charts = new ArrayList<>();
        for (String objective : study.space().objectives()) {
            int column = study.figures().indexOf(objective);
            List<Sensitivity> moving = facts.around().stream()
                    .filter(one -> one.span(column) > 0)
                    .sorted(Comparator.comparingDouble((Sensitivity one) -> -one.span(column)))
                    .limit(MOST_ROWS)
                    .toList();
            if (!moving.isEmpty() && Double.isFinite(base.value(column))) {
                charts.add(tornado(objective, column, base, moving));
            }
        }
        return charts;
    }

    private Chart tornado(String objective, int column, Outcome base, List<Sensitivity> moving) {
        int[] choices = grid.choices(base.point());
        List<TornadoChart.Row> rows = new ArrayList<>();
        for (Sensitivity one : moving) {
            Parameter parameter = grid.parameters().get(one.parameter());
            Sensitivity.Trial low = extreme(one, column, 1);
            Sensitivity.Trial high = extreme(one, column, -1);
            rows.add(new TornadoChart.Row(
                    parameter.name() + " = " + parameter.values().get(choices[one.parameter()]),
                    low.outcome().value(column),
                    low.value() == choices[one.parameter()]
                            ? ""
                            : parameter.values().get(low.value()),
                    high.outcome().value(column),
                    high.value() == choices[one.parameter()]
                            ? ""
                            : parameter.values().get(high.value())));
        }
        return new TornadoChart(
                Heading.half(
                        "tornado_" + objective,
                        AnswerText.upper(Figure.label(objective)) + " moves most with "
                                + grid.parameters()
                                        .get(moving.get(0).parameter())
                                        .name(),
                        "One parameter at a time over all its values, around "
                                + FrontCharts.shortTitle(Facts.focus(facts.picks())) + " (point " + base.point()
                                + "), closed form"),
                Axis.free(Figure.label(objective), Figure.unit(objective)),
                base.value(column),
                "this design",
                !Objectives.isLargerBetter(objective),
                rows);
    }

    /** The trial of the smallest (sign 1) or largest (sign −1) value; the design itself where it is one of several. */
    private static Sensitivity.Trial extreme(Sensitivity one, int column, int sign) {
        Sensitivity.Trial chosen = one.trials().get(one.at());
        for (Sensitivity.Trial trial : one.valid(column)) {
            if (sign * trial.outcome().value(column) < sign * chosen.outcome().value(column)) {
                chosen = trial;
            }
        }
        return chosen;
    }

    /** The first objective over the two parameters that move it most around the design, all else held. */
    List<Chart> heat() {
        String objective = study.space().objectives().get(0);
        int column = study.figures().indexOf(objective);
        List<Sensitivity> strongest = facts.around().stream()
                .filter(one -> one.span(column) > 0)
                .sorted(Comparator.comparingDouble((Sensitivity one) -> -one.span(column)))
                .limit(2)
                .toList();
        if (strongest.size() < 2) {
            return List.of();
        }
        int rows = strongest.get(0).parameter();
        int columns = strongest.get(1).parameter();
        int[] choices = grid.choices(Facts.focus(facts.picks()).design().point());
        int[] rowValues = few(grid.parameters().get(rows).size());
        int[] columnValues = few(grid.parameters().get(columns).size());
        List<List<Double>> values = new ArrayList<>();
        for (int row : rowValues) {
            List<Double> cells = new ArrayList<>();
            for (int cell : columnValues) {
                int[] other = choices.clone();
                other[rows] = row;
                other[columns] = cell;
                Outcome outcome = facts.model().evaluate(grid.canonical(grid.point(other)), Level.BOUND);
                cells.add(outcome.isFeasible() ? outcome.value(column) : Double.NaN);
            }
            values.add(cells);
        }
        return List.of(new HeatMap(
                Heading.full(
                        "heat",
                        AnswerText.upper(Figure.label(objective)) + " over the two parameters that move it most",
                        "All else as in " + FrontCharts.shortTitle(Facts.focus(facts.picks()))
                                + ", closed form; empty cells cannot be built or break a constraint"),
                Axis.free(Figure.label(objective), Figure.unit(objective)),
                names(rows, rowValues),
                names(columns, columnValues),
                values));
    }

    private Categories names(int parameter, int[] values) {
        Parameter own = grid.parameters().get(parameter);
        return new Categories(
                own.name(),
                java.util.Arrays.stream(values).mapToObj(own.values()::get).toList());
    }

    private static int[] few(int size) {
        int count = Math.min(size, MOST_CELLS);
        return java.util.stream.IntStream.range(0, count)
                .map(i -> count == 1 ? 0 : (int) Math.round((double) i * (size - 1) / (count - 1)))
                .distinct()
                .toArray();
    }
}
