package tessera.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
import tessera.hdl.block.Block;
import tessera.hdl.block.Blocks;
import tessera.hdl.folder.EmittedFolder;
import tessera.traces.check.InputException;
import tessera.traces.file.OutputFiles;
import tessera.viz.table.Column;
import tessera.viz.table.Table;

/** {@code tessera hdl emit BLOCK}: a block's Verilog with a bench, as a folder that works on its own. */
@Command(
        name = "emit",
        description = {
            "Write a block into the folder --out: Verilog (one module, one file), a self-checking bench with recorded",
            "vectors, a C++ harness, a Makefile and a README. The folder works without Tessera."
        },
        footer = {"", "Example:", "  tessera hdl emit zero-eliminator --set lanes=32 --set lane_bits=8 --out out/rtl"})
public final class HdlEmitCommand implements Callable<Integer> {
    @Parameters(paramLabel = "BLOCK", description = "Name of the block, see tessera hdl list.")
    private String block;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Set a parameter of the block; repeatable.")
    private List<String> settings = new ArrayList<>();

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Block wanted = Blocks.named(block);
        EmittedFolder emitted = EmittedFolder.of(wanted, wanted.instance(settings), common.seed);
        if (common.out == null) {
            throw new InputException("expected --out DIR, the folder for the Verilog files; got none");
        }
        Path folder = OutputFiles.folder(common.out);
        // The folder is for the Verilog alone, not for a copy of this answer.
        common.out = null;
        List<String> files = new ArrayList<>();
        List<List<Object>> rows = new ArrayList<>();
        emitted.files().forEach((name, text) -> {
            Path file = folder.resolve(name);
            OutputFiles.text(file, text);
            files.add(file.toString());
            rows.add(List.of(file.toString(), text.lines().count()));
        });
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("top", emitted.top());
        json.put("files", files);
        Table table = new Table(
                "emit",
                "Top module: " + emitted.top(),
                List.of(Column.of("file", "file"), Column.of("lines", "lines")),
                rows);
        new Results(common, spec.commandLine().getOut()).print(table, json);
        return 0;
    }
}
