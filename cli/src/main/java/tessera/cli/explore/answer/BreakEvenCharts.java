package tessera.cli.explore.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import tessera.cli.explore.answer.BreakEvenAnswer.Crossing;
import tessera.cli.explore.answer.BreakEvenAnswer.Sample;
import tessera.viz.chart.Axis;
import tessera.viz.chart.Chart;
import tessera.viz.chart.Heading;
import tessera.viz.chart.Line;
import tessera.viz.chart.LineChart;
import tessera.viz.chart.Point;
import tessera.viz.draw.Palette;

/** Both sides of each break-even question over the values of its key, where these are numbers. */
final class BreakEvenCharts {
    private BreakEvenCharts() {}

    static List<Chart> of(Facts facts) {
        List<Chart> charts = new ArrayList<>();
        for (BreakEvenAnswer answer : facts.breakEvens()) {
            boolean areNumbers = Numbers.areAscending(
                    answer.samples().stream().map(Sample::value).toList());
            if (areNumbers && answer.samples().size() > 1) {
                charts.add(chart(answer, charts.size()));
            }
        }
        return charts;
    }

    private static Chart chart(BreakEvenAnswer answer, int number) {
        String left = answer.question().left();
        String right = answer.question().right();
        List<Sample> samples = answer.samples();
        List<Double> xs = samples.stream().map(sample -> number(sample.value())).toList();
        List<Double> ys = samples.stream()
                .flatMap(sample -> Stream.of(sample.left(), sample.right()))
                .toList();
        String unit = Numbers.unit(samples.get(0).value());
        boolean isWide = xs.get(0) > 0 && xs.get(xs.size() - 1) >= 30 * xs.get(0);
        Axis y = Figure.axis(left, ys);
        return new LineChart(
                Heading.half(
                        "break_even_" + number, title(answer), answer.question().title()),
                isWide
                        ? Axis.log(answer.question().vary(), unit)
                        : Axis.free(answer.question().vary(), unit),
                y.kind() == Axis.Kind.FREE ? Axis.of(y.label(), y.unit()) : y,
                false,
                List.of(
                        new Line(
                                right.isEmpty()
                                        ? answer.question().question().replaceFirst(".* = ", "")
                                        : Figure.label(right),
                                Palette.BASELINE,
                                points(samples, Sample::right)),
                        new Line(Figure.label(left), Palette.MAIN, points(samples, Sample::left))));
    }

    private static String title(BreakEvenAnswer answer) {
        return answer.crossings().isEmpty()
                ? "No crossing over the values of " + answer.question().vary()
                : "They cross at " + answer.question().vary() + " "
                        + String.join(
                                ", ",
                                answer.crossings().stream().map(Crossing::place).toList());
    }

    private static List<Point> points(List<Sample> samples, ToDoubleFunction<Sample> side) {
        return samples.stream()
                .map(sample -> new Point(number(sample.value()), side.applyAsDouble(sample)))
                .toList();
    }

    private static double number(String value) {
        return Numbers.of(value).getAsDouble();
    }
}
