package tessera.cli.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.hdl.block.Block;
import tessera.hdl.block.Blocks;
import tessera.hdl.run.BlockCheck;
import tessera.hdl.run.BlockCheckOutcome;
import tessera.hdl.run.BlockCheckOutcome.CouldNotRun;
import tessera.hdl.run.BlockCheckResult;
import tessera.traces.check.ToolException;
import tessera.viz.report.Answer;
import tessera.viz.report.ReportPage.Fact;
import tessera.viz.report.Section;
import tessera.viz.report.Tone;
import tessera.viz.table.Column;
import tessera.viz.table.Table;

/** Does the RTL agree? The blocks around the top-k engine at their default parameters under Verilator. */
final class RtlPart implements ReportPart {
    /** What a page needs to show; {@code tessera hdl verify --all} takes them all, and minutes. */
    private static final List<String> SHOWN = List.of("zero-eliminator", "quantisation-decision", "top-k-radix");

    /** Enough to meet every stall pattern many times, few enough for a second or two after the build of the model. */
    private static final int CASES = 500;

    private static final String QUESTION = "Does the RTL agree?";

    @Override
    public String name() {
        return "rtl";
    }

    @Override
    public Finding find(ReportInput input) {
        List<BlockCheckResult> results = new ArrayList<>();
        for (String name : SHOWN) {
            Block block = Blocks.named(name);
            input.progress().accept("running the Verilog of " + block.name() + " under Verilator");
            BlockCheckOutcome outcome = check(block, input.seed());
            if (outcome instanceof CouldNotRun not) {
                return notRun(not.reason(), input);
            }
            results.add((BlockCheckResult) outcome);
        }
        return found(results, input);
    }

    private static BlockCheckOutcome check(Block block, long seed) {
        try {
            return BlockCheck.run(block, CASES, seed);
        } catch (ToolException e) {
            return new CouldNotRun(e.getMessage());
        }
    }

    private static Finding notRun(String reason, ReportInput input) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("could_not_run", reason);
        return new Finding(
                new Answer(QUESTION, "not checked", "on this machine: " + reason, Tone.CAUTION, "rtl"),
                List.of(),
                Section.of(
                        "rtl",
                        "The Verilog against the cycle model",
                        tessera.viz.report.Block.note(Tone.CAUTION, "The hardware was not checked: " + reason),
                        commands(input)),
                json,
                Map.of(),
                false);
    }

    private static Finding found(List<BlockCheckResult> results, ReportInput input) {
        int cases = results.stream().mapToInt(BlockCheckResult::cases).sum();
        int mismatches = results.stream().mapToInt(BlockCheckResult::mismatches).sum();
        boolean agrees = mismatches == 0;
        String names =
                String.join(", ", results.stream().map(BlockCheckResult::block).toList());
        List<tessera.viz.report.Block> blocks = new ArrayList<>();
        blocks.add(tessera.viz.report.Block.text(
                "Each block's Verilog is generated from the parameter record that its golden function and its cycle model"
                        + " read. Under Verilator, with random stalls, every port is compared with the cycle model in every"
                        + " clock cycle, and every answer with the golden function."));
        blocks.add(tessera.viz.report.Block.table(table(results)));
        for (BlockCheckResult result : results) {
            for (BlockCheckResult.Failure failure : result.failures()) {
                blocks.add(tessera.viz.report.Block.note(Tone.BAD, result.block() + ": " + failure));
            }
        }
        blocks.add(commands(input));
        return new Finding(
                new Answer(
                        QUESTION,
                        GnaPart.text("%,d of %,d cases", cases - mismatches, cases),
                        (agrees ? "agree" : "agree, the others do not,")
                                + " in answer and in every cycle of every port: " + names
                                + ", Verilog against cycle model and golden function.",
                        agrees ? Tone.GOOD : Tone.BAD,
                        "rtl"),
                List.of(new Fact("Verilator", results.get(0).tool())),
                new Section("rtl", "The Verilog against the cycle model", blocks),
                json(results, input),
                Map.of(),
                !agrees);
    }

    private static List<Map<String, Object>> json(List<BlockCheckResult> results, ReportInput input) {
        List<Map<String, Object>> rows = table(results).records();
        for (int i = 0; i < rows.size(); i++) {
            Map<String, Object> row = rows.get(i);
            row.put("seed", input.seed());
            row.put("tool", results.get(i).tool());
            row.put(
                    "command",
                    "tessera hdl verify " + row.get("block") + " --cases " + CASES + " --seed " + input.seed());
        }
        return rows;
    }

    private static Table table(List<BlockCheckResult> results) {
        List<List<Object>> rows = new ArrayList<>();
        for (BlockCheckResult result : results) {
            rows.add(Arrays.asList(
                    result.block(),
                    result.module(),
                    result.parameters().toString().replaceAll("[{}]", ""),
                    result.cases(),
                    result.mismatches(),
                    result.cycles()));
        }
        return new Table(
                "rtl",
                "Three of the " + Blocks.ALL.size() + " blocks under Verilator, at their default parameters.",
                List.of(
                        Column.of("block", "block"),
                        Column.of("module", "Verilog module"),
                        Column.of("parameters", "parameters"),
                        Column.of("cases", "cases"),
                        new Column("mismatches", "mismatches", "", "cases in which a port or an answer differed"),
                        new Column("cycles", "compared", "cycles", "clock cycles in which every port was compared")),
                rows);
    }

    private static tessera.viz.report.Block commands(ReportInput input) {
        return tessera.viz.report.Block.commands(
                "To read the Verilog, and to check it again with more cases",
                "./tessera hdl emit zero-eliminator --out out/rtl",
                "./tessera hdl verify --all --cases 10000 --seed " + input.seed());
    }
}
