package tessera.traces.safetensors;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.traces.json.Json;
import tessera.traces.npy.NpyArray;

/**
 * Writes a safetensors file: the same arrays, the same bytes. Tensors of larger elements come first, as the reference
 * implementation has it, so that each lies at a multiple of its element size.
 */
public final class SafetensorsWriter {
    private static final int ALIGNMENT = 8;
    private static final int CHUNK = 1 << 16;

    private SafetensorsWriter() {}

    public static void write(OutputStream out, Map<String, String> metadata, Map<String, NpyArray> arrays)
            throws IOException {
        List<Map.Entry<String, NpyArray>> ordered = arrays.entrySet().stream()
                .sorted((a, b) -> Integer.compare(
                        b.getValue().type().bytes(), a.getValue().type().bytes()))
                .toList();
        Map<String, Object> header = new LinkedHashMap<>();
        if (!metadata.isEmpty()) {
            header.put(SafetensorsFile.METADATA, metadata);
        }
        long offset = 0;
        for (Map.Entry<String, NpyArray> entry : ordered) {
            NpyArray array = entry.getValue();
            long end = offset + array.elements().remaining();
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("dtype", SafetensorType.of(array.type()).name());
            fields.put("shape", array.shape());
            fields.put("data_offsets", List.of(offset, end));
            header.put(entry.getKey(), fields);
            offset = end;
        }
        byte[] text = Json.line(header).getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(text, (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
        Arrays.fill(padded, text.length, padded.length, (byte) ' ');
        out.write(ByteBuffer.allocate(8)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .putLong(padded.length)
                .array());
        out.write(padded);
        for (Map.Entry<String, NpyArray> entry : ordered) {
            write(out, entry.getValue().elements());
        }
    }

    private static void write(OutputStream out, ByteBuffer elements) throws IOException {
        byte[] chunk = new byte[Math.min(CHUNK, elements.remaining())];
        while (elements.hasRemaining()) {
            int length = Math.min(chunk.length, elements.remaining());
            elements.get(chunk, 0, length);
            out.write(chunk, 0, length);
        }
    }
}
