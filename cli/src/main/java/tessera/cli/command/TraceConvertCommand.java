package tessera.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tessera.cli.output.CommonOptions;
import tessera.cli.output.Results;
import tessera.cli.trace.WrittenTrace;
import tessera.traces.convert.TraceExport;
import tessera.traces.tensor.StoredPrecision;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.TraceFiles;
import tessera.viz.table.Table;

/** {@code tessera trace convert}: writes a trace in another format or precision. */
@Command(
        name = "convert",
        description =
                "Write a trace in another format: npz, safetensors, npy (three files), csv (SpAtten workload), json"
                        + " (NATTEN problem).",
        footer = {
            "",
            "Examples:",
            "  tessera trace convert sample:minilm-declaration-214 minilm.safetensors --precision fp16",
            "  tessera trace convert TRACE.npz dense.csv"
        })
public final class TraceConvertCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "TRACE", description = "A trace file, or sample:NAME.")
    private String trace;

    @Parameters(index = "1", paramLabel = "FILE", description = "What to write; the ending names the format.")
    private Path file;

    @Option(
            names = "--precision",
            paramLabel = "int8|fp16|fp32",
            description = "How values are kept (default: as they are).")
    private String precision;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        AttentionTrace opened = TraceFiles.open(trace);
        if (precision != null) {
            opened = TraceExport.inPrecision(opened, StoredPrecision.named(precision));
        }
        List<Path> written = TraceExport.write(opened, common.out == null ? file : common.out.resolve(file));
        common.out = null;
        Table table = WrittenTrace.table("trace_convert", "", opened, written.get(0), List.of());
        new Results(common, spec.commandLine().getOut()).print(table);
        return 0;
    }
}
