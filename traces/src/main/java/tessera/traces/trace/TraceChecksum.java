package tessera.traces.trace;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Collectors;
import tessera.traces.npy.Sha256;
import tessera.traces.tensor.StoredTensor;

/**
 * The SHA-256 of a trace's canonical content: independent of file names, ZIP time stamps and compression, element order
 * in a file, and the {@link TraceDescription}. The digest is taken over
 *
 * <ol>
 *   <li>the ASCII line {@code tessera-trace 1 layers=L heads=H kv_heads=G queries=Q keys=K head_dim=D layout=AxBxC
 *       causal=true|false precision=int8|fp16|fp32} and a line feed; with decode steps, {@code decode_steps=N} stands
 *       behind the precision;
 *   <li>for each layer in order its query, key and value: the elements in row-major order {@code [head][token][headDim]},
 *       little-endian, then (int8 only) the scale of each head as little-endian binary32.
 * </ol>
 */
final class TraceChecksum {
    private TraceChecksum() {}

    static String of(TraceShape shape, List<TraceLayer> layers) {
        MessageDigest digest = Sha256.digest();
        digest.update(header(shape, layers).getBytes(StandardCharsets.US_ASCII));
        for (TraceLayer layer : layers) {
            update(digest, layer.query());
            update(digest, layer.key());
            update(digest, layer.value());
        }
        return Sha256.hex(digest);
    }

    private static String header(TraceShape shape, List<TraceLayer> layers) {
        return "tessera-trace 1 layers=" + shape.layerCount() + " heads=" + shape.headCount() + " kv_heads="
                + shape.kvHeadCount() + " queries=" + shape.queryCount() + " keys=" + shape.keyCount() + " head_dim="
                + shape.headDim() + " layout="
                + shape.layout().stream().map(String::valueOf).collect(Collectors.joining("x")) + " causal="
                + shape.causal() + " precision=" + layers.get(0).query().precision()
                + (shape.decodeStepCount() == 0 ? "" : " decode_steps=" + shape.decodeStepCount()) + "\n";
    }

    private static void update(MessageDigest digest, StoredTensor tensor) {
        digest.update(tensor.elements());
        float[] scales = tensor.scales();
        ByteBuffer bytes = ByteBuffer.allocate(scales.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(scales);
        digest.update(bytes);
    }
}
