package tessera.viz.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tessera.viz.chart.Axis;
import tessera.viz.chart.Chart;
import tessera.viz.chart.Heading;
import tessera.viz.chart.ParallelChart;
import tessera.viz.chart.TornadoChart;
import tessera.viz.draw.Palette;

/** The charts of an exploration, with numbers that look like real ones. */
final class ExampleDesigns {
    private ExampleDesigns() {}

    static Chart tornado() {
        return new TornadoChart(
                Heading.half("tornado", "Channels move the latency most", "One parameter at a time around the knee"),
                Axis.free("latency", "cycles"),
                52_000,
                "the design",
                true,
                List.of(
                        new TornadoChart.Row("dram.channels = 16", 41_000, "64", 180_000, "2"),
                        new TornadoChart.Row("token_average_keep = 0.6", 30_000, "0.2", 66_000, "1.0"),
                        new TornadoChart.Row("lanes = 16", 51_000, "64", 58_000, "4"),
                        new TornadoChart.Row("clock = 1 GHz", 52_000, "", 52_000, "")));
    }

    static Chart parallel() {
        Random random = new Random(4);
        List<String> names = List.of(
                "lanes", "token_average_keep", "dram.channels", "multiplier_count", "latency [cycles]", "area [mm²]");
        List<ParallelChart.Coordinate> axes = new ArrayList<>();
        for (String name : names) {
            axes.add(new ParallelChart.Coordinate(name, 0, 1, "4", "64"));
        }
        List<ParallelChart.Path> paths = new ArrayList<>();
        for (int i = 0; i < 42; i++) {
            List<Double> values = new ArrayList<>();
            for (int k = 0; k < names.size(); k++) {
                values.add(i == 3 && k == 2 ? Double.NaN : random.nextInt(9) / 8.0);
            }
            boolean isStrong = i < 2;
            paths.add(new ParallelChart.Path(
                    i == 0 ? "lowest latency" : i == 1 ? "the knee" : "design " + i,
                    isStrong ? Palette.series(i) : Palette.GREY,
                    isStrong,
                    values,
                    List.of()));
        }
        return new ParallelChart(
                Heading.full("parallel", "Fast designs have many channels", "42 designs of the front"), axes, paths);
    }
}
