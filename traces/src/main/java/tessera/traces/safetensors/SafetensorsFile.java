package tessera.traces.safetensors;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.traces.check.InputException;
import tessera.traces.check.Nearest;
import tessera.traces.json.Json;
import tessera.traces.npy.ByteSource;
import tessera.traces.npy.NamedArrays;
import tessera.traces.npy.NpyArray;

/**
 * An open safetensors file. The whole header is checked when it is opened: every tensor lies inside the file, and no two
 * share a byte. Tensors are memory-mapped; BF16 is widened to binary32.
 */
public final class SafetensorsFile implements NamedArrays {
    static final String METADATA = "__metadata__";
    /** Tens of thousands of tensors fit. */
    private static final long LARGEST_HEADER = 4L << 20;

    private final ByteSource source;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, SafetensorRange> tensors = new LinkedHashMap<>();

    private SafetensorsFile(ByteSource source) {
        this.source = source;
        long headerBytes = source.size() < 8 ? -1 : source.view(0, 8).getLong(0);
        if (headerBytes < 2 || headerBytes > source.size() - 8 || headerBytes > LARGEST_HEADER) {
            throw new InputException(source.name() + ": offset 0: expected a safetensors file, with the length of its"
                    + " header in the first 8 bytes (2 to " + Math.max(2, Math.min(LARGEST_HEADER, source.size() - 8))
                    + "), found " + (source.size() < 8 ? source.size() + " bytes in all" : headerBytes));
        }
        String text = new String(source.read(8, (int) headerBytes), StandardCharsets.UTF_8);
        JsonNode header;
        try {
            header = Json.parse(text);
        } catch (InputException e) {
            throw e.at(source.name() + ": header at offset 8");
        }
        if (!header.isObject()) {
            throw new InputException(
                    source.name() + ": offset 8: expected a JSON object as header, found " + Json.kind(header));
        }
        header.properties().forEach(entry -> add(entry.getKey(), entry.getValue(), 8 + headerBytes));
        checkApart();
    }

    /** Opens a file in {@code source} and closes the source with it, also if this fails. */
    public static SafetensorsFile open(ByteSource source) {
        try {
            return new SafetensorsFile(source);
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    private void add(String name, JsonNode entry, long dataOffset) {
        if (!name.equals(METADATA)) {
            tensors.put(name, SafetensorRange.parse(entry, dataOffset, source.size(), place(name)));
            return;
        }
        entry.properties()
                .forEach(text -> metadata.put(text.getKey(), text.getValue().asText()));
    }

    private void checkApart() {
        List<Map.Entry<String, SafetensorRange>> byOffset = new ArrayList<>(tensors.entrySet());
        byOffset.sort(Comparator.comparingLong(entry -> entry.getValue().begin()));
        long end = 0;
        for (Map.Entry<String, SafetensorRange> entry : byOffset) {
            SafetensorRange range = entry.getValue();
            if (range.begin() < end && range.end() > range.begin()) {
                throw new InputException(place(entry.getKey()) + ": begins at offset " + range.begin()
                        + " inside another tensor, which ends at " + end + "; the file is corrupt");
            }
            end = Math.max(end, range.end());
        }
    }

    /** Texts in the header, by key. */
    public Map<String, String> metadata() {
        return new LinkedHashMap<>(metadata);
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public List<String> names() {
        return List.copyOf(tensors.keySet());
    }

    @Override
    public NpyArray array(String name) {
        SafetensorRange range = tensors.get(name);
        if (range == null) {
            List<String> first = tensors.keySet().stream().limit(8).toList();
            throw new InputException(source.name() + ": expected a tensor '" + name + "', found "
                    + (first.isEmpty() ? "none at all" : String.join(", ", first))
                    + (tensors.size() > first.size() ? ", … (" + tensors.size() + ")" : "")
                    + Nearest.hint(name, tensors.keySet()));
        }
        ByteBuffer bytes = source.view(range.begin(), (int) (range.end() - range.begin()));
        return new NpyArray(
                place(name),
                range.type().arrayType(),
                range.shape(),
                range.type() == SafetensorType.BF16 ? widened(bytes) : bytes);
    }

    /** binary32 from their upper halves. */
    private static ByteBuffer widened(ByteBuffer halves) {
        ByteBuffer wide = ByteBuffer.allocate(halves.remaining() * 2).order(ByteOrder.LITTLE_ENDIAN);
        while (halves.hasRemaining()) {
            wide.putInt(halves.getShort() << 16);
        }
        return wide.flip();
    }

    private String place(String tensor) {
        return source.name() + ", tensor '" + tensor + "'";
    }

    @Override
    public void close() {
        source.close();
    }
}
