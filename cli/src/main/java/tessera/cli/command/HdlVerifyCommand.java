package tessera.cli.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tessera.cli.hdl.FormalRun;
import tessera.cli.output.CommonOptions;
import tessera.cli.output.Results;
import tessera.hdl.block.Block;
import tessera.hdl.block.BlockInstance;
import tessera.hdl.block.Blocks;
import tessera.hdl.proof.Proof;
import tessera.hdl.proof.Proofs;
import tessera.hdl.run.BlockCheck;
import tessera.hdl.run.BlockCheckOutcome;
import tessera.hdl.run.BlockCheckResult;
import tessera.hdl.run.BuildCache;
import tessera.hdl.run.CoverageFloor;
import tessera.hdl.tool.Lint;
import tessera.hdl.tool.Tool;
import tessera.traces.check.InputException;
import tessera.traces.check.ToolException;
import tessera.viz.table.Column;
import tessera.viz.table.Table;

/** {@code tessera hdl verify}: blocks under Verilator against their cycle models and golden functions. */
@Command(
        name = "verify",
        description = {
            "Run blocks under Verilator: every port against the cycle model in every cycle, every answer against the",
            "golden function; lint in up to three tools. Exit code 1 when anything differs."
        },
        footer = {
            "",
            "Examples:",
            "  tessera hdl verify --all",
            "  tessera hdl verify --all --formal",
            "  tessera hdl verify zero-eliminator --set lanes=64 --cases 100000 --coverage"
        })
public final class HdlVerifyCommand implements Callable<Integer> {
    private static final int MOST_CASES = 100_000_000;
    private static final int MISMATCH = 1;

    private static final List<Column> COLUMNS = List.of(
            Column.of("block", "block"),
            Column.of("parameters", "parameters"),
            Column.of("cases", "cases"),
            Column.of("mismatches", "mismatches"),
            Column.of("cycles_per_s", "speed", "cycles/s"),
            new Column("coverage_line", "lines reached", "0-1", "share of lines and branches that ran"),
            new Column("coverage_toggle", "bits toggled", "0-1", "share of signal bits that changed"));

    @Parameters(arity = "0..1", paramLabel = "BLOCK", description = "Name of the block, see tessera hdl list.")
    private String block;

    @Option(names = "--all", description = "Every block at its default parameters.")
    private boolean isAll;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Set a parameter of the block; repeatable.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--cases",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Test cases per block (default: 10000).")
    private int cases;

    @Option(names = "--coverage", description = "Count reached lines and toggled bits; needs a build of its own.")
    private boolean hasCoverage;

    @Option(
            names = "--formal",
            description = "Run the blocks' proofs (Yosys, ABC) at small parameters instead of the simulation.")
    private boolean isFormal;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<BlockInstance> wanted = wanted();
        if (cases < 1 || cases > MOST_CASES) {
            throw new InputException("--cases = " + cases + ", must be between 1 and " + MOST_CASES);
        }
        if (isFormal) {
            return prove();
        }
        Tool.VERILATOR.require();
        Tool.CXX.require();
        List<BlockCheckResult> results = new ArrayList<>();
        boolean isClean = true;
        for (BlockInstance instance : wanted) {
            isClean &= isLintClean(instance);
            BlockCheckOutcome outcome =
                    BlockCheck.run(instance, cases, common.seed, hasCoverage, BuildCache.standard());
            if (outcome instanceof BlockCheckOutcome.CouldNotRun missing) {
                throw new ToolException(missing.reason());
            }
            BlockCheckResult result = (BlockCheckResult) outcome;
            results.add(result);
            reportFailure(result);
            isClean &= reportCoverage(result);
        }
        print(results);
        return isClean && results.stream().allMatch(result -> result.mismatches() == 0) ? 0 : MISMATCH;
    }

    private int prove() {
        if (!settings.isEmpty()) {
            throw new InputException(
                    "--set does not go with --formal: proofs have small parameters of their own; got --set "
                            + settings.get(0));
        }
        List<Proof> proofs = isAll ? Proofs.ALL : Proofs.of(block);
        if (proofs.isEmpty()) {
            throw new InputException("no proof of " + block + "; blocks with proofs: "
                    + Proofs.ALL.stream().map(Proof::block).distinct().collect(Collectors.joining(", ")));
        }
        FormalRun run = new FormalRun(proofs);
        new Results(common, spec.commandLine().getOut()).print(run.table());
        return run.isClean() ? 0 : MISMATCH;
    }

    private List<BlockInstance> wanted() {
        if (isAll == (block != null)) {
            throw new InputException("expected a BLOCK or --all, got " + (isAll ? "both" : "neither") + "; blocks: "
                    + Blocks.ALL.stream().map(Block::name).collect(Collectors.joining(", ")));
        }
        if (isAll && !settings.isEmpty()) {
            throw new InputException("--set goes with one BLOCK, not with --all; got --set " + settings.get(0));
        }
        return isAll
                ? Blocks.ALL.stream().map(Block::instance).toList()
                : List.of(Blocks.named(block).instance(settings));
    }

    private boolean isLintClean(BlockInstance instance) {
        PrintWriter err = spec.commandLine().getErr();
        boolean isClean = true;
        for (Lint.Verdict verdict : Lint.check(instance.design())) {
            if (!verdict.isPresent()) {
                note(err, "not linted with " + verdict.tool().command() + ": " + verdict.messages());
            } else if (!verdict.isClean()) {
                err.println(
                        instance.blockName() + ": lint with " + verdict.tool().command() + " says "
                                + verdict.messages().replaceAll("\\s*\\R\\s*", " "));
                isClean = false;
            }
        }
        return isClean;
    }

    private void note(PrintWriter err, String text) {
        if (!common.quiet) {
            err.println(text);
        }
    }

    /** Whether the cases reach what they must of the Verilog. */
    private boolean reportCoverage(BlockCheckResult result) {
        if (CoverageFloor.isKept(result)) {
            return true;
        }
        spec.commandLine()
                .getErr()
                .println(result.block() + ": coverage of "
                        + result.coverage().line().orElse(0) + " (lines) and "
                        + result.coverage().toggle().orElse(0)
                        + " (bits) is below the block's floor, see CoverageFloor");
        return false;
    }

    private void reportFailure(BlockCheckResult result) {
        if (result.mismatches() > 0) {
            String waves = result.failures().get(0).waves();
            spec.commandLine()
                    .getErr()
                    .println(result.block() + ": " + result.mismatches() + " of " + result.cases()
                            + " cases differ (seed " + result.seed() + "); first: "
                            + result.failures().get(0)
                            + (waves.isEmpty() ? "" : "; waves: " + HdlText.waves(common.out, result.module(), waves)));
        }
    }

    private void print(List<BlockCheckResult> results) {
        List<List<Object>> rows = new ArrayList<>();
        List<Map<String, Object>> json = new ArrayList<>();
        for (BlockCheckResult result : results) {
            List<Object> row = new ArrayList<>();
            row.add(result.block());
            row.add(HdlText.parameters(result.parameters()));
            row.add(result.cases());
            row.add(result.mismatches());
            row.add((double) Math.round(result.cyclesPerSecond()));
            row.add(orNull(result.coverage().line()));
            row.add(orNull(result.coverage().toggle()));
            rows.add(row);
            Map<String, Object> entry = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                entry.put(COLUMNS.get(i).key(), row.get(i));
            }
            entry.put("parameters", result.parameters());
            json.add(entry);
        }
        String caption = "Verilog under "
                + (results.isEmpty() ? "Verilator" : results.get(0).tool()) + ", seed " + common.seed;
        new Results(common, spec.commandLine().getOut()).print(new Table("verify", caption, COLUMNS, rows), json);
    }

    private static Object orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
