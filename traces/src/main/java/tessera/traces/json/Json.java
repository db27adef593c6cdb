package tessera.traces.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import tessera.traces.check.InputException;

/**
 * JSON as Tessera reads and writes it: field names in {@code snake_case} (record component {@code rowHits} becomes
 * {@code row_hits}), duplicate keys are errors, doubles print in the shortest form that reads back equal.
 */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .build();

    private Json() {}

    /** The shared mapper; treat it as immutable. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** One line of JSON for a record, map, list or scalar. */
    public static String line(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("value has no JSON form: " + e.getOriginalMessage(), e);
        }
    }

    /** Indented JSON, with a newline at the end. */
    public static String pretty(Object value) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("value has no JSON form: " + e.getOriginalMessage(), e);
        }
    }

    /** Parses one JSON value; anything else is an {@link InputException} with the column. */
    public static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new InputException(
                    "expected JSON, got " + plain(e.getOriginalMessage())
                            + (e.getLocation() == null
                                    ? ""
                                    : " (column " + e.getLocation().getColumnNr() + ")"),
                    e);
        }
    }

    /** What a value is, for messages: "a list", "a text", "nothing" where there is none. */
    public static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> value.asText();
            case NULL -> "null";
            case MISSING -> "nothing";
            case BINARY, POJO -> "something else";
        };
    }

    /** The parser's sentence without the names of its own settings and classes. */
    private static String plain(String message) {
        return message.replaceAll("\\s*(\\(start marker|\\(for |\\(`|`|Source:|: maybe ).*", "")
                .strip();
    }
}
