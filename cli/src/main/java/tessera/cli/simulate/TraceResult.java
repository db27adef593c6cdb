package tessera.cli.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tessera.models.machine.Machine;
import tessera.models.machine.SpAttenParams;
import tessera.models.pattern.PatternDescription;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.Phase;
import tessera.models.spatten.SpAttenEnergy;
import tessera.sim.spatten.CascadeLayer;
import tessera.sim.spatten.CascadeRun;
import tessera.sim.stat.Timeline;
import tessera.traces.trace.AttentionTrace;
import tessera.viz.table.Column;
import tessera.viz.table.Table;
import tessera.viz.table.TableText;

/** A trace with a pattern on a machine, layer by layer. */
public final class TraceResult {
    private static final List<Column> COLUMNS = List.of(
            Column.of("layer", "layer"),
            Column.of("kept_tokens", "tokens"),
            Column.of("kept_heads", "heads"),
            Column.of("rows", "rows"),
            Column.of("refetched_rows", "refetched"),
            Column.of("lower_bound_cycles", "lower bound", "cycles"),
            Column.of("cycles", "simulated", "cycles"),
            Column.of("serial_cycles", "serial", "cycles"),
            Column.of("bottleneck", "bottleneck"),
            Column.of("dram_requests", "DRAM reads"),
            Column.of("dram_read_bytes", "DRAM", "bytes"),
            Column.of("energy_pj", "energy", "pJ"),
            Column.of("kept_mass", "kept mass"),
            Column.of("output_error", "output error"),
            Column.of("rank_overlap", "rank overlap"));

    private final Machine machine;
    private final PatternDescription pattern;
    private final long seed;
    private final CascadeRun run;

    private TraceResult(Machine machine, PatternDescription pattern, long seed, CascadeRun run) {
        this.machine = machine;
        this.pattern = pattern;
        this.seed = seed;
        this.run = run;
    }

    /** Plans and simulates; an InputException when the machine cannot execute the plan. */
    public static TraceResult of(
            Machine machine,
            AttentionTrace trace,
            PatternDescription pattern,
            List<String> patternOverrides,
            Phase phase,
            long seed,
            Timeline timeline) {
        AttentionPlan plan = pattern.make(patternOverrides).plan(trace, phase);
        return new TraceResult(machine, pattern, seed, CascadeRun.of(trace, plan, machine.spAtten(), seed, timeline));
    }

    /** Whether every answer of the machine equals the golden functions'. */
    public boolean isGolden() {
        return run.isGolden();
    }

    /** One row a layer. */
    public Table layers() {
        List<List<Object>> rows = new ArrayList<>();
        for (CascadeLayer layer : run.layers()) {
            rows.add(Arrays.asList(
                    layer.layer(),
                    layer.keptTokens(),
                    layer.keptHeads(),
                    layer.rows(),
                    layer.refetchedRows(),
                    layer.lowerBoundCycles(),
                    layer.cycles(),
                    layer.serialCycles(),
                    layer.bottleneck(),
                    layer.dramRequests(),
                    layer.dramReadBytes(),
                    layer.energyPj(),
                    layer.keptMass(),
                    layer.outputError(),
                    layer.rankOverlap()));
        }
        return new Table("simulate_layers", "", COLUMNS, rows);
    }

    /** Totals, layers, and the cycles of every unit. */
    public Map<String, Object> json() {
        Map<String, Object> json = fields();
        json.put("layers", layers().records());
        json.put("energy", RunFields.energyJson(SpAttenEnergy.table(machine.spAtten()), run.actions()));
        json.put("stalls", Stalls.json(run.stalls()));
        return json;
    }

    private Map<String, Object> fields() {
        SpAttenParams params = machine.spAtten();
        return new RunFields()
                .put("machine", machine.name())
                .put("workload", run.trace())
                .put("trace_sha256", run.traceSha256())
                .put("pattern", run.pattern())
                .put("fidelity", pattern.fidelity().name())
                .put("phase", run.phase().name().toLowerCase(Locale.ROOT))
                .put("memory", params.memory().title())
                .put("rows", run.rows())
                .put("cycles", run.cycles())
                .put("lower_bound_cycles", run.lowerBoundCycles())
                .put("serial_cycles", run.serialCycles())
                .put("dram_requests", run.dramRequests())
                .put("dram_read_bytes", run.dramReadBytes())
                .energy(run.cycles(), params, SpAttenEnergy.table(params), run.actions())
                .throughput(run.cycles(), params.clockHz(), run.flops())
                .put("kept_mass", run.keptMass())
                .put("output_error", run.outputError())
                .put("answers_equal_golden", run.isGolden())
                .put("seed", seed)
                .map();
    }

    /** Totals, layers, and what the units were doing, for people. */
    public String text() {
        return RunFields.text(fields()) + "\n" + TableText.aligned(layers())
                + "\nWhat the units were doing, in percent of the cycles:\n\n" + Stalls.text(run.stalls());
    }
}
