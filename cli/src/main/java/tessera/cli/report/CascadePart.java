package tessera.cli.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tessera.cli.simulate.Stalls;
import tessera.models.machine.Machine;
import tessera.models.machine.Machines;
import tessera.models.pattern.PatternDescription;
import tessera.models.pattern.Patterns;
import tessera.models.plan.Phase;
import tessera.sim.spatten.CascadeLayer;
import tessera.sim.spatten.CascadeRun;
import tessera.viz.report.Answer;
import tessera.viz.report.Block;
import tessera.viz.report.ReportPage.Fact;
import tessera.viz.report.Section;
import tessera.viz.report.Tone;
import tessera.viz.table.Column;
import tessera.viz.table.Table;

/** What does cascade pruning buy? The trace on the SpAtten preset, with and without it, in both phases. */
final class CascadePart implements ReportPart {
    private static final String MACHINE = "spatten-hpca21";
    private static final String DENSE = "dense";
    private static final String PRUNED = "spatten-cascade";

    @Override
    public String name() {
        return "cascade";
    }

    @Override
    public Finding find(ReportInput input) {
        Machine machine = Machines.load(MACHINE, List.of());
        List<CascadeRun> runs = new ArrayList<>();
        for (Phase phase : List.of(Phase.DECODE, Phase.PREFILL)) {
            for (String pattern : List.of(DENSE, PRUNED)) {
                input.progress().accept("simulating " + input.trace().name() + ", " + word(phase) + ", " + pattern);
                runs.add(CascadeRun.of(
                        input.trace(),
                        Patterns.find(pattern).make(List.of()).plan(input.trace(), phase),
                        machine.spAtten(),
                        input.seed()));
            }
        }
        boolean isWrong = runs.stream().anyMatch(run -> !run.isGolden() || !holds(run));
        Map<String, String> files = new LinkedHashMap<>();
        files.put("config/" + MACHINE + ".yaml", machine.resolved().toYaml());
        for (String pattern : List.of(DENSE, PRUNED)) {
            PatternDescription description = Patterns.find(pattern);
            if (!description.defaults().isBlank()) {
                files.put(
                        "config/" + pattern + ".yaml",
                        description.parameters(List.of()).toYaml());
            }
        }
        return new Finding(
                answer(runs, isWrong),
                List.of(new Fact("machine", MACHINE)),
                section(runs, isWrong),
                json(runs, input),
                files,
                isWrong);
    }

    /** Whether every layer lies between its bounds. */
    private static boolean holds(CascadeRun run) {
        return run.layers().stream()
                .allMatch(
                        layer -> layer.lowerBoundCycles() <= layer.cycles() && layer.cycles() <= layer.serialCycles());
    }

    private static Answer answer(List<CascadeRun> runs, boolean isWrong) {
        CascadeRun dense = runs.get(0);
        CascadeRun pruned = runs.get(1);
        CascadeLayer last = pruned.layers().get(pruned.layers().size() - 1);
        CascadeLayer first = dense.layers().get(0);
        return new Answer(
                "What does cascade pruning buy?",
                GnaPart.text("%.1f× fewer cycles", (double) dense.cycles() / pruned.cycles()),
                GnaPart.text(
                        "and %.0f %% less DRAM traffic where every query fetches its own keys (decode), %.1f× where they stay"
                                + " on chip (prefill). The last layer works on %d of %d tokens and %d of %d heads and keeps"
                                + " %.0f %% of their attention mass. What limits decode %s.%s",
                        100 * (1 - (double) pruned.dramReadBytes() / dense.dramReadBytes()),
                        (double) runs.get(2).cycles() / runs.get(3).cycles(),
                        last.keptTokens(),
                        first.keptTokens(),
                        last.keptHeads(),
                        first.keptHeads(),
                        100 * last.keptMass(),
                        limit(dense, pruned),
                        isWrong ? " But a check failed: see below." : ""),
                isWrong ? Tone.BAD : Tone.PLAIN,
                "pruning");
    }

    /** Which unit decides the lower bound of most cycles, without and with pruning. */
    private static String limit(CascadeRun dense, CascadeRun pruned) {
        String before = bottleneck(dense);
        String after = bottleneck(pruned);
        return before.equals(after) ? "stays " + before : "moves from " + before + " to " + after;
    }

    private static String bottleneck(CascadeRun run) {
        Map<String, Long> cycles = new TreeMap<>();
        run.layers().forEach(layer -> cycles.merge(layer.bottleneck(), layer.cycles(), Long::sum));
        return unitName(
                Collections.max(cycles.entrySet(), Map.Entry.comparingByValue()).getKey());
    }

    /** {@code top_k} as a person reads it. */
    static String unitName(String unit) {
        return unit.replace("top_k", "top-k").replace('_', ' ');
    }

    private static Section section(List<CascadeRun> runs, boolean isWrong) {
        long rows = runs.stream().mapToLong(CascadeRun::rows).sum();
        return Section.of(
                "pruning",
                "What cascade pruning buys",
                Block.text("Tokens and heads whose accumulated importance is low are dropped for good, so each layer is"
                        + " cheaper than the one before; local value pruning then leaves out the values with the smallest"
                        + " probabilities, and the low bits of the keys are fetched only for rows whose largest probability"
                        + " stays under a threshold. Importance, selection and refetches follow from this trace's own"
                        + " queries, keys and values; nothing is assumed about sparsity. Keep ratios are in"
                        + " `config/spatten-cascade.yaml`, the machine in `config/spatten-hpca21.yaml`."),
                Block.note(
                        isWrong ? Tone.BAD : Tone.GOOD,
                        isWrong
                                ? "A check failed: an answer differs from the golden functions, or a layer lies outside its"
                                        + " bounds; the table says which."
                                : GnaPart.text(
                                        "%,d rows: every probability, kept index, refetch and output of the cycle model equals"
                                                + " the golden functions' and every layer lies between its bounds.",
                                        rows)),
                Block.charts(CascadeCharts.tokens(runs), CascadeCharts.heads(runs)),
                Block.charts(CascadeCharts.cycles(runs), CascadeCharts.dram(runs)),
                Block.charts(CascadeCharts.busy(runs)),
                Block.charts(CascadeCharts.ledger(runs)),
                Block.charts(CascadeCharts.bounds(runs)),
                Block.table(table(runs)),
                Block.note(
                        Tone.CAUTION,
                        "Decode: every query reads its keys and values from DRAM, as in generation. Prefill: keys and values"
                                + " of a head stay on chip for all its queries. The trace is an encoder's, so its decode run"
                                + " shows the traffic of generation on real attention, not a model that generates."));
    }

    private static Table table(List<CascadeRun> runs) {
        List<List<Object>> rows = new ArrayList<>();
        for (CascadeRun run : runs) {
            for (CascadeLayer layer : run.layers()) {
                rows.add(Arrays.asList(
                        word(run.phase()),
                        run.pattern(),
                        layer.layer(),
                        layer.keptTokens(),
                        layer.keptHeads(),
                        layer.rows(),
                        layer.refetchedRows(),
                        layer.lowerBoundCycles(),
                        layer.cycles(),
                        layer.serialCycles(),
                        layer.bottleneck(),
                        layer.dramReadBytes(),
                        layer.energyPj(),
                        layer.keptMass(),
                        layer.outputError(),
                        layer.isGolden()));
            }
        }
        return new Table("cascade", "Each layer of each run.", COLUMNS, rows);
    }

    private static final List<Column> COLUMNS = List.of(
            new Column("phase", "phase", "", "decode: every query fetches its keys; prefill: they stay on chip"),
            Column.of("pattern", "pattern"),
            Column.of("layer", "layer"),
            new Column("kept_tokens", "tokens", "", "key tokens that survive into the layer"),
            new Column("kept_heads", "heads", "", "heads that survive into the layer"),
            new Column("rows", "rows", "", "queries executed, over all heads"),
            new Column("refetched_rows", "refetched", "", "rows whose low key bits were fetched"),
            new Column("lower_bound_cycles", "lower bound", "cycles", "no schedule is faster"),
            new Column("cycles", "simulated", "cycles", "from the first fetch to the last output and ranking"),
            new Column("serial_cycles", "serial", "cycles", "nothing overlaps"),
            new Column("bottleneck", "bottleneck", "", "unit that decides the lower bound"),
            new Column("dram_read_bytes", "DRAM read", "B", "whole bursts"),
            new Column("energy_pj", "energy", "pJ", "action counts times the table of models.energy"),
            new Column("kept_mass", "mass kept", "", "share of the dense probability on the values used"),
            new Column("output_error", "output error", "", "norm of the difference over norm of the dense output"),
            new Column("is_golden", "golden", "", "every answer equals the golden functions'"));

    private static Map<String, Object> json(List<CascadeRun> runs, ReportInput input) {
        List<Map<String, Object>> totals = new ArrayList<>();
        for (CascadeRun run : runs) {
            Map<String, Object> total = new LinkedHashMap<>();
            total.put("machine", run.machine());
            total.put("phase", word(run.phase()));
            total.put("pattern", run.pattern());
            total.put("rows", run.rows());
            total.put("cycles", run.cycles());
            total.put("lower_bound_cycles", run.lowerBoundCycles());
            total.put("serial_cycles", run.serialCycles());
            total.put("dram_requests", run.dramRequests());
            total.put("dram_read_bytes", run.dramReadBytes());
            total.put("energy_pj", run.energyPj());
            total.put("answers_equal_golden", run.isGolden());
            total.put("stalls", Stalls.json(run.stalls()));
            total.put("command", command(run, input));
            totals.add(total);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("runs", totals);
        json.put("layers", table(runs).records());
        return json;
    }

    private static String command(CascadeRun run, ReportInput input) {
        return "tessera simulate " + input.traceArgument() + " --machine " + MACHINE + " --pattern " + run.pattern()
                + " --phase " + word(run.phase()) + " --seed " + input.seed();
    }

    static String word(Phase phase) {
        return phase.name().toLowerCase(Locale.ROOT);
    }
}
