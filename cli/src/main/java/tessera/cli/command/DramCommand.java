package tessera.cli.command;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tessera.cli.dram.DramRows;
import tessera.cli.dram.ReferenceRows;
import tessera.cli.dram.ReferenceSummary;
import tessera.cli.output.CommonOptions;
import tessera.cli.output.GivenOptions;
import tessera.cli.output.Results;
import tessera.models.config.ConfigNode;
import tessera.models.dram.DramParams;
import tessera.models.dram.DramPresets;
import tessera.models.dram.stream.AddressStream;
import tessera.models.dram.stream.AddressStreams;
import tessera.sim.dram.CommandListener;
import tessera.sim.dram.CommandTrace;
import tessera.sim.dram.DramResult;
import tessera.sim.dram.DramSystem;
import tessera.sim.dram.Injection;
import tessera.sim.dram.JedecChecker;
import tessera.sim.dram.Listeners;
import tessera.sim.dram.MapExplorer;
import tessera.sim.kernel.Driver;
import tessera.traces.check.InputException;
import tessera.traces.file.OutputFiles;
import tessera.viz.table.Table;
import tessera.viz.table.TableText;

/** {@code tessera dram}: an address stream through the DRAM model alone. */
@Command(
        name = "dram",
        description = "An address stream through the DRAM model alone (design and accuracy: docs/dram.md).",
        footer = {
            "",
            "Examples:",
            "  tessera dram seq:n=131072,size=64 --preset d3-hbm2-a",
            "  tessera dram gather_sorted:n=65536,row=64,keep=0.25,seed=1 --preset r2-hbm2-b --inject win:16",
            "  tessera dram addresses.txt --preset ddr5 --trace commands.csv --check",
            "  tessera dram rand --preset r2-hbm2-b --set map=row.bank.pc.bankgroup.col.ch \\",
            "      --set controller.read_queue_entries=64",
            "  tessera dram gather_rand:row=128 --preset hbm3 --map-explorer",
            "",
            "Streams: seq, stride, rand, gather_sorted, gather_rand, kv_alt, copy, with the parameters",
            "  n, size, foot, seed, stride, row, keep; or a file of lines 'HEXADDR R|W'.",
            "Presets: tessera list machines"
        })
public final class DramCommand implements Callable<Integer> {
    private static final int SHOWN_MAPS = 20;

    @Parameters(arity = "0..1", paramLabel = "STREAM", description = "Generator with parameters, or a file.")
    private String stream;

    @Option(names = "--preset", paramLabel = "NAME|FILE.yaml", description = "The memory (default: r2-hbm2-b).")
    private String preset = "r2-hbm2-b";

    @Option(
            names = "--inject",
            paramLabel = "sat|perch|win:W|serial|rate:R",
            description = "How transactions are put in (default: sat).")
    private String inject = "sat";

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Changes one value of the preset; repeatable.")
    private List<String> changes = List.of();

    @Option(
            names = "--check",
            description = "Judge every command by the data-sheet rules; exit code 1 if one is broken.")
    private boolean isChecked;

    @Option(names = "--trace", paramLabel = "FILE", description = "Write every command: cycle,ACT,ch,pc,bg,ba,row,col.")
    private Path trace;

    @Option(names = "--check-trace", paramLabel = "FILE", description = "Judge a command trace instead of a stream.")
    private Path checkTrace;

    @Option(names = "--map-explorer", description = "Rank address maps for this stream.")
    private boolean isExploring;

    @Option(
            names = "--compare",
            paramLabel = "ROWS.csv",
            description =
                    "Run the rows of reference results beside ours; exit code 1 unless each agrees within 3 %% of its"
                            + " cycles and 10 %% of its latency.")
    private Path reference;

    @Option(names = "--print-stream", description = "Print the stream as 'HEXADDR R|W' lines and stop.")
    private boolean isPrintingStream;

    @Option(names = "--print-preset", description = "Print the resolved preset as YAML and stop.")
    private boolean isPrinting;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        GivenOptions given = new GivenOptions(spec);
        if (reference != null) {
            given.only("--compare", "its rows name their own streams and presets", "--compare");
            return compare();
        }
        ConfigNode resolved = DramPresets.resolve(preset);
        for (String change : changes) {
            resolved = resolved.with(change);
        }
        DramParams params = DramPresets.params(resolved);
        if (!common.quiet) {
            params.warnings().forEach(warning -> say(params.name() + ": " + warning));
        }
        if (isPrinting) {
            given.only("--print-preset", "it prints and stops", "--print-preset", "STREAM", "--preset", "--set");
            spec.commandLine().getOut().print(resolved.toYaml());
            return 0;
        }
        if (checkTrace != null) {
            given.only("--check-trace", "nothing is simulated for it", "--check-trace", "--preset", "--set");
            JedecChecker[] checkers = checkers(params);
            long count = CommandTrace.replay(checkTrace, params, checkers);
            return verdict(checkers, count);
        }
        if (stream == null) {
            throw new InputException("expected a STREAM: one of " + String.join(", ", AddressStreams.generators())
                    + " with parameters such as seq:n=131072, or a file of 'HEXADDR R|W' lines");
        }
        Injection injection = Injection.parse(inject);
        AddressStream transactions = open(params);
        if (isPrintingStream) {
            given.only("--print-stream", "it prints and stops", "--print-stream", "STREAM", "--preset", "--set");
            print(transactions);
            return 0;
        }
        if (isExploring) {
            given.only(
                    "--map-explorer", "many maps are run", "--map-explorer", "STREAM", "--preset", "--set", "--inject");
        }
        if (trace != null) {
            OutputFiles.checkFile(trace);
        }
        return isExploring ? explore(params, transactions, injection) : run(params, transactions, injection);
    }

    private AddressStream open(DramParams params) {
        int size = params.organisation().transactionBytes();
        int asked = AddressStreams.sizeOf(stream, size);
        if (asked != size) {
            throw new InputException("stream " + stream + ": size = " + asked + ", but " + params.name() + " moves "
                    + size + " bytes per transaction; use size=" + size);
        }
        return AddressStreams.open(stream, size, common.seed);
    }

    private void print(AddressStream transactions) {
        PrintWriter out = spec.commandLine().getOut();
        for (int i = 0; i < transactions.length(); i++) {
            out.print(Long.toHexString(transactions.address(i)) + (transactions.isWrite(i) ? " W\n" : " R\n"));
        }
        out.flush();
    }

    private int run(DramParams params, AddressStream transactions, Injection injection) {
        JedecChecker[] checkers = isChecked ? checkers(params) : new JedecChecker[0];
        DramResult[] result = new DramResult[1];
        if (trace == null) {
            result[0] = run(params, transactions, injection, checkers, null);
        } else {
            OutputFiles.write(trace, bytes -> {
                PrintWriter out = new PrintWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
                CommandTrace.writeHeader(out);
                result[0] = run(params, transactions, injection, checkers, out);
                out.flush();
            });
        }
        Map<String, Object> fields =
                DramRows.fields(transactions.text(), params.name(), params.map().text(), injection.text(), result[0]);
        fields.put("seed", common.seed);
        new Results(common, spec.commandLine().getOut()).print(DramRows.asList("", fields), fields);
        return isChecked ? verdict(checkers, 0) : 0;
    }

    private static DramResult run(
            DramParams params,
            AddressStream transactions,
            Injection injection,
            JedecChecker[] checkers,
            PrintWriter out) {
        return new DramSystem(params, channel -> {
                    CommandListener written = out == null ? Listeners.NONE : CommandTrace.writer(out, params, channel);
                    return Listeners.both(written, checkers.length == 0 ? Listeners.NONE : checkers[channel]);
                })
                .run(transactions, injection, Driver.SKIP_AHEAD);
    }

    private static JedecChecker[] checkers(DramParams params) {
        return IntStream.range(0, params.organisation().channelCount())
                .mapToObj(channel -> new JedecChecker(params))
                .toArray(JedecChecker[]::new);
    }

    /** Says what the checkers found; exit code 1 if a rule was broken. */
    private int verdict(JedecChecker[] checkers, long replayed) {
        long commands = 0;
        long violations = 0;
        for (int channel = 0; channel < checkers.length; channel++) {
            commands += checkers[channel].commandCount();
            violations += checkers[channel].violationCount();
            for (String violation : checkers[channel].violations()) {
                say("channel " + channel + ", " + violation);
            }
        }
        if (replayed > 0) {
            Map<String, Object> fields = new java.util.LinkedHashMap<>();
            fields.put("commands", commands);
            fields.put("violations", violations);
            new Results(common, spec.commandLine().getOut()).print(DramRows.asList("", fields), fields);
        } else if (!common.quiet) {
            say("checked " + commands + " commands by the data-sheet rules: " + violations + " violations");
        }
        return violations == 0 ? 0 : 1;
    }

    private int explore(DramParams params, AddressStream transactions, Injection injection) {
        List<MapExplorer.Ranked> ranked = new MapExplorer(params).rank(transactions, injection);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < ranked.size(); i++) {
            DramResult result = ranked.get(i).result();
            Map<String, Object> fields = new java.util.LinkedHashMap<>();
            fields.put("rank", i + 1);
            fields.put("map", ranked.get(i).map());
            fields.put("cycles", result.cycles());
            fields.put("bandwidth_gb_per_s", result.bandwidthGbPerS());
            fields.put("average_latency_cycles", result.latency().average());
            fields.put("row_hit_rate", result.rowHitRate());
            fields.put("energy_pj", result.hasEnergy() ? result.energyPj() : null);
            rows.add(fields);
        }
        String caption = ranked.size() + " maps for " + transactions.text() + " on " + params.name() + ", --inject "
                + injection.text() + "; the preset's own is " + params.map().text();
        List<Map<String, Object>> shown = rows.subList(0, Math.min(SHOWN_MAPS, rows.size()));
        new Results(common, spec.commandLine().getOut()).print(DramRows.asRows("dram_maps", caption, shown), rows);
        return 0;
    }

    private int compare() {
        List<Map<String, Object>> rows = new ReferenceRows(reference).compare();
        Table all = DramRows.asRows("dram_reference", rows.size() + " rows of " + reference, rows);
        String summary = TableText.aligned(DramRows.asRows("summary", "", ReferenceSummary.of(rows)));
        new Results(common, spec.commandLine().getOut())
                .print(all.caption() + "\n\n" + TableText.aligned(all) + "\n" + summary, all, rows);
        return rows.stream().allMatch(ReferenceSummary::agrees) ? 0 : 1;
    }

    private void say(String message) {
        spec.commandLine().getErr().println("tessera dram: " + message);
    }
}
