package tessera.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tessera.cli.output.CommonOptions;
import tessera.cli.output.Results;
import tessera.hdl.block.Block;
import tessera.hdl.block.Blocks;
import tessera.models.block.BlockParameter;
import tessera.viz.table.Column;
import tessera.viz.table.Table;

/** {@code tessera hdl list}: the blocks with what {@code --set} accepts and their latency formulas. */
@Command(
        name = "list",
        description = "The hardware blocks: parameters with defaults, latency formula, source, verification status.",
        footer = {"", "Example:", "  tessera hdl list"})
public final class HdlListCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<Column> columns = List.of(
                Column.of("name", "name"),
                Column.of("summary", "summary"),
                Column.of("parameters", "parameters"),
                Column.of("latency", "latency", "cycles"),
                Column.of("source", "source"),
                Column.of("status", "status"));
        List<List<Object>> rows = new ArrayList<>();
        for (Block block : Blocks.ALL) {
            rows.add(List.of(
                    block.name(), block.summary(), parameters(block), block.latency(), block.source(), block.status()));
        }
        new Results(common, spec.commandLine().getOut()).print(new Table("blocks", "", columns, rows));
        return 0;
    }

    private static String parameters(Block block) {
        List<String> texts = new ArrayList<>();
        for (BlockParameter parameter : block.parameters()) {
            texts.add(parameter.name() + "=" + parameter.defaultValue() + " (" + parameter.min() + " to "
                    + parameter.max() + (parameter.isPowerOfTwo() ? ", power of two)" : ")"));
        }
        return String.join(", ", texts);
    }
}
