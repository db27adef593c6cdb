package tessera.traces.format;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import tessera.traces.check.InputException;
import tessera.traces.npy.ByteSource;
import tessera.traces.npy.NpyArray;
import tessera.traces.npy.NpzFile;
import tessera.traces.npy.NpzWriter;
import tessera.traces.trace.AttentionTrace;

/**
 * The format of Tessera: an NPZ with the array {@code meta} (JSON, see {@link TraceMeta}) and the arrays of
 * {@link TraceArrays}. Written out in docs/traces.md.
 */
final class NpzTraceFormat {
    static final TraceFormat DESCRIPTION = new TraceFormat(
            "npz",
            List.of(".npz"),
            "queries, keys and values of every layer (int8 with scales, fp16 or fp32) and a JSON note, as NumPy arrays",
            "docs/traces.md",
            "read and written; round trip, checksum, NumPy interchange and damaged files tested",
            NpzTraceFormat::read,
            NpzTraceFormat::write);

    private NpzTraceFormat() {}

    private static AttentionTrace read(ByteSource source) {
        try (NpzFile file = NpzFile.open(source)) {
            NpyArray metaArray = file.array(TraceArrays.META);
            TraceMeta meta;
            try {
                meta = TraceMeta.parse(metaArray.text());
            } catch (InputException e) {
                throw e.at(metaArray.place());
            }
            return TraceArrays.read(file, meta);
        }
    }

    private static void write(AttentionTrace trace, OutputStream out) throws IOException {
        NpzWriter npz = new NpzWriter(out);
        npz.add(TraceArrays.META, NpyArray.utf8(TraceMeta.write(trace)));
        TraceArrays.write(trace, npz::add);
        npz.finish();
    }
}
