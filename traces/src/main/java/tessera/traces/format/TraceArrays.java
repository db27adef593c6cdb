package tessera.traces.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tessera.traces.check.InputException;
import tessera.traces.check.Nearest;
import tessera.traces.npy.NamedArrays;
import tessera.traces.npy.NpyArray;
import tessera.traces.npy.NpyType;
import tessera.traces.tensor.StoredPrecision;
import tessera.traces.tensor.StoredTensor;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.TraceLayer;
import tessera.traces.trace.TraceShape;

/**
 * A trace as named arrays: for each layer L from 0 {@code layerL.query [heads, queries, head_dim]}, {@code layerL.key} and
 * {@code layerL.value [kv_heads, keys, head_dim]}, all f4, all f2, or all i1; with i1 also {@code layerL.query_scale
 * [heads]}, {@code layerL.key_scale} and {@code layerL.value_scale [kv_heads]}, f4.
 */
final class TraceArrays {
    private static final List<String> ROLES = List.of("query", "key", "value");

    /** The array with the description, where a file keeps that as an array. */
    static final String META = "meta";

    private final NamedArrays file;
    private final StoredPrecision precision;
    private final NpyArray firstQuery;
    private final NpyArray firstKey;
    private final int layerCount;

    private TraceArrays(NamedArrays file) {
        this.file = file;
        this.firstQuery = rank3(file.array(arrayName(0, "query")));
        this.firstKey = rank3(file.array(arrayName(0, "key")));
        this.precision = precision(firstQuery);
        this.layerCount = layerCount();
    }

    /** Takes one array at a time. */
    @FunctionalInterface
    interface Sink {
        void add(String name, NpyArray array) throws IOException;
    }

    /** The trace in a file's arrays; every problem is an input error that names file and array. */
    static AttentionTrace read(NamedArrays file, TraceMeta meta) {
        return new TraceArrays(file).trace(meta);
    }

    private AttentionTrace trace(TraceMeta meta) {
        try {
            int keyCount = firstKey.shape().get(1);
            TraceShape shape = new TraceShape(
                    layerCount,
                    firstQuery.shape().get(0),
                    firstKey.shape().get(0),
                    firstQuery.shape().get(1),
                    keyCount,
                    firstQuery.shape().get(2),
                    meta.layout().isEmpty() ? List.of(keyCount) : meta.layout(),
                    meta.causal(),
                    meta.decodeStepCount());
            List<TraceLayer> layers = new ArrayList<>();
            for (int layer = 0; layer < layerCount; layer++) {
                layers.add(layer(layer, shape));
            }
            AttentionTrace trace = new AttentionTrace(shape, meta.description(), layers);
            if (!meta.sha256().isEmpty() && !meta.sha256().equals(trace.sha256())) {
                throw new InputException("expected content with SHA-256 " + meta.sha256() + " as its meta says, found "
                        + trace.sha256() + "; if the arrays were changed on purpose, remove sha256 from meta");
            }
            return trace;
        } catch (InputException e) {
            throw e.getMessage().startsWith(file.name()) ? e : e.at(file.name());
        }
    }

    private TraceLayer layer(int layer, TraceShape shape) {
        List<Integer> queryShape = List.of(shape.headCount(), shape.queryCount(), shape.headDim());
        List<Integer> keyShape = List.of(shape.kvHeadCount(), shape.keyCount(), shape.headDim());
        return new TraceLayer(
                tensor(layer, "query", queryShape), tensor(layer, "key", keyShape), tensor(layer, "value", keyShape));
    }

    private StoredTensor tensor(int layer, String role, List<Integer> shape) {
        NpyArray array = file.array(arrayName(layer, role));
        if (precision(array) != precision) {
            throw new InputException(
                    array.place() + ": expected " + firstQuery.type() + " as in layer0.query, got " + array.type());
        }
        expectShape(array, shape);
        int headCount = shape.get(0);
        if (precision != StoredPrecision.INT8) {
            return StoredTensor.floating(precision, array.elements(), headCount);
        }
        NpyArray scales = file.array(scaleName(layer, role));
        if (!scales.type().equals(NpyType.FLOAT32)) {
            throw new InputException(scales.place() + ": expected <f4, got " + scales.type());
        }
        expectShape(scales, List.of(headCount));
        return StoredTensor.int8(array.elements(), scales.floats());
    }

    /** Counts the layers, and rejects arrays that do not belong to a trace. */
    private int layerCount() {
        Set<String> names = new LinkedHashSet<>(file.names());
        int count = 0;
        while (names.contains(arrayName(count, "query"))) {
            count++;
        }
        Set<String> accepted = new LinkedHashSet<>(List.of(META));
        for (int layer = 0; layer < count; layer++) {
            for (String role : ROLES) {
                accepted.add(arrayName(layer, role));
                if (precision == StoredPrecision.INT8) {
                    accepted.add(scaleName(layer, role));
                }
            }
        }
        for (String name : names) {
            if (!accepted.contains(name)) {
                throw new InputException(file.name() + ": unexpected array '" + name + "' in a trace of " + count
                        + " layers of " + precision + Nearest.hint(name, accepted));
            }
        }
        return count;
    }

    private static StoredPrecision precision(NpyArray array) {
        return switch (array.type().toString()) {
            case "|i1" -> StoredPrecision.INT8;
            case "<f2" -> StoredPrecision.FP16;
            case "<f4" -> StoredPrecision.FP32;
            default ->
                throw new InputException(array.place() + ": expected <f4, <f2 or |i1 (with scales), got " + array.type()
                        + "; convert with array.astype('<f4')");
        };
    }

    private static NpyArray rank3(NpyArray array) {
        if (array.shape().size() != 3 || array.shape().contains(0)) {
            throw new InputException(
                    array.place() + ": expected three axes [heads, tokens, head_dim], got shape " + array.shape());
        }
        return array;
    }

    private static void expectShape(NpyArray array, List<Integer> shape) {
        if (!array.shape().equals(shape)) {
            throw new InputException(
                    array.place() + ": expected shape " + shape + " as layer 0 has it, got " + array.shape());
        }
    }

    private static String arrayName(int layer, String role) {
        return "layer" + layer + "." + role;
    }

    private static String scaleName(int layer, String role) {
        return arrayName(layer, role) + "_scale";
    }

    /** The arrays of a trace, in order. */
    static void write(AttentionTrace trace, Sink sink) throws IOException {
        for (int layer = 0; layer < trace.layerCount(); layer++) {
            write(sink, layer, "query", trace.layer(layer).query(), trace);
            write(sink, layer, "key", trace.layer(layer).key(), trace);
            write(sink, layer, "value", trace.layer(layer).value(), trace);
        }
    }

    private static void write(Sink sink, int layer, String role, StoredTensor tensor, AttentionTrace trace)
            throws IOException {
        int headCount = role.equals("query") ? trace.headCount() : trace.kvHeadCount();
        int tokenCount = tensor.headElements() / trace.headDim();
        NpyType type = switch (tensor.precision()) {
            case INT8 -> NpyType.INT8;
            case FP16 -> NpyType.FLOAT16;
            case FP32 -> NpyType.FLOAT32;
        };
        List<Integer> shape = List.of(headCount, tokenCount, trace.headDim());
        sink.add(arrayName(layer, role), NpyArray.of(type, shape, tensor.elements()));
        if (tensor.precision() == StoredPrecision.INT8) {
            sink.add(scaleName(layer, role), NpyArray.of(List.of(headCount), tensor.scales()));
        }
    }
}
