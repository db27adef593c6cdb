package tessera.cli.explore.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.traces.json.Json;

/**
 * What a store says of itself, ahead of its first record: a store of another space, seed or version is never read as ours.
 *
 * @param space SHA-256 of everything that decides a study: the space, its machines, patterns and workloads, the seed
 * @param seed of the study's sampler
 * @param version of Tessera, whose figures these are
 * @param columns names of the values of every outcome, in order
 * @param description the space file itself, so that a store can be understood alone
 */
public record StoreHeader(String space, long seed, String version, List<String> columns, String description) {
    /** Version of the format, one digit; 2 has the seed. */
    static final char FORMAT = '2';

    /** Where {@link #FORMAT} stands in {@link #MAGIC}. */
    static final int FORMAT_AT = 6;

    /** First bytes of a store. */
    static final byte[] MAGIC = ("TSRPTS" + FORMAT + "\n").getBytes(StandardCharsets.US_ASCII);

    /** Bytes ahead of the JSON text: magic, its length, its CRC-32C. */
    static final int PREFIX_BYTES = MAGIC.length + 2 * Integer.BYTES;

    public StoreHeader {
        columns = List.copyOf(columns);
    }

    byte[] bytes() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("space", space);
        fields.put("seed", seed);
        fields.put("version", version);
        fields.put("columns", columns);
        fields.put("description", description);
        byte[] text = Json.line(fields).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(PREFIX_BYTES + text.length)
                .put(MAGIC)
                .putInt(text.length)
                .putInt(RecordFormat.checksum(ByteBuffer.wrap(text)))
                .put(text)
                .array();
    }

    /** Reads the JSON text, whose checksum the caller has compared. */
    static StoreHeader of(String text) {
        JsonNode fields = Json.parse(text);
        List<String> columns = new ArrayList<>();
        fields.get("columns").forEach(column -> columns.add(column.asText()));
        return new StoreHeader(
                fields.get("space").asText(),
                fields.get("seed").asLong(),
                fields.get("version").asText(),
                columns,
                fields.get("description").asText());
    }
}
