package tessera.viz.report;

import java.util.ArrayList;
import java.util.List;
import tessera.viz.table.Column;
import tessera.viz.table.Table;

/** A page such as {@code tessera report} makes, with example numbers. */
final class ExampleReport {
    private ExampleReport() {}

    static ReportPage page() {
        return new ReportPage(
                "Attention on SpAtten and on GPU tiles",
                "One captured trace on the SpAtten preset with and without cascade pruning, and three GNA use cases on their published tiles. Example numbers.",
                List.of(
                        new Answer(
                                "What does cascade pruning buy?",
                                "2.4× fewer cycles",
                                "and 52 % less DRAM traffic, with 45 % of the tokens and 8 of 12 heads left in the last layer.",
                                Tone.PLAIN,
                                "pruning"),
                        new Answer(
                                "What is the upper bound of these GNA problems?",
                                "6.1× of 10.2×",
                                "FLUX 4K at stride 1; tile quantisation takes the rest. Stride 16x16 gives all of it.",
                                Tone.PLAIN,
                                "gna"),
                        new Answer(
                                "Does the RTL agree?",
                                "57 of 57 cases",
                                "The zero eliminator under Verilator gives the golden function's answer in the cycle model's cycles.",
                                Tone.GOOD,
                                "rtl")),
                List.of(
                        new ReportPage.Fact("trace", "sample:minilm-constitution"),
                        new ReportPage.Fact(
                                "SHA-256", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
                        new ReportPage.Fact("machine", "spatten"),
                        new ReportPage.Fact("seed", "1"),
                        new ReportPage.Fact("Tessera", "0.1.0")),
                List.of(pruning(), gna(), bounds(), rtl(), reproduce()),
                List.of(
                        "The DRAM is a fixed latency and bandwidth, not yet banks and rows.",
                        "GPU bounds count tiles; they leave out launch, memory and permutation."));
    }

    private static Section pruning() {
        return Section.of(
                "pruning",
                "What cascade pruning buys",
                Block.text(
                        "Tokens and heads whose accumulated importance is low are dropped for good, so each layer is cheaper than the one before. `token_keep_ratio` is 0.85 per layer."),
                Block.charts(
                        ExampleCharts.tokens(), ExampleCharts.heads(), ExampleCharts.cycles(), ExampleCharts.dram()),
                Block.charts(
                        ExampleCharts.shares(),
                        ExampleCharts.headMap(),
                        ExampleCharts.columns(),
                        ExampleCharts.smallMap(),
                        ExampleCharts.front()),
                Block.table(layers()));
    }

    private static Table layers() {
        List<List<Object>> rows = new ArrayList<>();
        for (int layer = 0; layer < 6; layer++) {
            rows.add(List.of(
                    layer,
                    256L - 28L * layer,
                    12L - layer,
                    52224L - 7000L * layer,
                    0.4321 * (layer + 1),
                    layer % 2 == 0));
        }
        return new Table(
                "layers",
                "Each layer with cascade pruning",
                List.of(
                        Column.of("layer", "layer"),
                        Column.of("tokens", "tokens"),
                        Column.of("heads", "heads"),
                        new Column(
                                "cycles",
                                "simulated",
                                "cycles",
                                "cycles from the first fetch of the layer to its last output"),
                        new Column("dram_read_bytes", "DRAM read", "MiB", "bytes read from DRAM, whole bursts"),
                        Column.of("is_exact", "equals golden")),
                rows);
    }

    private static Section gna() {
        return Section.of(
                "gna",
                "Where the GNA speedup goes",
                Block.charts(ExampleCharts.flux(), ExampleCharts.hunyuan()),
                Block.note(
                        Tone.CAUTION,
                        "The worst query tile bounds a single wave; with many waves the mean is the bound."),
                Block.charts(ExampleCharts.fluxMap()),
                Block.charts(ExampleCharts.hunyuanMap()));
    }

    private static Section bounds() {
        return Section.of(
                "bounds",
                "Every row between its bounds",
                Block.charts(ExampleCharts.sandwich()),
                Block.charts(ExampleCharts.manyRows()),
                Block.table(manyRows()));
    }

    private static Table manyRows() {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < 72; i++) {
            rows.add(List.of("layer " + i / 12 + " head " + i % 12, 2000L + 13L * i, 2300L + 17L * i, 7000L + 40L * i));
        }
        return new Table(
                "rows",
                "Bounds of all rows",
                List.of(
                        Column.of("row", "row"),
                        Column.of("lower_bound_cycles", "lower bound", "cycles"),
                        Column.of("simulated_cycles", "simulated", "cycles"),
                        Column.of("serial_cycles", "serial", "cycles")),
                rows);
    }

    private static Section rtl() {
        return Section.of(
                "rtl",
                "Does the RTL agree",
                Block.note(Tone.GOOD, "57 of 57 cases agree in answer and in cycles."),
                Block.text("The block is generated from its parameter record and run under Verilator."));
    }

    private static Section reproduce() {
        return Section.of(
                "reproduce",
                "Do it again",
                Block.commands("Everything on this page comes from", "./tessera report --out out/report"),
                Block.commands(
                        "One GNA problem alone",
                        "./tessera gna --layout 256x256 --window 80x80 --stride 16x16 --query-tile 16x16 --kv-tile 16x8"));
    }
}
