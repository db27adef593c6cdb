package tessera.cli.command;

import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tessera.cli.bench.BenchmarkResult;
import tessera.cli.bench.BenchmarkSuite;
import tessera.cli.output.CommonOptions;
import tessera.cli.output.Results;
import tessera.traces.check.Nearest;
import tessera.traces.check.ToolException;
import tessera.viz.table.Column;
import tessera.viz.table.Table;

/** {@code tessera bench}: every performance target beside today's figure on this machine. */
@Command(
        name = "bench",
        description = "Every performance target beside today's figure on this machine (rates vary with its load).",
        footer = {"", "Examples:", "  tessera bench", "  tessera bench gna --format json"})
public final class BenchCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Benchmarks to run (default: all).")
    private List<String> wanted = List.of();

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        BenchmarkSuite suite = ServiceLoader.load(BenchmarkSuite.class)
                .findFirst()
                .orElseThrow(() -> new ToolException(
                        "the benchmarks are an optional part (extras/bench) that is not on the class path; start with"
                                + " ./tessera bench, which builds it"));
        for (String name : wanted) {
            if (!suite.names().contains(name)) {
                throw Nearest.unknown("benchmark", name, suite.names());
            }
        }
        List<BenchmarkResult> results = suite.run(wanted.isEmpty() ? suite.names() : wanted, name -> {
            common.progress(spec.commandLine().getErr(), "measuring " + name + " …");
        });
        Table table = new Table(
                "bench",
                "Ratio: 1 = on target, above 1 = better than the target.",
                List.of(
                        Column.of("name", "benchmark"),
                        Column.of("value", "measured"),
                        Column.of("unit", "unit"),
                        Column.of("target", "target"),
                        Column.of("ratio", "ratio")),
                results.stream()
                        .map(result -> List.<Object>of(
                                result.name(), result.value(), result.unit(), result.target(), result.ratio()))
                        .toList());
        new Results(common, spec.commandLine().getOut()).print(table);
        return 0;
    }
}
