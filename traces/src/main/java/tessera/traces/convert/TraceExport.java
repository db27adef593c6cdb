package tessera.traces.convert;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tessera.traces.check.InputException;
import tessera.traces.file.OutputFiles;
import tessera.traces.format.TraceFormats;
import tessera.traces.npy.NpyArray;
import tessera.traces.npy.NpyWriter;
import tessera.traces.tensor.StoredPrecision;
import tessera.traces.tensor.StoredTensor;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.TraceFiles;
import tessera.traces.trace.TraceLayer;

/** Writes a trace in whatever form a file's ending names. */
public final class TraceExport {
    private TraceExport() {}

    /**
     * Writes the trace and returns the files: a trace format; {@code .npy}: the three files NAME-query.npy, NAME-key.npy
     * and NAME-value.npy, f4 {@code [layer][head][token][headDim]}; {@code .csv}: the dense SpAtten workload;
     * {@code .json}: the dense NATTEN problem.
     */
    public static List<Path> write(AttentionTrace trace, Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".npy")) {
            return npy(trace, file);
        }
        if (name.endsWith(".csv")) {
            OutputFiles.write(file, out -> DenseWorkload.write(trace, out));
        } else if (name.endsWith(".json")) {
            OutputFiles.text(file, NattenProblem.of(trace).nattenLine() + "\n");
        } else {
            requireKnown(file, name);
            TraceFiles.write(file, trace);
        }
        return List.of(file);
    }

    /** The trace with its values kept in another precision. */
    public static AttentionTrace inPrecision(AttentionTrace trace, StoredPrecision precision) {
        if (trace.precision() == precision) {
            return trace;
        }
        List<TraceLayer> layers = new ArrayList<>();
        for (int layer = 0; layer < trace.layerCount(); layer++) {
            TraceLayer own = trace.layer(layer);
            layers.add(new TraceLayer(
                    inPrecision(own.query(), trace.headCount(), precision),
                    inPrecision(own.key(), trace.kvHeadCount(), precision),
                    inPrecision(own.value(), trace.kvHeadCount(), precision)));
        }
        return new AttentionTrace(trace.shape(), trace.description(), layers);
    }

    private static StoredTensor inPrecision(StoredTensor tensor, int headCount, StoredPrecision precision) {
        float[] values = new float[headCount * tensor.headElements()];
        for (int head = 0; head < headCount; head++) {
            System.arraycopy(tensor.head(head), 0, values, head * tensor.headElements(), tensor.headElements());
        }
        return StoredTensor.of(values, headCount, precision);
    }

    private static void requireKnown(Path file, String name) {
        List<String> endings = new ArrayList<>(TraceFormats.ALL.stream()
                .flatMap(format -> format.extensions().stream())
                .toList());
        endings.addAll(List.of(".npy", ".csv", ".json"));
        if (endings.stream().noneMatch(name::endsWith)) {
            throw new InputException(file + ": expected a file name ending in one of " + String.join(", ", endings));
        }
    }

    private static List<Path> npy(AttentionTrace trace, Path file) {
        String stem = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
        List<Path> files = new ArrayList<>();
        for (String role : List.of("query", "key", "value")) {
            Path target = file.resolveSibling(stem + "-" + role + ".npy");
            int heads = role.equals("query") ? trace.headCount() : trace.kvHeadCount();
            int tokens = role.equals("query") ? trace.queryCount() : trace.keyCount();
            List<Integer> shape = List.of(trace.layerCount(), heads, tokens, trace.headDim());
            OutputFiles.write(target, out -> {
                NpyWriter.writeHeader(out, shape);
                for (int layer = 0; layer < trace.layerCount(); layer++) {
                    write(out, tensor(trace.layer(layer), role), heads);
                }
            });
            files.add(target);
        }
        return files;
    }

    private static StoredTensor tensor(TraceLayer layer, String role) {
        return switch (role) {
            case "query" -> layer.query();
            case "key" -> layer.key();
            default -> layer.value();
        };
    }

    private static void write(OutputStream out, StoredTensor tensor, int heads) throws IOException {
        for (int head = 0; head < heads; head++) {
            ByteBuffer elements = NpyArray.of(List.of(tensor.headElements()), tensor.head(head))
                    .elements();
            byte[] bytes = new byte[elements.remaining()];
            elements.get(bytes);
            out.write(bytes);
        }
    }

    /** The name of a trace, fit for a file. */
    public static String fileName(AttentionTrace trace) {
        String plain = trace.name().replaceAll("[^A-Za-z0-9._-]+", "-").replaceFirst("^[.-]+", "");
        return plain.isEmpty() ? "trace" : plain;
    }
}
