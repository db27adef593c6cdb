package tessera.traces.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.traces.check.InputException;
import tessera.traces.check.Nearest;
import tessera.traces.json.Json;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.TraceDescription;

/**
 * The JSON text in a trace file: what the arrays do not say. {@code format}, {@code version}, {@code name} and
 * {@code causal} must be there.
 *
 * @param decodeStepCount 0 if the file does not say
 * @param layout key tokens per axis, empty if the file does not say (then one axis)
 * @param sha256 the content's checksum, empty if the file does not say
 */
record TraceMeta(
        TraceDescription description, boolean causal, int decodeStepCount, List<Integer> layout, String sha256) {
    static final String FORMAT = "tessera-trace";
    static final int VERSION = 1;

    private static final List<String> KEYS = List.of(
            "format",
            "version",
            "name",
            "causal",
            "decode_steps",
            "layout",
            "model",
            "source",
            "provenance",
            "command",
            "sha256");

    static String write(AttentionTrace trace) {
        TraceDescription description = trace.description();
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put("format", FORMAT);
        meta.put("version", VERSION);
        meta.put("name", description.name());
        meta.put("causal", trace.isCausal());
        if (trace.shape().decodeStepCount() > 0) {
            meta.put("decode_steps", trace.shape().decodeStepCount());
        }
        meta.put("layout", trace.layout());
        meta.put("model", description.model());
        meta.put("source", description.source());
        meta.put("provenance", description.provenance());
        meta.put("command", description.command());
        meta.put("sha256", trace.sha256());
        return Json.line(meta);
    }

    static TraceMeta parse(String text) {
        JsonNode meta = Json.parse(text);
        if (!meta.isObject()) {
            throw new InputException("expected a JSON object, got " + Json.kind(meta));
        }
        for (Iterator<String> names = meta.fieldNames(); names.hasNext(); ) {
            String key = names.next();
            if (!KEYS.contains(key)) {
                throw Nearest.unknown("key", key, KEYS);
            }
        }
        if (!text(meta, "format", "").equals(FORMAT) || meta.path("version").asInt() != VERSION) {
            throw new InputException("expected \"format\": \"" + FORMAT + "\" and \"version\": " + VERSION + ", got "
                    + found(meta, "format") + " and " + found(meta, "version"));
        }
        if (!meta.path("causal").isBoolean()) {
            throw new InputException("expected \"causal\": true or false, got " + found(meta, "causal"));
        }
        TraceDescription description = new TraceDescription(
                text(meta, "name", ""),
                text(meta, "model", ""),
                text(meta, "source", ""),
                text(meta, "provenance", ""),
                text(meta, "command", ""));
        return new TraceMeta(
                description,
                meta.path("causal").asBoolean(),
                decodeSteps(meta),
                layout(meta),
                text(meta, "sha256", ""));
    }

    private static int decodeSteps(JsonNode meta) {
        JsonNode steps = meta.path("decode_steps");
        if (!steps.isMissingNode() && !(steps.isIntegralNumber() && steps.canConvertToInt())) {
            throw new InputException("expected \"decode_steps\": a whole number, got " + steps);
        }
        return steps.asInt(0);
    }

    private static List<Integer> layout(JsonNode meta) {
        List<Integer> layout = new ArrayList<>();
        JsonNode axes = meta.path("layout");
        if (axes.isMissingNode()) {
            return layout;
        }
        for (JsonNode axis : axes) {
            layout.add(axis.canConvertToInt() && axis.isIntegralNumber() ? axis.asInt() : 0);
        }
        if (!axes.isArray() || layout.isEmpty() || layout.contains(0)) {
            throw new InputException("expected \"layout\": a list of whole numbers, got " + axes);
        }
        return layout;
    }

    private static String text(JsonNode meta, String key, String absent) {
        JsonNode value = meta.path(key);
        if (!value.isMissingNode() && !value.isTextual()) {
            throw new InputException("expected \"" + key + "\": a text, got " + found(meta, key));
        }
        return value.asText(absent);
    }

    private static String found(JsonNode meta, String key) {
        return meta.path(key).isMissingNode() ? "none" : meta.path(key).toString();
    }
}
