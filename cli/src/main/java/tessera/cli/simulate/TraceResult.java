package tessera.cli.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tessera.models.machine.Machine;
import tessera.models.pattern.PatternDescription;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.Phase;
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
            Column.of("output_error", "output error"));

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
                    layer.outputError()));
        }
        return new Table("simulate_layers", "", COLUMNS, rows);
    }

    /** Totals, layers, and the cycles of every unit. */
    public Map<String, Object> json() {
        Map<String, Object> json = fields();
        json.put("layers", layers().records());
        json.put("stalls", Stalls.json(run.stalls()));
        return json;
    }

    private Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("machine", machine.name());
        fields.put("workload", run.trace());
        fields.put("trace_sha256", run.traceSha256());
        fields.put("pattern", run.pattern());
        fields.put("fidelity", pattern.fidelity().name());
        fields.put("phase", run.phase().name().toLowerCase(Locale.ROOT));
        fields.put("rows", run.rows());
        fields.put("cycles", run.cycles());
        fields.put("lower_bound_cycles", run.lowerBoundCycles());
        fields.put("serial_cycles", run.serialCycles());
        fields.put("dram_requests", run.dramRequests());
        fields.put("dram_read_bytes", run.dramReadBytes());
        fields.put("energy_pj", run.energyPj());
        fields.put("answers_equal_golden", run.isGolden());
        fields.put("seed", seed);
        return fields;
    }

    /** Totals, layers, and what the units were doing, for people. */
    public String text() {
        StringBuilder text = new StringBuilder();
        fields().forEach((key, value) -> text.append(String.format("%-20s  %s%n", key, TableText.readable(value))));
        return text.append('\n')
                .append(TableText.aligned(layers()))
                .append("\nWhat the units were doing, in percent of the cycles:\n\n")
                .append(Stalls.text(run.stalls()))
                .toString();
    }
}
