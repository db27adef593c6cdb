package tessera.models.gna.io;

import java.util.function.ToIntFunction;
import tessera.models.gna.DynamicTiles;
import tessera.models.gna.GnaAxis;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.GnaResult;
import tessera.models.gna.GnaTotals;
import tessera.models.gna.GnaWork;
import tessera.models.gna.StaticTiles;
import tessera.models.gna.TileHistogram;
import tessera.models.gna.TileShape;

/** Problems and results as JSON objects with the field names that scripts rely on (docs/gna.md). */
public final class GnaResultWriter {
    private GnaResultWriter() {}

    /** One result object. */
    public static String json(GnaResult result) {
        JsonText json = new JsonText();
        write(json, result);
        return json.toString();
    }

    /** One result object with the work of an attention layer: a last member {@code "work": {…}}. */
    public static String json(GnaResult result, GnaWork work) {
        JsonText json = new JsonText().raw("{");
        writeMembers(json, result);
        json.raw(",\"work\":{\"heads\":").number(work.headCount());
        json.raw(",\"head_dim\":").number(work.headDim());
        json.raw(",\"ctas\":").number(work.ctaCount());
        json.raw(",\"useful_flops\":").number(work.usefulFlops());
        if (result.hasStatic()) {
            json.raw(",\"static_flops\":").number(work.staticFlops());
        }
        if (result.hasDynamic()) {
            json.raw(",\"dynamic_flops\":").number(work.dynamicFlops());
        }
        return json.raw("}}").toString();
    }

    /** One problem object, in the form that a problem file holds, nothing left out. */
    public static String json(GnaProblem problem) {
        JsonText json = new JsonText();
        write(json, problem);
        return json.toString();
    }

    static void write(JsonText json, GnaResult result) {
        json.raw("{");
        writeMembers(json, result);
        json.raw("}");
    }

    /** With a last member {@code "gpu": …}, unless that is empty. */
    static void write(JsonText json, GnaResult result, String gpu) {
        json.raw("{");
        writeMembers(json, result);
        json.raw(gpu.isEmpty() ? "" : ",\"gpu\":").raw(gpu).raw("}");
    }

    /** What stands in the place of a result that there is none of: {@code {"error": {"line": n, "message": …}}}. */
    static void writeError(JsonText json, long line, String message) {
        json.raw("{\"error\":{\"line\":")
                .number(line)
                .raw(",\"message\":")
                .string(message)
                .raw("}}");
    }

    private static void writeMembers(JsonText json, GnaResult result) {
        json.raw("\"problem\":");
        write(json, result.problem());
        writeTotals(json, result.totals());
        if (result.hasStatic()) {
            writeStatic(json, result.staticTiles());
        }
        if (result.hasDynamic()) {
            writeDynamic(json, result.dynamicTiles());
        }
    }

    private static void write(JsonText json, GnaProblem problem) {
        perAxis(json.raw("{\"layout\":["), problem, GnaAxis::length);
        perAxis(json.raw("],\"window\":["), problem, GnaAxis::window);
        perAxis(json.raw("],\"stride\":["), problem, GnaAxis::stride);
        perAxis(json.raw("],\"dilation\":["), problem, GnaAxis::dilation);
        json.raw("],\"causal\":[");
        for (int axis = 0; axis < problem.rank(); axis++) {
            json.raw(axis == 0 ? "" : ",").flag(problem.axes().get(axis).isCausal());
        }
        extents(json.raw("],\"query_tile\":["), problem.queryTile());
        extents(json.raw("],\"kv_tile\":["), problem.kvTile());
        json.raw("],\"tiling\":\"").raw(problem.tiling().label()).raw("\"}");
    }

    private static void perAxis(JsonText json, GnaProblem problem, ToIntFunction<GnaAxis> number) {
        for (int axis = 0; axis < problem.rank(); axis++) {
            json.raw(axis == 0 ? "" : ",")
                    .number(number.applyAsInt(problem.axes().get(axis)));
        }
    }

    private static void extents(JsonText json, TileShape shape) {
        for (int axis = 0; axis < shape.rank(); axis++) {
            json.raw(axis == 0 ? "" : ",").number(shape.extent(axis));
        }
    }

    private static void writeTotals(JsonText json, GnaTotals totals) {
        json.raw(",\"tokens\":").number(totals.tokens());
        json.raw(",\"attended_pairs\":").number(totals.attendedPairs());
        json.raw(",\"flop_speedup\":").number(totals.flopSpeedup());
        json.raw(",\"query_tiles\":").number(totals.queryTiles());
        json.raw(",\"launched_query_tiles\":").number(totals.launchedQueryTiles());
        json.raw(",\"dense_query_tiles\":").number(totals.denseQueryTiles());
        json.raw(",\"dense_kv_tiles\":").number(totals.denseKvTiles());
        json.raw(",\"dense_tile_pairs\":").number(totals.denseTilePairs());
    }

    private static void writeStatic(JsonText json, StaticTiles tiles) {
        json.raw(",\"static\":{\"visited_tile_pairs\":").number(tiles.visitedTilePairs());
        json.raw(",\"range_visited_tile_pairs\":").number(tiles.rangeVisitedTilePairs());
        json.raw(",\"full\":").number(tiles.full());
        json.raw(",\"pad_only\":").number(tiles.padOnly());
        json.raw(",\"partial\":").number(tiles.partial());
        json.raw(",\"min_kv_tiles\":").number(tiles.minKvTiles());
        json.raw(",\"max_kv_tiles\":").number(tiles.maxKvTiles());
        TileHistogram histogram = tiles.kvTilesHistogram();
        if (histogram.size() > 0) {
            json.raw(",\"kv_tiles_histogram\":");
            for (int i = 0; i < histogram.size(); i++) {
                json.raw(i == 0 ? "{\"" : ",\"").number(histogram.kvTiles(i));
                json.raw("\":").number(histogram.count(i));
            }
            json.raw("}");
        }
        writeRatios(json, tiles.worstCaseSpeedup(), tiles.meanSpeedup(), tiles.waste());
        json.raw(",\"perfectly_block_sparse\":").flag(tiles.isPerfectlyBlockSparse());
        json.raw(",\"mask_free\":").flag(tiles.isMaskFree()).raw("}");
    }

    private static void writeDynamic(JsonText json, DynamicTiles tiles) {
        json.raw(",\"dynamic\":{\"visited_tile_pairs\":").number(tiles.visitedTilePairs());
        if (tiles instanceof DynamicTiles.Boxes boxes) {
            json.raw(",\"full\":").number(boxes.full());
            json.raw(",\"truncated_only\":").number(boxes.truncatedOnly());
            json.raw(",\"partial\":").number(boxes.partial());
            json.raw(",\"min_kv_tiles\":").number(boxes.minKvTiles());
        }
        json.raw(",\"max_kv_tiles\":").number(tiles.maxKvTiles());
        writeRatios(json, tiles.worstCaseSpeedup(), tiles.meanSpeedup(), tiles.waste());
        if (tiles instanceof DynamicTiles.Boxes boxes) {
            json.raw(",\"perfectly_block_sparse\":").flag(boxes.isPerfectlyBlockSparse());
            json.raw(",\"mask_free\":").flag(boxes.isMaskFree());
        }
        json.raw("}");
    }

    private static void writeRatios(JsonText json, double worstCase, double mean, double waste) {
        json.raw(",\"worst_case_speedup\":").number(worstCase);
        json.raw(",\"mean_speedup\":").number(mean);
        json.raw(",\"waste\":").number(waste);
    }
}
