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
import tessera.hdl.block.Block;
import tessera.hdl.block.BlockInstance;
import tessera.hdl.block.Blocks;
import tessera.hdl.synth.Liberty;
import tessera.hdl.synth.Synthesis;
import tessera.hdl.synth.SynthesisResult;
import tessera.hdl.synth.SynthesisResult.Part;
import tessera.hdl.tool.Tool;
import tessera.traces.check.InputException;
import tessera.viz.table.Column;
import tessera.viz.table.Table;

/** {@code tessera hdl synth BLOCK}: cells, area and critical path of a block, by Yosys. */
@Command(
        name = "synth",
        description = {
            "Synthesise a block with Yosys: cells, area with a Liberty library or transistors without, critical path.",
            "Memories are left out and counted in bits; the modules beside a memory are reported each by itself."
        },
        footer = {
            "",
            "Examples:",
            "  tessera hdl synth top-k-radix --liberty cells.lib",
            "  tessera hdl synth top-k-radix --sweep lanes=4,8,16 --sweep digit_bits=2,4 --liberty cells.lib --format csv"
        })
public final class HdlSynthCommand implements Callable<Integer> {
    private static final int MOST_RUNS = 1000;

    private static final List<Column> COLUMNS = List.of(
            Column.of("block", "block"),
            Column.of("parameters", "parameters"),
            Column.of("part", "part"),
            Column.of("library", "library"),
            Column.of("cells", "cells"),
            Column.of("area_um2", "area", "um2"),
            Column.of("transistors", "transistors"),
            Column.of("critical_path_ns", "critical path", "ns"),
            Column.of("memory_bits", "memory", "bits"));

    @Parameters(paramLabel = "BLOCK", description = "Name of the block, see tessera hdl list.")
    private String block;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Set a parameter of the block; repeatable.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--sweep",
            paramLabel = "KEY=V1,V2,…",
            description = "One run for each value of the parameter; several sweeps make a grid.")
    private List<String> sweeps = new ArrayList<>();

    @Option(
            names = "--liberty",
            paramLabel = "FILE",
            description = "Cell library; without one, transistors are counted.")
    private Path liberty;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Block wanted = Blocks.named(block);
        List<BlockInstance> instances = new ArrayList<>();
        for (List<String> point : grid()) {
            instances.add(wanted.instance(point));
        }
        Optional<Liberty> library = Optional.ofNullable(liberty).map(Liberty::read);
        Tool.YOSYS.require();
        List<List<Object>> rows = new ArrayList<>();
        List<Map<String, Object>> json = new ArrayList<>();
        String tool = "";
        for (BlockInstance instance : instances) {
            common.progress(
                    spec.commandLine().getErr(),
                    "synthesising " + instance.design().top().name());
            SynthesisResult result = Synthesis.run(instance.design(), library);
            tool = result.tool();
            json.add(json(instance, result));
            addRows(rows, instance, result);
        }
        String caption = tool + ", target period 2 ns; critical path: combinational, without wires and flip-flops";
        new Results(common, spec.commandLine().getOut())
                .print(new Table("synth", caption, COLUMNS, rows), sweeps.isEmpty() ? json.get(0) : json);
        return 0;
    }

    private List<List<String>> grid() {
        List<List<String>> points = List.of(settings);
        for (String sweep : sweeps) {
            int equals = sweep.indexOf('=');
            if (equals < 1 || equals + 1 == sweep.length()) {
                throw new InputException("--sweep " + sweep + ": expected KEY=V1,V2,…, such as lanes=4,8,16");
            }
            List<List<String>> longer = new ArrayList<>();
            for (List<String> point : points) {
                for (String value : sweep.substring(equals + 1).split(",", -1)) {
                    List<String> next = new ArrayList<>(point);
                    next.add(sweep.substring(0, equals) + "=" + value);
                    longer.add(next);
                }
            }
            points = longer;
        }
        if (points.size() > MOST_RUNS) {
            throw new InputException("the sweeps make " + points.size() + " runs, must be at most " + MOST_RUNS);
        }
        return points;
    }

    private static Map<String, Object> json(BlockInstance instance, SynthesisResult result) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("block", instance.blockName());
        entry.put("parameters", instance.parameters());
        entry.put("library", result.library());
        figures(entry, result.whole(), result.hasLibrary());
        entry.put("memory_bits", result.memoryBits());
        List<Map<String, Object>> parts = new ArrayList<>();
        for (Part part : result.parts()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("module", part.module());
            figures(one, part, result.hasLibrary());
            parts.add(one);
        }
        entry.put("parts", parts);
        return entry;
    }

    private static void figures(Map<String, Object> entry, Part part, boolean hasLibrary) {
        entry.put("cells", part.cells());
        entry.put("area_um2", hasLibrary ? rounded(part.size()) : null);
        entry.put("transistors", hasLibrary ? null : (long) part.size());
        entry.put("critical_path_ns", hasLibrary ? part.criticalPathNs() : null);
    }

    private static void addRows(List<List<Object>> rows, BlockInstance instance, SynthesisResult result) {
        List<Part> parts = new ArrayList<>(List.of(result.whole()));
        // The top module's own wiring, the last part, is in the whole and of no interest by itself.
        parts.addAll(result.parts().subList(0, Math.max(0, result.parts().size() - 1)));
        for (Part part : parts) {
            boolean isWhole = part == parts.get(0);
            Map<String, Object> figures = new LinkedHashMap<>();
            figures(figures, part, result.hasLibrary());
            List<Object> row = new ArrayList<>();
            row.add(instance.blockName());
            row.add(HdlText.parameters(instance.parameters()));
            row.add(isWhole ? "all" : part.module().replaceFirst("_n\\d.*", ""));
            row.add(result.library());
            row.addAll(figures.values());
            row.add(isWhole ? result.memoryBits() : null);
            rows.add(row);
        }
    }

    private static double rounded(double area) {
        return Math.round(area * 10) / 10.0;
    }
}
