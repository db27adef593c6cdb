package tessera.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tessera.cli.output.CommonOptions;
import tessera.cli.output.Results;
import tessera.hdl.bench.Difference;
import tessera.hdl.block.BlockInstance;
import tessera.hdl.block.Blocks;
import tessera.hdl.check.ForeignCheck;
import tessera.hdl.check.ForeignCheckResult;
import tessera.hdl.check.ForeignRtl;
import tessera.hdl.check.JUnitReport;
import tessera.hdl.run.BuildCache;
import tessera.traces.check.InputException;
import tessera.traces.file.OutputFiles;
import tessera.viz.table.Column;
import tessera.viz.table.Table;

/** {@code tessera hdl check BLOCK}: somebody else's RTL against the block's cases. */
@Command(
        name = "check",
        description = {
            "Run the cases of a block against other RTL with the same ports, under Verilator: every answer against the",
            "golden function, every stream against the handshake rules, whatever its timing. Exit code 1 when it is wrong."
        },
        footer = {
            "",
            "Example:",
            "  tessera hdl check top-k-radix --rtl top_k.sv,row_memory.sv --top top_k --set lanes=8 --junit top_k.xml"
        })
public final class HdlCheckCommand implements Callable<Integer> {
    private static final int MOST_CASES = 100_000_000;
    private static final int WRONG = 1;

    private static final List<Column> COLUMNS = List.of(
            Column.of("block", "block"),
            Column.of("cases", "cases"),
            Column.of("mismatches", "mismatches"),
            Column.of("cycle", "first difference", "cycle"),
            Column.of("signal", "signal"),
            Column.of("expected", "expected"),
            Column.of("got", "got"));

    @Parameters(paramLabel = "BLOCK", description = "Name of the block whose ports the RTL has, see tessera hdl list.")
    private String block;

    @Option(
            names = "--rtl",
            paramLabel = "FILE",
            split = ",",
            arity = "1..*",
            required = true,
            description = "Verilog or SystemVerilog files, in the order in which they must be read.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--top", paramLabel = "NAME", required = true, description = "The module with the block's ports.")
    private String top;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Set a parameter of the block; repeatable.")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--cases", paramLabel = "N", defaultValue = "2000", description = "Test cases (default: 2000).")
    private int cases;

    @Option(
            names = "--timeout-cycles",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Cycles without any beat passing after which the RTL fails (default: 100000).")
    private int timeoutCycles;

    @Option(names = "--junit", paramLabel = "FILE", description = "Write the cases as JUnit XML.")
    private Path junit;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        BlockInstance instance = Blocks.named(block).instance(settings);
        inRange("--cases", cases, MOST_CASES);
        inRange("--timeout-cycles", timeoutCycles, 1_000_000_000);
        if (junit != null) {
            OutputFiles.checkFile(junit);
        }
        ForeignRtl rtl = ForeignRtl.read(files, top);
        ForeignCheckResult result =
                ForeignCheck.run(instance, rtl, cases, common.seed, timeoutCycles, BuildCache.standard());
        if (junit != null) {
            OutputFiles.text(junit, JUnitReport.of(instance.blockName(), top, result));
        }
        result.firstDifference().ifPresent(difference -> report(instance, result, difference));
        print(instance, result);
        return result.failures().isEmpty() ? 0 : WRONG;
    }

    private static void inRange(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new InputException(option + " = " + value + ", must be between 1 and " + most);
        }
    }

    private void report(BlockInstance instance, ForeignCheckResult result, Difference difference) {
        int index = result.failures().get(0).caseIndex();
        StringBuilder line = new StringBuilder();
        line.append(instance.blockName()).append(": ").append(top).append(" is wrong in ");
        line.append(result.failures().size())
                .append(" of ")
                .append(result.cases().size())
                .append(" cases (seed ");
        line.append(common.seed).append("); first: case ").append(index).append(" (");
        line.append(result.cases().get(index)).append("), ").append(difference);
        if (!result.waves().isEmpty()) {
            line.append("; waves: ").append(HdlText.waves(common.out, top, result.waves()));
        }
        spec.commandLine().getErr().println(line);
    }

    private void print(BlockInstance instance, ForeignCheckResult result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("block", instance.blockName());
        json.put("parameters", instance.parameters());
        json.put("cases", result.cases().size());
        json.put("mismatches", result.failures().size());
        Optional<Difference> first = result.firstDifference();
        Map<String, Object> difference = new LinkedHashMap<>();
        first.ifPresent(found -> {
            difference.put("cycle", found.cycle());
            difference.put("signal", found.signal());
            difference.put("expected", found.expected());
            difference.put("got", found.got());
        });
        json.put("first_difference", first.isPresent() ? difference : null);
        List<Object> row = new ArrayList<>(List.of(
                instance.blockName(), result.cases().size(), result.failures().size()));
        for (Column column : COLUMNS.subList(row.size(), COLUMNS.size())) {
            row.add(difference.get(column.key()));
        }
        String caption = top + " under " + result.tool() + ", seed " + common.seed;
        new Results(common, spec.commandLine().getOut())
                .print(new Table("check", caption, COLUMNS, List.of(row)), json);
    }
}
