package tessera.cli.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import tessera.sim.spatten.CascadeLayer;
import tessera.sim.spatten.CascadeRun;
import tessera.viz.chart.Axis;
import tessera.viz.chart.BarChart;
import tessera.viz.chart.Categories;
import tessera.viz.chart.Chart;
import tessera.viz.chart.Heading;
import tessera.viz.chart.IntervalChart;
import tessera.viz.chart.Line;
import tessera.viz.chart.LineChart;
import tessera.viz.chart.Series;
import tessera.viz.draw.Ink;
import tessera.viz.draw.Palette;

/** The pictures of the cascade part; runs are decode dense, decode pruned, prefill dense, prefill pruned. */
final class CascadeCharts {
    private static final double MIB = 1024 * 1024;
    private static final String BUSY = ".working";
    private static final List<String> UNITS =
            List.of("fetcher", "query_key", "softmax", "divide", "top_k", "prob_value");

    /** One colour of the ledger's chart, and the causes in it. */
    private record Cause(String name, Ink colour, List<String> causes) {}

    private static final List<Cause> CAUSES = List.of(
            new Cause("working", Palette.BLUE, List.of("working")),
            new Cause("upstream", Palette.NOTHING, List.of("upstream")),
            new Cause("downstream", Palette.GREY, List.of("downstream")),
            new Cause("row barrier", Palette.PURPLE, List.of("row_barrier")),
            new Cause("requantisation", Palette.YELLOW, List.of("requantisation")),
            new Cause("DRAM rows", Palette.VERMILLION, List.of("row_miss", "bank_group", "faw")),
            new Cause("refresh", Palette.ORANGE, List.of("refresh")),
            new Cause("bus, queue, latency", Palette.SKY, List.of("data_bus", "queue_full", "latency")));

    private CascadeCharts() {}

    static Chart tokens(List<CascadeRun> runs) {
        CascadeLayer last = last(runs.get(1));
        int all = runs.get(0).layers().get(0).keptTokens();
        return lines(
                "tokens",
                GnaPart.text("%d of %d tokens are left in the last layer", last.keptTokens(), all),
                "tokens",
                runs,
                CascadeLayer::keptTokens);
    }

    static Chart heads(List<CascadeRun> runs) {
        CascadeLayer last = last(runs.get(1));
        int all = runs.get(0).layers().get(0).keptHeads();
        return lines(
                "heads",
                GnaPart.text("%d of %d heads are left in the last layer", last.keptHeads(), all),
                "heads",
                runs,
                CascadeLayer::keptHeads);
    }

    static Chart cycles(List<CascadeRun> runs) {
        double dense = last(runs.get(0)).cycles();
        double pruned = last(runs.get(1)).cycles();
        return columns(
                "cycles",
                slower(runs) + GnaPart.text("the last layer takes %.1f times fewer cycles", dense / pruned),
                Axis.of("cycles", ""),
                runs,
                CascadeLayer::cycles);
    }

    /** Says so when pruning costs more than it saves in some layers. */
    private static String slower(List<CascadeRun> runs) {
        List<String> layers = new ArrayList<>();
        for (int layer = 0; layer < runs.get(0).layers().size(); layer++) {
            if (runs.get(1).layers().get(layer).cycles()
                    > runs.get(0).layers().get(layer).cycles()) {
                layers.add(Integer.toString(layer));
            }
        }
        return layers.isEmpty()
                ? "With pruning, "
                : "Selection costs more than it saves in layer " + String.join(" and ", layers) + "; ";
    }

    static Chart dram(List<CascadeRun> runs) {
        double kept = (double) runs.get(1).dramReadBytes() / runs.get(0).dramReadBytes();
        return columns(
                "dram",
                GnaPart.text("DRAM traffic falls by %.0f %%", 100 * (1 - kept)),
                Axis.of("DRAM read", "MiB"),
                runs,
                layer -> layer.dramReadBytes() / MIB);
    }

    /** The sandwich of every layer of every run. */
    static Chart bounds(List<CascadeRun> runs) {
        List<IntervalChart.Row> rows = new ArrayList<>();
        double widest = 0;
        for (CascadeRun run : runs) {
            for (CascadeLayer layer : run.layers()) {
                widest = Math.max(widest, (double) layer.cycles() / layer.lowerBoundCycles());
                rows.add(new IntervalChart.Row(
                        CascadePart.word(run.phase()) + ", " + run.pattern() + ", layer " + layer.layer(),
                        layer.lowerBoundCycles(),
                        layer.cycles(),
                        layer.serialCycles()));
            }
        }
        return new IntervalChart(
                Heading.full(
                        "cascade_bounds",
                        GnaPart.text("Every layer lies within %.2f times its lower bound", widest),
                        "Cycles of each layer: lower bound, simulated, serial. " + about(runs)),
                Axis.log("cycles", ""),
                IntervalChart.Names.CYCLES,
                rows);
    }

    /** How busy each unit was in each run: the one near 100 % decides. */
    static Chart busy(List<CascadeRun> runs) {
        List<Series> series = new ArrayList<>();
        for (String unit : units(runs.get(0))) {
            series.add(new Series(
                    CascadePart.unitName(unit),
                    Palette.series(series.size()),
                    runs.stream().map(run -> busyPercent(run, unit)).toList()));
        }
        CascadeRun pruned = runs.get(1);
        String most = units(pruned).stream()
                .max(Comparator.comparingDouble(unit -> busyPercent(pruned, unit)))
                .orElseThrow();
        return new BarChart(
                Heading.full(
                        "busy",
                        GnaPart.text(
                                "With pruning, decode waits for %s: busy in %.0f %% of the cycles",
                                CascadePart.unitName(most), busyPercent(pruned, most)),
                        "Share of all cycles in which each unit worked. " + about(runs)),
                BarChart.Layout.GROUPED_ROWS,
                new Categories(
                        "",
                        runs.stream()
                                .map(run -> CascadePart.word(run.phase()) + ", " + run.pattern())
                                .toList()),
                Axis.percent("share of cycles"),
                series);
    }

    /** The stall ledger of the pruned decode run: every cycle of every unit has one cause. */
    static Chart ledger(List<CascadeRun> runs) {
        CascadeRun run = runs.get(1);
        List<Series> series = new ArrayList<>();
        for (Cause cause : CAUSES) {
            series.add(new Series(
                    cause.name(),
                    cause.colour(),
                    UNITS.stream().map(unit -> percent(run, unit, cause)).toList()));
        }
        return new BarChart(
                Heading.full(
                        "ledger",
                        GnaPart.text(
                                "Decode with pruning: prob x V waits for memory in %.0f %% of its cycles",
                                percent(run, "prob_value", CAUSES.get(5))
                                        + percent(run, "prob_value", CAUSES.get(6))
                                        + percent(run, "prob_value", CAUSES.get(7))),
                        "Every cycle of every unit is charged to one cause; a wait for data to what held the burst up. DRAM"
                                + " rows: row miss, bank group, FAW. " + about(runs)),
                BarChart.Layout.STACKED_ROWS,
                new Categories("", UNITS.stream().map(CascadePart::unitName).toList()),
                Axis.percent("share of cycles"),
                series);
    }

    private static double percent(CascadeRun run, String unit, Cause cause) {
        long cycles = 0;
        for (String each : cause.causes()) {
            cycles += run.stalls().getOrDefault(unit + "." + each, 0L);
        }
        return 100.0 * cycles / run.cycles();
    }

    private static List<String> units(CascadeRun run) {
        return run.stalls().keySet().stream()
                .filter(key -> key.endsWith(BUSY))
                .map(key -> key.substring(0, key.length() - BUSY.length()))
                .filter(UNITS::contains)
                .toList();
    }

    private static double busyPercent(CascadeRun run, String unit) {
        return 100.0 * run.stalls().get(unit + BUSY) / run.cycles();
    }

    private static Chart lines(
            String name, String title, String what, List<CascadeRun> runs, ToDoubleFunction<CascadeLayer> value) {
        return new LineChart(
                Heading.half(name, title, "Surviving " + what + " at each layer. " + about(runs)),
                Axis.free("layer", ""),
                Axis.of(what, ""),
                true,
                List.of(
                        Line.baseline("without pruning", values(runs.get(0), value)),
                        Line.main("with cascade pruning", values(runs.get(1), value))));
    }

    private static Chart columns(
            String name, String title, Axis axis, List<CascadeRun> runs, ToDoubleFunction<CascadeLayer> value) {
        return new BarChart(
                Heading.half(name, title, "Per layer, decode. " + about(runs)),
                BarChart.Layout.GROUPED_COLUMNS,
                Categories.numbered("layer", runs.get(0).layers().size()),
                axis,
                List.of(
                        Series.baseline("without pruning", values(runs.get(0), value)),
                        Series.main("with cascade pruning", values(runs.get(1), value))));
    }

    private static List<Double> values(CascadeRun run, ToDoubleFunction<CascadeLayer> value) {
        return run.layers().stream().map(value::applyAsDouble).toList();
    }

    private static CascadeLayer last(CascadeRun run) {
        return run.layers().get(run.layers().size() - 1);
    }

    private static String about(List<CascadeRun> runs) {
        return runs.get(0).trace() + " on " + runs.get(0).machine();
    }
}
