package tessera.traces.convert;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.traces.check.InputException;
import tessera.traces.check.Nearest;
import tessera.traces.json.Json;
import tessera.traces.trace.AttentionTrace;

/**
 * A neighbourhood attention problem in the words of NATTEN's profiler and Python interface. Numbers that stand for all
 * axes at once, as there, become lists.
 *
 * <p><b>Source:</b> SHI-Labs/NATTEN, docs/profiler.md and docs/operations.md: {@code input_size}, {@code kernel_size} (or
 * {@code window_size}), {@code stride}, {@code dilation}, {@code is_causal}, {@code heads}, {@code dim},
 * {@code q_tile_shape}, {@code kv_tile_shape}.
 *
 * @param layout tokens per axis, 1 to 3 axes
 * @param window keys per axis and query
 * @param stride query groups that share a window, per axis
 * @param dilation gap between keys, per axis
 * @param causal per axis
 * @param heads 1 if the file does not say
 * @param headDim 64 if the file does not say
 * @param queryTile tile of queries per axis, empty if the file does not say
 * @param kvTile tile of keys per axis, empty if the file does not say
 */
public record NattenProblem(
        List<Integer> layout,
        List<Integer> window,
        List<Integer> stride,
        List<Integer> dilation,
        List<Boolean> causal,
        int heads,
        int headDim,
        List<Integer> queryTile,
        List<Integer> kvTile) {
    private static final Map<String, List<String>> KEYS = keys();

    public NattenProblem {
        layout = List.copyOf(layout);
        window = List.copyOf(window);
        stride = List.copyOf(stride);
        dilation = List.copyOf(dilation);
        causal = List.copyOf(causal);
        queryTile = List.copyOf(queryTile);
        kvTile = List.copyOf(kvTile);
    }

    private static Map<String, List<String>> keys() {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        keys.put("input_size", List.of("input_size", "layout", "token_layout"));
        keys.put("kernel_size", List.of("kernel_size", "window_size", "window"));
        keys.put("stride", List.of("stride"));
        keys.put("dilation", List.of("dilation"));
        keys.put("is_causal", List.of("is_causal", "causal"));
        keys.put("heads", List.of("heads", "num_heads"));
        keys.put("dim", List.of("dim", "head_dim"));
        keys.put("q_tile_shape", List.of("q_tile_shape", "q_tile", "query_tile"));
        keys.put("kv_tile_shape", List.of("kv_tile_shape", "kv_tile"));
        keys.put("name", List.of("name"));
        return keys;
    }

    /** Reads a problem, a list of problems, or one problem a line; {@code place} heads messages. */
    public static List<NattenProblem> parse(String text, String place) {
        List<NattenProblem> problems = new ArrayList<>();
        boolean isOneValue = text.strip().startsWith("[")
                || text.lines().filter(line -> !line.isBlank()).limit(2).count() < 2
                || !text.lines().findFirst().orElse("").strip().endsWith("}");
        if (isOneValue) {
            JsonNode value = json(text, place);
            int number = 1;
            for (JsonNode problem : value.isArray() ? value : List.of(value)) {
                problems.add(of(problem, place + (value.isArray() ? ", problem " + number++ : "")));
            }
        } else {
            int line = 0;
            for (String problem : text.lines().toList()) {
                line++;
                if (!problem.isBlank()) {
                    problems.add(of(json(problem, place + ":" + line), place + ":" + line));
                }
            }
        }
        if (problems.isEmpty()) {
            throw new InputException(place + ": expected at least one problem, found none");
        }
        return problems;
    }

    private static JsonNode json(String text, String place) {
        try {
            return Json.parse(text);
        } catch (InputException e) {
            throw e.at(place);
        }
    }

    private static NattenProblem of(JsonNode node, String place) {
        if (!node.isObject()) {
            throw new InputException(place + ": expected a JSON object, found " + Json.kind(node));
        }
        List<String> accepted = KEYS.values().stream().flatMap(List::stream).toList();
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String key = names.next();
            if (!accepted.contains(key)) {
                throw Nearest.unknown("key", key, accepted).at(place);
            }
        }
        JsonNode size = field(node, "input_size", place);
        int axes = size.isArray() ? size.size() : 1;
        if (axes < 1 || axes > 3) {
            throw new InputException(place + ": expected input_size of 1 to 3 axes, found " + size);
        }
        List<Integer> layout = numbers(size, axes, "input_size", place);
        List<Integer> ones = Collections.nCopies(axes, 1);
        return new NattenProblem(
                layout,
                numbers(field(node, "kernel_size", place), axes, "kernel_size", place),
                optional(node, "stride", axes, ones, place),
                optional(node, "dilation", axes, ones, place),
                causal(field(node, "is_causal"), axes, place),
                optional(node, "heads", 1, List.of(1), place).get(0),
                optional(node, "dim", 1, List.of(64), place).get(0),
                optional(node, "q_tile_shape", axes, List.of(), place),
                optional(node, "kv_tile_shape", axes, List.of(), place));
    }

    private static JsonNode field(JsonNode node, String key) {
        return KEYS.get(key).stream()
                .map(node::path)
                .filter(value -> !value.isMissingNode())
                .findFirst()
                .orElse(node.path("absent"));
    }

    private static JsonNode field(JsonNode node, String key, String place) {
        JsonNode value = field(node, key);
        if (value.isMissingNode()) {
            throw new InputException(place + ": expected a key " + String.join(" or ", KEYS.get(key)) + ", found none");
        }
        return value;
    }

    private static List<Integer> optional(JsonNode node, String key, int axes, List<Integer> absent, String place) {
        JsonNode value = field(node, key);
        return value.isMissingNode() || value.isNull() ? absent : numbers(value, axes, key, place);
    }

    private static List<Integer> numbers(JsonNode value, int axes, String key, String place) {
        List<Integer> numbers = new ArrayList<>();
        boolean isRight = true;
        for (JsonNode number : value.isArray() ? value : Collections.nCopies(axes, value)) {
            isRight &= number.isIntegralNumber() && number.canConvertToInt() && number.asInt() >= 1;
            numbers.add(number.asInt());
        }
        if (!isRight || numbers.size() != axes) {
            throw new InputException(place + ": " + key + ": expected "
                    + (axes == 1 ? "a whole number from 1 up" : axes + " whole numbers from 1 up, one an axis")
                    + ", found " + value);
        }
        return numbers;
    }

    private static List<Boolean> causal(JsonNode value, int axes, String place) {
        List<Boolean> causal = new ArrayList<>();
        boolean isRight = true;
        if (value.isMissingNode()) {
            return Collections.nCopies(axes, false);
        }
        for (JsonNode axis : value.isArray() ? value : Collections.nCopies(axes, value)) {
            isRight &= axis.isBoolean();
            causal.add(axis.asBoolean());
        }
        if (!isRight || causal.size() != axes) {
            throw new InputException(
                    place + ": is_causal: expected true or false for " + axes + " axes, found " + value);
        }
        return causal;
    }

    /** The dense problem of a trace: a window as large as the layout. */
    public static NattenProblem of(AttentionTrace trace) {
        if (trace.queryCount() != trace.keyCount()) {
            throw new InputException(trace.name() + ": expected as many queries as keys for a NATTEN problem, got "
                    + trace.queryCount() + " and " + trace.keyCount());
        }
        List<Integer> ones = Collections.nCopies(trace.layout().size(), 1);
        return new NattenProblem(
                trace.layout(),
                trace.layout(),
                ones,
                ones,
                Collections.nCopies(trace.layout().size(), trace.isCausal()),
                trace.headCount(),
                trace.headDim(),
                List.of(),
                List.of());
    }

    /** One line of JSON in NATTEN's words. */
    public String nattenLine() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("input_size", layout);
        fields.put("kernel_size", window);
        fields.put("stride", stride);
        fields.put("dilation", dilation);
        fields.put("is_causal", causal);
        fields.put("heads", heads);
        fields.put("dim", headDim);
        putTiles(fields, "q_tile_shape", "kv_tile_shape");
        return Json.line(fields);
    }

    /** One line of JSON as {@code tessera gna --problems} reads it. */
    public String gnaLine() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("layout", layout);
        fields.put("window", window);
        fields.put("stride", stride);
        fields.put("dilation", dilation);
        fields.put("causal", causal);
        putTiles(fields, "query_tile", "kv_tile");
        return Json.line(fields);
    }

    private void putTiles(Map<String, Object> fields, String queryKey, String kvKey) {
        if (!queryTile.isEmpty()) {
            fields.put(queryKey, queryTile);
        }
        if (!kvTile.isEmpty()) {
            fields.put(kvKey, kvTile);
        }
    }
}
