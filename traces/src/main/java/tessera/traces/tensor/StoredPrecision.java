package tessera.traces.tensor;

import java.util.Arrays;
import java.util.List;
import tessera.traces.check.Nearest;

/** The number format in which a trace keeps its queries, keys and values. */
public enum StoredPrecision {
    /** Signed 8-bit integers, symmetric, with one binary32 scale per layer, tensor and head: value = integer x scale. */
    INT8("int8", 1),
    /** IEEE 754 binary16. */
    FP16("fp16", 2),
    /** IEEE 754 binary32. */
    FP32("fp32", 4);

    private final String id;
    private final int bytes;

    StoredPrecision(String id, int bytes) {
        this.id = id;
        this.bytes = bytes;
    }

    /** Bytes of one element, without the scales. */
    public int bytes() {
        return bytes;
    }

    /** The format with this name ({@code int8}, {@code fp16}, {@code fp32}), or an input error with the nearest one. */
    public static StoredPrecision named(String id) {
        List<String> ids =
                Arrays.stream(values()).map(StoredPrecision::toString).toList();
        return Arrays.stream(values())
                .filter(precision -> precision.id.equals(id))
                .findFirst()
                .orElseThrow(() -> Nearest.unknown("precision", id, ids));
    }

    /** The name on the command line, in files and in results: {@code int8}, {@code fp16}, {@code fp32}. */
    @Override
    public String toString() {
        return id;
    }
}
