package tessera.cli.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tessera.cli.output.CommonOptions;
import tessera.cli.output.Results;
import tessera.hdl.block.Blocks;
import tessera.hdl.mutation.Mutants;
import tessera.hdl.mutation.Mutation;
import tessera.hdl.mutation.MutationResult;
import tessera.hdl.mutation.MutationResult.Kind;
import tessera.hdl.mutation.MutationResult.Survivor;
import tessera.hdl.run.BuildCache;
import tessera.traces.check.InputException;
import tessera.viz.table.Column;
import tessera.viz.table.Table;

/** {@code tessera hdl mutate BLOCK}: how many planted faults the block's bench notices. */
@Command(
        name = "mutate",
        description = {
            "Plant faults in a block's Verilog, one at a time (Yosys mutate), and run the block's bench against each.",
            "Lists the survivors and what a bounded equivalence check says about them. Exit code 1 when one differs in",
            "its handshake. Without --set, the block has small parameters, so that every part of it is hit."
        },
        footer = {"", "Example:", "  tessera hdl mutate crossbar --mutants 200"})
public final class HdlMutateCommand implements Callable<Integer> {
    private static final int MOST = 60_000;

    @Parameters(paramLabel = "BLOCK", description = "Name of the block, see tessera hdl list.")
    private String block;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Set a parameter of the block; repeatable.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--mutants",
            paramLabel = "N",
            defaultValue = "100",
            description = "Faults to plant (default: 100).")
    private int mutants;

    @Option(
            names = "--cases",
            paramLabel = "N",
            defaultValue = "1500",
            description = "Test cases that a fault must survive (default: 1500).")
    private int cases;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        check("--mutants", mutants);
        check("--cases", cases);
        List<String> set = settings.isEmpty() ? Mutants.settings(block) : settings;
        MutationResult result =
                Mutation.run(Blocks.named(block).instance(set), mutants, cases, common.seed, BuildCache.standard());
        List<Column> columns = List.of(
                Column.of("mutant", "mutant"), Column.of("kind", "survivor"), Column.of("fault", "what was changed"));
        List<List<Object>> rows = new ArrayList<>();
        for (Survivor survivor : result.survivors()) {
            rows.add(List.of(survivor.number(), word(survivor.kind()), survivor.fault()));
        }
        String caption = result.block() + " " + result.parameters() + ": " + result.killed() + " of " + result.mutants()
                + " planted faults noticed within " + result.cases() + " cases, " + result.count(Kind.EQUIVALENT)
                + " make no difference in " + Mutation.FRAMES + " cycles; kill rate "
                + String.format(Locale.ROOT, "%.3f", result.killRate()) + ", seed " + common.seed;
        new Results(common, spec.commandLine().getOut())
                .print(new Table("mutate", caption, columns, rows), json(result, rows, columns));
        return result.count(Kind.HANDSHAKE_DIFFERS) == 0 ? 0 : 1;
    }

    private static Map<String, Object> json(MutationResult result, List<List<Object>> rows, List<Column> columns) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("block", result.block());
        json.put("parameters", result.parameters());
        json.put("mutants", result.mutants());
        json.put("killed", result.killed());
        json.put("kill_rate", result.killRate());
        json.put("cases", result.cases());
        List<Map<String, Object>> survivors = new ArrayList<>();
        for (List<Object> row : rows) {
            Map<String, Object> survivor = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                survivor.put(columns.get(i).key(), row.get(i));
            }
            survivors.add(survivor);
        }
        json.put("survivors", survivors);
        return json;
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static void check(String option, int value) {
        if (value < 1 || value > MOST) {
            throw new InputException(option + " = " + value + ", must be between 1 and " + MOST);
        }
    }
}
