package tessera.cli.gna;

import java.util.ArrayList;
import java.util.List;
import tessera.models.gna.DynamicTiles;
import tessera.models.gna.GnaAxis;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.GnaResult;
import tessera.models.gna.GnaTotals;
import tessera.models.gna.StaticTiles;
import tessera.models.gna.TileHistogram;
import tessera.viz.table.Column;
import tessera.viz.table.Table;
import tessera.viz.table.TableText;

/** One result as a person reads it: the counts, which speedup bounds what, where the work is, a map of each axis. */
final class GnaText {
    private static final int SHOWN_HISTOGRAM_ENTRIES = 6;

    private final GnaResult result;
    private final GnaProblem problem;
    private final GnaTotals totals;

    private GnaText(GnaResult result) {
        this.result = result;
        this.problem = result.problem();
        this.totals = result.totals();
    }

    static String of(GnaResult result) {
        GnaText text = new GnaText(result);
        return text.heading() + "\n" + text.totalsTable() + "\n" + text.tilesTable() + "\n" + text.bounds()
                + text.distribution() + AxisMaps.of(result.problem());
    }

    private String heading() {
        return "layout " + GnaRows.perAxis(problem, GnaAxis::length) + ", window "
                + GnaRows.perAxis(problem, GnaAxis::window) + ", stride " + GnaRows.perAxis(problem, GnaAxis::stride)
                + ", dilation " + GnaRows.perAxis(problem, GnaAxis::dilation) + ", causal " + GnaRows.causal(problem)
                + "\nquery tile " + problem.queryTile() + " ("
                + problem.queryTile().size() + " tokens), KV tile "
                + problem.kvTile() + " (" + problem.kvTile().size() + " tokens), "
                + problem.tiling().label() + "\n";
    }

    private String totalsTable() {
        double density = 1 / totals.flopSpeedup();
        return aligned(
                List.of("count", "value", "meaning"),
                List.of(
                        List.of("tokens", totals.tokens(), ""),
                        List.of("attended pairs", totals.attendedPairs(), percent(density) + " of all pairs"),
                        List.of("flop_speedup", totals.flopSpeedup(), "tokens² / attended pairs: the mask alone"),
                        List.of("query tiles", totals.queryTiles(), totals.launchedQueryTiles() + " launched"),
                        List.of(
                                "dense tile pairs",
                                totals.denseTilePairs(),
                                totals.denseQueryTiles() + " query tiles x " + totals.denseKvTiles() + " KV tiles")));
    }

    private String tilesTable() {
        List<String> header = new ArrayList<>(List.of("KV tiling"));
        List<List<Object>> rows = new ArrayList<>();
        for (String name : List.of(
                "visited tile pairs",
                "  full",
                "  cut at the border, nothing masked",
                "  partial: need the fine mask",
                "most KV tiles of a query tile",
                "worst_case_speedup",
                "mean_speedup",
                "waste",
                "perfectly block-sparse")) {
            rows.add(new ArrayList<>(List.of(name)));
        }
        if (result.hasStatic()) {
            header.add("static");
            StaticTiles tiles = result.staticTiles();
            addCells(
                    rows, tiles.visitedTilePairs(), tiles.full(), tiles.padOnly(), tiles.partial(), tiles.maxKvTiles());
            addRatios(rows, tiles.worstCaseSpeedup(), tiles.meanSpeedup(), tiles.waste());
            rows.get(8).add(tiles.isPerfectlyBlockSparse());
        }
        if (result.hasDynamic()) {
            header.add("dynamic");
            DynamicTiles tiles = result.dynamicTiles();
            DynamicTiles.Boxes boxes = tiles instanceof DynamicTiles.Boxes b ? b : null;
            addCells(
                    rows,
                    tiles.visitedTilePairs(),
                    boxes == null ? null : boxes.full(),
                    boxes == null ? null : boxes.truncatedOnly(),
                    boxes == null ? null : boxes.partial(),
                    tiles.maxKvTiles());
            addRatios(rows, tiles.worstCaseSpeedup(), tiles.meanSpeedup(), tiles.waste());
            rows.get(8).add(boxes == null ? null : boxes.isPerfectlyBlockSparse());
        }
        return aligned(header, rows);
    }

    private static void addCells(List<List<Object>> rows, Object... cells) {
        for (int i = 0; i < cells.length; i++) {
            rows.get(i).add(cells[i]);
        }
    }

    private static void addRatios(List<List<Object>> rows, double worstCase, double mean, double waste) {
        rows.get(5).add(worstCase);
        rows.get(6).add(mean);
        rows.get(7).add(percent(waste));
    }

    private String bounds() {
        return "worst_case_speedup (dense KV tiles / most KV tiles of a query tile) bounds a single wave, that is latency:\n"
                + "the longest query tile decides. mean_speedup (dense tile pairs / visited) bounds throughput over many\n"
                + "waves: the work decides, and the worst case is no bound there.\n\n";
    }

    private String distribution() {
        if (!result.hasStatic()) {
            return "";
        }
        StaticTiles tiles = result.staticTiles();
        String skipped = percent(1 - tiles.visitedTilePairs() / (double) totals.denseTilePairs());
        StringBuilder text = new StringBuilder("Tile map, static KV tiling: ")
                .append(tiles.visitedTilePairs() >= totals.denseTilePairs() ? "none" : skipped)
                .append(" of the dense tile pairs skipped; of those visited ")
                .append(percent(tiles.full() / (double) tiles.visitedTilePairs()))
                .append(" full, ")
                .append(percent(tiles.partial() / (double) tiles.visitedTilePairs()))
                .append(" partial.\n");
        text.append(entries(tiles.kvTilesHistogram()));
        return text.toString();
    }

    /** {@code 81 (8), …, 275 (24)}: the first and the last entries; empty when there is no histogram. */
    private static String entries(TileHistogram histogram) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < histogram.size(); i++) {
            if (i >= SHOWN_HISTOGRAM_ENTRIES && i < histogram.size() - SHOWN_HISTOGRAM_ENTRIES) {
                text.append(i == SHOWN_HISTOGRAM_ENTRIES ? ", …" : "");
                continue;
            }
            text.append(i == 0 ? "KV tiles per query tile (and how many query tiles): " : ", ");
            text.append(histogram.kvTiles(i))
                    .append(" (")
                    .append(histogram.count(i))
                    .append(')');
        }
        return text.isEmpty() ? "" : text.append('\n').toString();
    }

    private static String aligned(List<String> headers, List<List<Object>> rows) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < headers.size(); i++) {
            columns.add(Column.of("c" + i, headers.get(i)));
        }
        return TableText.aligned(new Table("gna", "", columns, rows));
    }

    private static String percent(double share) {
        return TableText.readable(100 * share) + " %";
    }
}
