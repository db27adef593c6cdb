package tessera.models.gna.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.Tiling;
import tessera.models.gpu.GpuCatalog;
import tessera.models.gpu.GpuQuery;
import tessera.traces.check.InputException;
import tessera.traces.check.Nearest;

/**
 * Reads a problem from one JSON object: {@code layout}, {@code window}, {@code stride}, {@code dilation},
 * {@code query_tile}, {@code kv_tile} (lists of whole numbers), {@code causal} (list of booleans), {@code tiling}.
 * Also the keys of {@link GpuFields}: {@code gpu}, {@code kernel} and so on. An unknown, duplicate or wrongly typed key is an InputException. Streams; not thread-safe.
 */
public final class GnaProblemReader {
    static final List<String> KEYS =
            List.of("layout", "window", "stride", "dilation", "causal", "query_tile", "kv_tile", "tiling");
    /** The keys of {@link GpuFields}. */
    private static final List<String> GPU_KEYS = List.of(
            "heads",
            "head_dim",
            "dtype",
            "gpu",
            "kernel",
            "schedule",
            "dense_kernel",
            "batch",
            "pass",
            "additional_kv",
            "allow_any_tile");

    private static final List<String> ALL_KEYS =
            Stream.concat(KEYS.stream(), GPU_KEYS.stream()).toList();
    /** More entries than any rank, so that the message can tell how many came. */
    private static final int MOST_ENTRIES = 64;

    private final JsonFactory factory = new JsonFactory();
    private final PlainScanner plain = new PlainScanner();
    private final ProblemFields fields = new ProblemFields();
    private final GpuCatalog catalog = new GpuCatalog();
    private final int[] numbers = new int[MOST_ENTRIES];
    private final boolean[] flags = new boolean[MOST_ENTRIES];

    /** The problem in {@code length} bytes of UTF-8 from {@code offset} on. */
    public GnaProblem read(byte[] text, int offset, int length) {
        fields.clear();
        if (!plain.scan(text, offset, length, fields)) {
            fields.clear();
            parse(text, offset, length);
        }
        fields.gpu.fillTiles(fields, catalog);
        return fields.problem();
    }

    /** What the problem read last asks about a GPU. */
    public Optional<GpuQuery> gpu() {
        return fields.gpu.query();
    }

    private void parse(byte[] text, int offset, int length) {
        try (JsonParser parser = factory.createParser(text, offset, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new InputException("expected one JSON object a line, got " + what(parser));
            }
            int seen = 0;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                int key = ALL_KEYS.indexOf(parser.currentName());
                if (key < 0) {
                    throw unknownKey(parser.currentName());
                }
                if ((seen & 1 << key) != 0) {
                    throw new InputException(
                            "key '" + ALL_KEYS.get(key) + "' comes twice, expected it once; remove one");
                }
                seen |= 1 << key;
                parser.nextToken();
                readValue(parser, ALL_KEYS.get(key));
            }
            if (parser.nextToken() != null) {
                throw new InputException("expected the end of the line after the JSON object, got " + what(parser));
            }
        } catch (JsonProcessingException e) {
            throw notJson(e, e.getOriginalMessage());
        } catch (IOException e) {
            throw notJson(e, String.valueOf(e.getMessage()));
        }
    }

    private void readValue(JsonParser parser, String key) throws IOException {
        switch (key) {
            case "layout" -> fields.layout = readNumbers(parser, key);
            case "window" -> fields.window = readNumbers(parser, key);
            case "stride" -> fields.stride = readNumbers(parser, key);
            case "dilation" -> fields.dilation = readNumbers(parser, key);
            case "query_tile" -> fields.queryTile = readNumbers(parser, key);
            case "kv_tile" -> fields.kvTile = readNumbers(parser, key);
            case "causal" -> fields.causal = readFlags(parser);
            case "tiling" -> fields.tiling = readTiling(parser);
            default -> readGpuValue(parser, key);
        }
    }

    private void readGpuValue(JsonParser parser, String key) throws IOException {
        switch (key) {
            case "gpu" -> fields.gpu.gpu = readText(parser, key);
            case "kernel" -> fields.gpu.kernel = readText(parser, key);
            case "schedule" -> fields.gpu.schedule = readText(parser, key);
            case "dense_kernel" -> fields.gpu.denseKernel = readText(parser, key);
            case "dtype" -> fields.gpu.dtype = readText(parser, key);
            case "pass" -> fields.gpu.pass = readText(parser, key);
            case "heads" -> fields.gpu.headCount = readNumber(parser, key);
            case "head_dim" -> fields.gpu.headDim = readNumber(parser, key);
            case "batch" -> fields.gpu.batch = readNumber(parser, key);
            case "additional_kv" -> fields.gpu.additionalKv = readNumber(parser, key);
            case "allow_any_tile" -> fields.gpu.allowsAnyTile = readFlag(parser, key);
            default -> throw new IllegalStateException("key without a reader: " + key);
        }
    }

    private static String readText(JsonParser parser, String key) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING || parser.getText().isBlank()) {
            throw new InputException(key + " = " + what(parser) + ", expected a name in quotes");
        }
        return parser.getText();
    }

    private static int readNumber(JsonParser parser, String key) throws IOException {
        boolean isWhole = parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
        if (!isWhole || parser.getNumberType() != JsonParser.NumberType.INT || parser.getIntValue() < 1) {
            throw new InputException(
                    key + " = " + what(parser) + ", expected a whole number 1 to " + Integer.MAX_VALUE);
        }
        return parser.getIntValue();
    }

    private static boolean readFlag(JsonParser parser, String key) throws IOException {
        if (!parser.currentToken().isBoolean()) {
            throw new InputException(key + " = " + what(parser) + ", expected true or false");
        }
        return parser.getBooleanValue();
    }

    private int[] readNumbers(JsonParser parser, String key) throws IOException {
        int count = 0;
        openList(parser, key, "whole numbers, one per axis");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            boolean isWhole = parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
            if (!isWhole || parser.getNumberType() != JsonParser.NumberType.INT || parser.getIntValue() < 1) {
                throw new InputException(key + "[" + count + "] = " + what(parser) + ", expected a whole number 1 to "
                        + Integer.MAX_VALUE);
            }
            numbers[checkedEntry(count++, key)] = parser.getIntValue();
        }
        return closeList(key, count, Arrays.copyOf(numbers, count));
    }

    private boolean[] readFlags(JsonParser parser) throws IOException {
        int count = 0;
        openList(parser, "causal", "true or false, one per axis");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (!parser.currentToken().isBoolean()) {
                throw new InputException("causal[" + count + "] = " + what(parser) + ", expected true or false");
            }
            flags[checkedEntry(count++, "causal")] = parser.getBooleanValue();
        }
        return closeList("causal", count, Arrays.copyOf(flags, count));
    }

    private static void openList(JsonParser parser, String key, String of) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new InputException(key + " = " + what(parser) + ", expected a list of " + of);
        }
    }

    private static int checkedEntry(int index, String key) {
        if (index >= MOST_ENTRIES) {
            throw new InputException(key + " has more than " + MOST_ENTRIES + " entries, expected 1 to "
                    + GnaProblem.MAX_RANK + ", one per axis");
        }
        return index;
    }

    /** An empty list is not the same as a key left out. */
    private static <T> T closeList(String key, int count, T values) {
        if (count == 0) {
            throw new InputException(
                    key + " is an empty list, expected one entry per axis; leave the key out for its" + " default");
        }
        return values;
    }

    private static Tiling readTiling(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw new InputException("tiling = " + what(parser) + ", expected \"multi_dim\" or \"flat\"");
        }
        return Tiling.of(parser.getText());
    }

    private static InputException unknownKey(String key) {
        return new InputException("unknown key " + ShapeText.shown(key) + ", expected one of "
                + String.join(", ", ALL_KEYS) + Nearest.hint(key, ALL_KEYS));
    }

    private static InputException notJson(IOException cause, String reason) {
        String firstLine = reason.split("\\R", 2)[0];
        return new InputException(
                "expected one JSON object a line, got text that is not JSON (" + firstLine.replaceAll("\\p{Cntrl}", "?")
                        + ")",
                cause);
    }

    private static String what(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> "the text " + ShapeText.shown(parser.getText());
            default -> {
                String text = parser.getText();
                yield text.length() > 40 ? text.substring(0, 40) + "… (" + text.length() + " characters)" : text;
            }
        };
    }
}
