package tessera.cli.gna;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.sim.gpu.Waterfall;
import tessera.traces.file.OutputFiles;
import tessera.viz.chart.Axis;
import tessera.viz.chart.ChartImage;
import tessera.viz.chart.Heading;
import tessera.viz.chart.WaterfallChart;
import tessera.viz.table.Column;
import tessera.viz.table.Table;
import tessera.viz.table.TableText;

/** A waterfall as table, JSON and picture. */
public final class GpuWaterfall {
    private static final List<Column> COLUMNS = List.of(
            Column.of("step", "where the time goes"),
            Column.of("us", "adds", "µs"),
            Column.of("total_us", "so far", "µs"),
            Column.of("speedup", "speedup left", "×"),
            Column.of("explanation", "because"));

    private static final double US_PER_MS = 1e3;

    private GpuWaterfall() {}

    static String text(Waterfall waterfall) {
        List<List<Object>> rows = new ArrayList<>();
        for (Waterfall.Step step : waterfall.steps()) {
            rows.add(List.of(step.step(), step.us(), step.totalUs(), step.speedup(), step.explanation()));
        }
        return "\n" + TableText.aligned(new Table("waterfall", "", COLUMNS, rows));
    }

    static List<Map<String, Object>> json(Waterfall waterfall) {
        List<Map<String, Object>> steps = new ArrayList<>();
        for (Waterfall.Step step : waterfall.steps()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("step", step.step());
            fields.put("us", step.us());
            fields.put("total_us", step.totalUs());
            fields.put("speedup", step.speedup());
            fields.put("explanation", step.explanation());
            steps.add(fields);
        }
        return steps;
    }

    /** From the time of the FLOPs alone to the time of everything. */
    public static WaterfallChart chart(Heading heading, Waterfall waterfall) {
        List<Waterfall.Step> steps = waterfall.steps();
        Waterfall.Step first = steps.get(0);
        List<WaterfallChart.Step> changes = steps.stream()
                .skip(1)
                .map(step -> new WaterfallChart.Step(
                        step.step().replace('_', ' '), step.us() / US_PER_MS, step.explanation()))
                .toList();
        return new WaterfallChart(
                heading,
                Axis.of("time", "ms"),
                new WaterfallChart.Level("FLOPs alone", first.us() / US_PER_MS, first.explanation()),
                changes,
                new WaterfallChart.Level(
                        "predicted", waterfall.totalUs() / US_PER_MS, "kernel and the passes around it"),
                List.of());
    }

    /** {@code gna_waterfall.svg} and {@code .png}. */
    static void write(Path folder, String title, Waterfall waterfall) {
        WaterfallChart chart = chart(Heading.full("gna_waterfall", title, "predicted time of each step"), waterfall);
        OutputFiles.text(folder.resolve("gna_waterfall.svg"), ChartImage.svg(chart));
        OutputFiles.write(folder.resolve("gna_waterfall.png"), out -> out.write(ChartImage.png(chart)));
    }
}
