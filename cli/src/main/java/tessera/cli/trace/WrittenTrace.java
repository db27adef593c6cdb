package tessera.cli.trace;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tessera.cli.output.CommonOptions;
import tessera.traces.check.InputException;
import tessera.traces.convert.TraceExport;
import tessera.traces.file.OutputFiles;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.TraceFiles;
import tessera.viz.table.Column;
import tessera.viz.table.Table;

/** A trace that a command has made and written into the folder of {@code --out}. */
public final class WrittenTrace {
    private static final Path DEFAULT_FOLDER = Path.of("out", "traces");

    private WrittenTrace() {}

    /** The folder for results; {@code --out} is spent with that: the printed figures are no file beside the trace. */
    public static Path folder(CommonOptions common) {
        Path folder = OutputFiles.folder(common.out == null ? DEFAULT_FOLDER : common.out);
        common.out = null;
        return folder;
    }

    /** A name that a person gave, or the default if none; what is no file name is an input error. */
    public static String name(String given, String absent) {
        if (!given.isEmpty() && !given.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new InputException(
                    "--name '" + given + "': expected letters, digits, '.', '_' and '-' (it becomes a file name)");
        }
        return given.isEmpty() ? absent : given;
    }

    /** Writes the trace as NAME.npz into the folder. */
    public static Path write(AttentionTrace trace, Path folder) {
        Path file = folder.resolve(TraceExport.fileName(trace) + ".npz");
        TraceFiles.write(file, trace);
        return file;
    }

    /** One row: the trace's shape, file and checksum, and whatever more a command has to say. */
    public static Table table(String tableName, String caption, AttentionTrace trace, Path file, List<Extra> more) {
        List<Column> columns = new ArrayList<>(List.of(
                Column.of("name", "trace"),
                Column.of("file", "file"),
                Column.of("layers", "layers"),
                Column.of("heads", "heads"),
                Column.of("kv_heads", "key/value heads"),
                Column.of("queries", "queries"),
                Column.of("keys", "keys"),
                Column.of("head_dim", "head dim"),
                Column.of("layout", "layout"),
                Column.of("causal", "causal"),
                Column.of("decode_steps", "decode steps"),
                Column.of("precision", "precision")));
        List<Object> row = new ArrayList<>(List.of(
                trace.name(),
                file.toString(),
                trace.layerCount(),
                trace.headCount(),
                trace.kvHeadCount(),
                trace.queryCount(),
                trace.keyCount(),
                trace.headDim(),
                trace.layout().stream().map(String::valueOf).collect(Collectors.joining("x")),
                trace.isCausal(),
                trace.shape().decodeStepCount(),
                trace.precision().toString()));
        for (Extra extra : more) {
            columns.add(extra.column());
            row.add(extra.value());
        }
        columns.add(Column.of("sha256", "sha256"));
        row.add(trace.sha256());
        return new Table(tableName, caption, columns, List.of(row));
    }

    /** A further column with its one value. */
    public record Extra(Column column, Object value) {}
}
