package tessera.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tessera.cli.output.CommonOptions;
import tessera.cli.output.Results;
import tessera.hdl.block.Blocks;
import tessera.models.dram.DramPresets;
import tessera.models.machine.Machines;
import tessera.models.pattern.Patterns;
import tessera.traces.check.Nearest;
import tessera.traces.format.Samples;
import tessera.traces.format.TraceFormats;
import tessera.traces.workload.WorkloadSample;
import tessera.viz.table.Column;
import tessera.viz.table.Table;

/** {@code tessera list machines|patterns|blocks|traces|formats}: what there is, with sources and verification status. */
@Command(
        name = "list",
        description = "What there is: machines, patterns, blocks, traces, formats; each with its source and status.",
        footer = {"", "Example:", "  tessera list machines"})
public final class ListCommand implements Callable<Integer> {
    /** One kind of thing that can be listed. */
    private record Kind(String name, Supplier<List<List<Object>>> rows) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("machines", ListCommand::machines),
            new Kind("patterns", ListCommand::patterns),
            new Kind("blocks", ListCommand::blocks),
            new Kind("traces", ListCommand::traces),
            new Kind("formats", ListCommand::formats));

    @Parameters(paramLabel = "KIND", description = "machines, patterns, blocks, traces or formats")
    private String kind;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    private static List<List<Object>> machines() {
        Stream<List<Object>> accelerators = Machines.ALL.stream()
                .map(machine -> List.of(machine.name(), machine.summary(), machine.source(), machine.status()));
        Stream<List<Object>> memories = DramPresets.ALL.stream()
                .map(preset -> List.of(preset.name(), preset.summary(), preset.source(), preset.status()));
        return Stream.concat(accelerators, memories).toList();
    }

    private static List<List<Object>> patterns() {
        return Patterns.ALL.stream()
                .map(pattern -> List.<Object>of(
                        pattern.name(),
                        pattern.summary(),
                        pattern.source(),
                        pattern.status() + ": " + pattern.check(),
                        pattern.patternClass(),
                        pattern.fidelity().name(),
                        pattern.traceNeeds(),
                        pattern.paper()))
                .toList();
    }

    private static List<List<Object>> blocks() {
        return Blocks.ALL.stream()
                .map(block -> List.<Object>of(block.name(), block.summary(), block.source(), block.status()))
                .toList();
    }

    private static List<List<Object>> traces() {
        List<List<Object>> rows = new ArrayList<>();
        Samples.ALL.forEach(sample ->
                rows.add(List.of("sample:" + sample.name(), sample.summary(), sample.source(), sample.status())));
        WorkloadSample.ALL.forEach(sample ->
                rows.add(List.of("sample:" + sample.name(), sample.summary(), sample.source(), sample.status())));
        return rows;
    }

    private static List<List<Object>> formats() {
        return TraceFormats.ALL.stream()
                .map(format -> List.<Object>of(format.name(), format.summary(), format.source(), format.status()))
                .toList();
    }

    @Override
    public Integer call() {
        Kind wanted = KINDS.stream()
                .filter(candidate -> candidate.name().equals(kind))
                .findFirst()
                .orElseThrow(() -> Nearest.unknown(
                        "kind of thing to list",
                        kind,
                        KINDS.stream().map(Kind::name).toList()));
        List<Column> columns = new ArrayList<>(List.of(
                Column.of("name", "name"),
                Column.of("summary", "summary"),
                Column.of("source", "source"),
                Column.of("status", "status")));
        if (wanted.name().equals("patterns")) {
            columns.addAll(List.of(
                    Column.of("class", "class"),
                    Column.of("fidelity", "fidelity"),
                    Column.of("trace_needs", "trace needs"),
                    Column.of("paper", "paper")));
        }
        new Results(common, spec.commandLine().getOut())
                .print(new Table(wanted.name(), "", columns, wanted.rows().get()));
        return 0;
    }
}
