package tessera.traces.format;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.traces.check.InputException;
import tessera.traces.npy.ByteSource;
import tessera.traces.npy.NpyArray;
import tessera.traces.safetensors.SafetensorsFile;
import tessera.traces.safetensors.SafetensorsWriter;
import tessera.traces.trace.AttentionTrace;

/** The arrays of {@link TraceArrays} as a safetensors file, with the JSON of {@link TraceMeta} in its metadata. */
final class SafetensorsTraceFormat {
    static final TraceFormat DESCRIPTION = new TraceFormat(
            "safetensors",
            List.of(".safetensors"),
            "the same arrays as npz, as a safetensors file (F32, F16, I8 with scales), the JSON note in its metadata",
            "huggingface/safetensors, README; docs/traces.md",
            "read and written; round trip, checksum and damaged files tested",
            SafetensorsTraceFormat::read,
            SafetensorsTraceFormat::write);

    private SafetensorsTraceFormat() {}

    private static AttentionTrace read(ByteSource source) {
        try (SafetensorsFile file = SafetensorsFile.open(source)) {
            String text = file.metadata().get(TraceMeta.FORMAT);
            if (text == null) {
                throw new InputException(file.name() + ": expected a trace, with \"" + TraceMeta.FORMAT
                        + "\" in its metadata, found tensors without; take them in with: tessera trace import "
                        + file.name());
            }
            TraceMeta meta;
            try {
                meta = TraceMeta.parse(text);
            } catch (InputException e) {
                throw e.at(file.name() + ", metadata '" + TraceMeta.FORMAT + "'");
            }
            return TraceArrays.read(file, meta);
        }
    }

    private static void write(AttentionTrace trace, OutputStream out) throws IOException {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        TraceArrays.write(trace, arrays::put);
        SafetensorsWriter.write(out, Map.of(TraceMeta.FORMAT, TraceMeta.write(trace)), arrays);
    }
}
