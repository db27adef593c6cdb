package tessera.cli.explore.answer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tessera.cli.explore.Study;
import tessera.cli.explore.store.Level;
import tessera.cli.explore.store.Outcome;
import tessera.viz.chart.Axis;
import tessera.viz.chart.Chart;
import tessera.viz.chart.Heading;
import tessera.viz.chart.ScatterChart;
import tessera.viz.draw.Palette;

/** The closed form beside the cycle model, one picture an objective that differs between them. */
final class FidelityCharts {
    private FidelityCharts() {}

    static List<Chart> of(Facts facts, FrontAnswer front) {
        Map<Long, Outcome> cycles = new HashMap<>();
        for (Outcome outcome : facts.study().outcomes()) {
            if (outcome.level() == Level.CYCLE && outcome.isFeasible()) {
                cycles.put(outcome.point(), outcome);
            }
        }
        List<Outcome[]> pairs = new ArrayList<>();
        for (Outcome outcome : facts.study().outcomes()) {
            if (outcome.level() == Level.BOUND && outcome.isFeasible() && cycles.containsKey(outcome.point())) {
                pairs.add(new Outcome[] {outcome, cycles.get(outcome.point())});
            }
        }
        Set<Long> onFront = front.designs().stream().map(Outcome::point).collect(Collectors.toCollection(HashSet::new));
        List<Chart> charts = new ArrayList<>();
        for (String objective : facts.study().space().objectives()) {
            List<Outcome[]> valid = pairs.stream()
                    .filter(pair -> Double.isFinite(facts.value(pair[0], objective))
                            && Double.isFinite(facts.value(pair[1], objective)))
                    .toList();
            boolean isSame =
                    valid.stream().allMatch(pair -> facts.value(pair[0], objective) == facts.value(pair[1], objective));
            if (!isSame) {
                charts.add(chart(facts, objective, valid, onFront));
            }
        }
        return charts;
    }

    private static Chart chart(Facts facts, String objective, List<Outcome[]> pairs, Set<Long> onFront) {
        List<ScatterChart.Dot> members = new ArrayList<>();
        List<ScatterChart.Dot> others = new ArrayList<>();
        for (Outcome[] pair : pairs) {
            ScatterChart.Dot dot = new ScatterChart.Dot(
                    facts.value(pair[0], objective), facts.value(pair[1], objective), "point " + pair[0].point());
            (onFront.contains(pair[0].point()) ? members : others).add(dot);
        }
        List<Double> values = Stream.concat(members.stream(), others.stream())
                .flatMap(dot -> Stream.of(dot.x(), dot.y()))
                .toList();
        double least = values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double most = values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        Axis axis = Figure.axis(objective, values);
        double rho = facts.study().rankCorrelation().getOrDefault(objective, Double.NaN);
        return new ScatterChart(
                Heading.half(
                        "fidelity_" + objective, title(objective, rho), pairs.size() + " designs that both have seen"),
                new Axis(axis.label() + " in closed form", axis.unit(), axis.kind()),
                new Axis(axis.label() + " in the cycle model", axis.unit(), axis.kind()),
                List.of(
                        new ScatterChart.Group("others", Palette.GREY, others),
                        new ScatterChart.Group("on the front", Palette.BLUE, members)),
                List.of(new ScatterChart.Dot(least, least, ""), new ScatterChart.Dot(most, most, "")),
                ScatterChart.FrontStyle.LINE,
                "both alike");
    }

    private static String title(String objective, double rho) {
        if (Double.isNaN(rho)) {
            return "Too few designs to compare the order by " + Figure.label(objective);
        }
        return String.format(
                Locale.ROOT,
                "The order by %s %s (rank correlation %.2f)",
                Figure.label(objective),
                rho >= Doubts.LEAST_CORRELATION ? "survives the cycle model" : "does not survive the cycle model",
                rho);
    }

    /** Whether any design has been through the cycle model. */
    static boolean hasCycles(Study study) {
        return study.outcomes().stream().anyMatch(outcome -> outcome.level() == Level.CYCLE);
    }
}
