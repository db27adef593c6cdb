package tessera.models.gna.io;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import tessera.models.gna.DynamicTiles;
import tessera.models.gna.GnaAxis;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.GnaResult;
import tessera.models.gna.GnaTotals;
import tessera.models.gna.StaticTiles;
import tessera.models.gna.TileHistogram;
import tessera.models.gna.TileShape;

/** Writes problems and results as JSON objects with the field names that scripts rely on (docs/gna.md). */
public final class GnaResultWriter {
    private static final SerializableString PROBLEM = new SerializedString("problem");
    private static final SerializableString LAYOUT = new SerializedString("layout");
    private static final SerializableString WINDOW = new SerializedString("window");
    private static final SerializableString STRIDE = new SerializedString("stride");
    private static final SerializableString DILATION = new SerializedString("dilation");
    private static final SerializableString CAUSAL = new SerializedString("causal");
    private static final SerializableString QUERY_TILE = new SerializedString("query_tile");
    private static final SerializableString KV_TILE = new SerializedString("kv_tile");
    private static final SerializableString TILING = new SerializedString("tiling");
    private static final SerializableString TOKENS = new SerializedString("tokens");
    private static final SerializableString ATTENDED_PAIRS = new SerializedString("attended_pairs");
    private static final SerializableString FLOP_SPEEDUP = new SerializedString("flop_speedup");
    private static final SerializableString QUERY_TILES = new SerializedString("query_tiles");
    private static final SerializableString LAUNCHED = new SerializedString("launched_query_tiles");
    private static final SerializableString DENSE_QUERY_TILES = new SerializedString("dense_query_tiles");
    private static final SerializableString DENSE_KV_TILES = new SerializedString("dense_kv_tiles");
    private static final SerializableString DENSE_TILE_PAIRS = new SerializedString("dense_tile_pairs");
    private static final SerializableString STATIC = new SerializedString("static");
    private static final SerializableString DYNAMIC = new SerializedString("dynamic");
    private static final SerializableString VISITED = new SerializedString("visited_tile_pairs");
    private static final SerializableString RANGE_VISITED = new SerializedString("range_visited_tile_pairs");
    private static final SerializableString FULL = new SerializedString("full");
    private static final SerializableString PAD_ONLY = new SerializedString("pad_only");
    private static final SerializableString TRUNCATED_ONLY = new SerializedString("truncated_only");
    private static final SerializableString PARTIAL = new SerializedString("partial");
    private static final SerializableString MIN_KV_TILES = new SerializedString("min_kv_tiles");
    private static final SerializableString MAX_KV_TILES = new SerializedString("max_kv_tiles");
    private static final SerializableString HISTOGRAM = new SerializedString("kv_tiles_histogram");
    private static final SerializableString WORST_CASE = new SerializedString("worst_case_speedup");
    private static final SerializableString MEAN = new SerializedString("mean_speedup");
    private static final SerializableString WASTE = new SerializedString("waste");
    private static final SerializableString PERFECT = new SerializedString("perfectly_block_sparse");
    private static final SerializableString MASK_FREE = new SerializedString("mask_free");

    private GnaResultWriter() {}

    /** One result object. */
    public static void write(JsonGenerator json, GnaResult result) throws IOException {
        json.writeStartObject();
        writeFields(json, result);
        json.writeEndObject();
    }

    /** The fields of a result, inside an object that the caller opened and closes. */
    public static void writeFields(JsonGenerator json, GnaResult result) throws IOException {
        json.writeFieldName(PROBLEM);
        writeProblem(json, result.problem());
        writeTotals(json, result.totals());
        if (result.hasStatic()) {
            json.writeFieldName(STATIC);
            writeStatic(json, result.staticTiles());
        }
        if (result.hasDynamic()) {
            json.writeFieldName(DYNAMIC);
            writeDynamic(json, result.dynamicTiles());
        }
    }

    /** One problem object, in the form that a problem file holds, nothing left out. */
    public static void writeProblem(JsonGenerator json, GnaProblem problem) throws IOException {
        json.writeStartObject();
        json.writeFieldName(LAYOUT);
        writePerAxis(json, problem, GnaAxis::length);
        json.writeFieldName(WINDOW);
        writePerAxis(json, problem, GnaAxis::window);
        json.writeFieldName(STRIDE);
        writePerAxis(json, problem, GnaAxis::stride);
        json.writeFieldName(DILATION);
        writePerAxis(json, problem, GnaAxis::dilation);
        json.writeFieldName(CAUSAL);
        json.writeStartArray();
        for (int axis = 0; axis < problem.rank(); axis++) {
            json.writeBoolean(problem.axes().get(axis).isCausal());
        }
        json.writeEndArray();
        json.writeFieldName(QUERY_TILE);
        writeShape(json, problem.queryTile());
        json.writeFieldName(KV_TILE);
        writeShape(json, problem.kvTile());
        json.writeFieldName(TILING);
        json.writeString(problem.tiling().label());
        json.writeEndObject();
    }

    private static void writeTotals(JsonGenerator json, GnaTotals totals) throws IOException {
        number(json, TOKENS, totals.tokens());
        number(json, ATTENDED_PAIRS, totals.attendedPairs());
        number(json, FLOP_SPEEDUP, totals.flopSpeedup());
        number(json, QUERY_TILES, totals.queryTiles());
        number(json, LAUNCHED, totals.launchedQueryTiles());
        number(json, DENSE_QUERY_TILES, totals.denseQueryTiles());
        number(json, DENSE_KV_TILES, totals.denseKvTiles());
        number(json, DENSE_TILE_PAIRS, totals.denseTilePairs());
    }

    private static void writeStatic(JsonGenerator json, StaticTiles tiles) throws IOException {
        json.writeStartObject();
        number(json, VISITED, tiles.visitedTilePairs());
        number(json, RANGE_VISITED, tiles.rangeVisitedTilePairs());
        number(json, FULL, tiles.full());
        number(json, PAD_ONLY, tiles.padOnly());
        number(json, PARTIAL, tiles.partial());
        number(json, MIN_KV_TILES, tiles.minKvTiles());
        number(json, MAX_KV_TILES, tiles.maxKvTiles());
        if (tiles.kvTilesHistogram().size() > 0) {
            json.writeFieldName(HISTOGRAM);
            writeHistogram(json, tiles.kvTilesHistogram());
        }
        number(json, WORST_CASE, tiles.worstCaseSpeedup());
        number(json, MEAN, tiles.meanSpeedup());
        number(json, WASTE, tiles.waste());
        flag(json, PERFECT, tiles.isPerfectlyBlockSparse());
        flag(json, MASK_FREE, tiles.isMaskFree());
        json.writeEndObject();
    }

    private static void writeDynamic(JsonGenerator json, DynamicTiles tiles) throws IOException {
        json.writeStartObject();
        number(json, VISITED, tiles.visitedTilePairs());
        if (tiles instanceof DynamicTiles.Boxes boxes) {
            number(json, FULL, boxes.full());
            number(json, TRUNCATED_ONLY, boxes.truncatedOnly());
            number(json, PARTIAL, boxes.partial());
            number(json, MIN_KV_TILES, boxes.minKvTiles());
        }
        number(json, MAX_KV_TILES, tiles.maxKvTiles());
        number(json, WORST_CASE, tiles.worstCaseSpeedup());
        number(json, MEAN, tiles.meanSpeedup());
        number(json, WASTE, tiles.waste());
        if (tiles instanceof DynamicTiles.Boxes boxes) {
            flag(json, PERFECT, boxes.isPerfectlyBlockSparse());
            flag(json, MASK_FREE, boxes.isMaskFree());
        }
        json.writeEndObject();
    }

    private static void writeHistogram(JsonGenerator json, TileHistogram histogram) throws IOException {
        json.writeStartObject();
        for (int i = 0; i < histogram.size(); i++) {
            json.writeFieldId(histogram.kvTiles(i));
            json.writeNumber(histogram.count(i));
        }
        json.writeEndObject();
    }

    private interface AxisNumber {
        int of(GnaAxis axis);
    }

    private static void writePerAxis(JsonGenerator json, GnaProblem problem, AxisNumber number) throws IOException {
        json.writeStartArray();
        for (int axis = 0; axis < problem.rank(); axis++) {
            json.writeNumber(number.of(problem.axes().get(axis)));
        }
        json.writeEndArray();
    }

    /** The extents as a list. */
    public static void writeShape(JsonGenerator json, TileShape shape) throws IOException {
        json.writeStartArray();
        for (int axis = 0; axis < shape.rank(); axis++) {
            json.writeNumber(shape.extent(axis));
        }
        json.writeEndArray();
    }

    private static void number(JsonGenerator json, SerializableString key, long value) throws IOException {
        json.writeFieldName(key);
        json.writeNumber(value);
    }

    private static void number(JsonGenerator json, SerializableString key, double value) throws IOException {
        json.writeFieldName(key);
        json.writeNumber(value);
    }

    private static void flag(JsonGenerator json, SerializableString key, boolean value) throws IOException {
        json.writeFieldName(key);
        json.writeBoolean(value);
    }
}
