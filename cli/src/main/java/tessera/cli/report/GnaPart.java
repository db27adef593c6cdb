package tessera.cli.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tessera.models.gna.GnaAnalysis;
import tessera.models.gna.GnaResult;
import tessera.models.gna.StaticTiles;
import tessera.sim.gpu.GpuEstimate;
import tessera.sim.gpu.GpuEstimator;
import tessera.viz.report.Answer;
import tessera.viz.report.Block;
import tessera.viz.report.Section;
import tessera.viz.report.Tone;
import tessera.viz.table.Column;
import tessera.viz.table.Table;

/** What is the upper bound of these GNA problems, and where does the rest go? */
final class GnaPart implements ReportPart {
    @Override
    public String name() {
        return "gna";
    }

    @Override
    public Finding find(ReportInput input) {
        input.progress().accept("counting the tiles of " + GnaCase.rows().size() + " GNA problems");
        List<GnaResult> results = new ArrayList<>();
        for (int[] row : GnaCase.rows()) {
            results.add(GnaAnalysis.analyze(GnaCase.ALL.get(row[0]).problem(row[1])));
        }
        input.progress().accept("predicting their time on " + GnaCase.GPU);
        GpuEstimator estimator = new GpuEstimator();
        List<GpuEstimate> estimates = new ArrayList<>();
        for (int[] row : GnaCase.rows()) {
            GnaCase useCase = GnaCase.ALL.get(row[0]);
            estimates.add(estimator.estimate(useCase.query(), useCase.problem(row[1])));
        }
        return new Finding(
                answer(results, estimates),
                List.of(),
                section(results, estimates, estimator),
                json(results, estimates),
                Map.of(),
                false);
    }

    private static Answer answer(List<GnaResult> results, List<GpuEstimate> estimates) {
        GnaCase last = GnaCase.ALL.get(GnaCase.ALL.size() - 1);
        GnaResult plain = results.get(results.size() - last.strides().length);
        GnaResult strided = results.get(results.size() - 1);
        return new Answer(
                "What is the upper bound of these GNA problems, and where does the rest go?",
                text(
                        "%.1f of %.1f×",
                        plain.staticTiles().meanSpeedup(), plain.totals().flopSpeedup()),
                text(
                        "is left of the FLOP-wise speedup of %s at stride 1 once whole tiles are computed, and %.1f× in its"
                                + " longest query tile; masks and permutation leave %.1f× on a B200, as predicted. Stride"
                                + " %s gives all %.1f× back, with no mask to compute: %.1f× predicted.",
                        last.model(),
                        plain.staticTiles().worstCaseSpeedup(),
                        estimates.get(results.size() - last.strides().length).speedupWithPermute(),
                        GnaCase.times(last.strides()[last.strides().length - 1]),
                        strided.staticTiles().worstCaseSpeedup(),
                        estimates.get(results.size() - 1).speedupWithPermute()),
                Tone.PLAIN,
                "gna");
    }

    private static Section section(List<GnaResult> results, List<GpuEstimate> estimates, GpuEstimator estimator) {
        int flux = results.size() - 3;
        return Section.of(
                "gna",
                "Where the GNA speedup goes",
                Block.text("FLOP-wise speedup counts attended pairs. A kernel computes whole tiles: `mean_speedup` is"
                        + " dense over visited tile pairs, a bound when many waves of CTAs average out;"
                        + " `worst_case_speedup` takes the query tile that visits the most KV tiles, a bound when all"
                        + " CTAs run in one wave. Both are exact counts under static KV tiling, and both leave out the"
                        + " price of masking inside partial tiles, of launching, and of memory."),
                Block.charts(
                        GnaCharts.waterfall(GnaCase.ALL.get(0), 0, results.get(0)),
                        GnaCharts.waterfall(GnaCase.ALL.get(2), 0, results.get(4)),
                        GnaCharts.waterfall(GnaCase.ALL.get(4), 0, results.get(flux)),
                        GnaCharts.waterfall(GnaCase.ALL.get(4), 2, results.get(flux + 2))),
                Block.charts(GnaCharts.bounds(results)),
                Block.text(
                        "A model of the GPU's threadblocks says where the time of a kernel goes: tiles, the masks in partial"
                                + " tiles, waves, memory, power, and the permutation of tokens around it. The steps add up to the"
                                + " predicted time (`tessera gna … --gpu " + GnaCase.GPU + "`)."),
                Block.charts(
                        GnaCharts.time(GnaCase.ALL.get(0), 0, estimator),
                        GnaCharts.time(GnaCase.ALL.get(0), 1, estimator),
                        GnaCharts.time(GnaCase.ALL.get(4), 0, estimator),
                        GnaCharts.time(GnaCase.ALL.get(4), 2, estimator)),
                Block.charts(
                        GnaCharts.tileMap(GnaCase.ALL.get(4), 0, results.get(flux)),
                        GnaCharts.tileMap(GnaCase.ALL.get(4), 2, results.get(flux + 2)),
                        GnaCharts.tileMap(GnaCase.ALL.get(0), 0, results.get(0))),
                Block.table(table(results, estimates)),
                Block.note(
                        Tone.PLAIN,
                        "Measured: end-to-end speedups on a B200 that the GNA paper (arXiv 2504.16922) published. End to"
                                + " end follows from the speedup of attention by Amdahl's law with the published share of"
                                + " attention. What is missing between the worst-case column and the measured one is the"
                                + " cost of masks, permutation and launches, which tile counts do not see; the predicted"
                                + " column has them. The GPU model was calibrated on single kernels, not on these runs."));
    }

    private static Table table(List<GnaResult> results, List<GpuEstimate> estimates) {
        List<List<Object>> rows = new ArrayList<>();
        int index = 0;
        for (int[] row : GnaCase.rows()) {
            GnaCase useCase = GnaCase.ALL.get(row[0]);
            GpuEstimate estimate = estimates.get(index);
            GnaResult result = results.get(index++);
            StaticTiles tiles = result.staticTiles();
            double measured = useCase.measured()[row[1]];
            rows.add(Arrays.asList(
                    useCase.model(),
                    GnaCase.times(useCase.strides()[row[1]]),
                    result.totals().flopSpeedup(),
                    tiles.meanSpeedup(),
                    tiles.worstCaseSpeedup(),
                    100.0 * tiles.partial() / tiles.visitedTilePairs(),
                    tiles.isPerfectlyBlockSparse(),
                    useCase.endToEnd(result.totals().flopSpeedup()),
                    useCase.endToEnd(tiles.worstCaseSpeedup()),
                    estimate.kernelUs() / 1e3,
                    estimate.totalUs() / 1e3,
                    estimate.speedupWithPermute(),
                    useCase.endToEnd(estimate.speedupWithPermute()),
                    measured == 0 ? null : measured));
        }
        return new Table("gna", "Speedup bounds over dense self attention, exact tile counts.", COLUMNS, rows);
    }

    private static final List<Column> COLUMNS = List.of(
            Column.of("use_case", "use case"),
            Column.of("stride", "stride"),
            new Column("flop_speedup", "FLOP-wise", "×", "tokens² over attended pairs"),
            new Column(
                    "mean_speedup",
                    "mean",
                    "×",
                    "dense tile pairs over visited tile pairs: bounds throughput over many waves"),
            new Column(
                    "worst_case_speedup",
                    "worst case",
                    "×",
                    "dense KV tiles over those of the longest query tile: bounds a single wave"),
            new Column(
                    "partial_percent",
                    "masked tiles",
                    "%",
                    "share of visited tile pairs that need the fine-grained mask"),
            new Column("perfectly_block_sparse", "block-sparse", "", "no partial and no padded tile"),
            new Column(
                    "end_to_end_flop_speedup",
                    "end to end, FLOP-wise",
                    "×",
                    "Amdahl's law with the published share of attention"),
            new Column(
                    "end_to_end_worst_case_speedup",
                    "end to end, worst case",
                    "×",
                    "Amdahl's law with the published share of attention"),
            new Column("kernel_ms", "kernel, B200", "ms", "predicted time of the attention kernel alone"),
            new Column("total_ms", "with permutation", "ms", "predicted time with the passes around it"),
            new Column("predicted_speedup", "predicted", "×", "dense over total, both predicted"),
            new Column(
                    "end_to_end_predicted_speedup",
                    "end to end, predicted",
                    "×",
                    "Amdahl's law with the published share of attention"),
            new Column(
                    "end_to_end_measured_speedup",
                    "measured, B200",
                    "×",
                    "published by the authors of GNA; empty where not"));

    private static List<Map<String, Object>> json(List<GnaResult> results, List<GpuEstimate> estimates) {
        List<Map<String, Object>> rows = new ArrayList<>();
        List<Map<String, Object>> records = table(results, estimates).records();
        for (int i = 0; i < results.size(); i++) {
            Map<String, Object> row = new LinkedHashMap<>(records.get(i));
            StaticTiles tiles = results.get(i).staticTiles();
            row.put("tokens", results.get(i).totals().tokens());
            row.put("attended_pairs", results.get(i).totals().attendedPairs());
            row.put("dense_tile_pairs", results.get(i).totals().denseTilePairs());
            row.put("visited_tile_pairs", tiles.visitedTilePairs());
            row.put("full", tiles.full());
            row.put("pad_only", tiles.padOnly());
            row.put("partial", tiles.partial());
            row.put("gpu", estimates.get(i).fields());
            int[] at = GnaCase.rows().get(i);
            row.put("command", GnaCase.ALL.get(at[0]).command(at[1]));
            rows.add(row);
        }
        return rows;
    }

    static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
