package tessera.cli.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tessera.models.cost.Costs;
import tessera.models.cost.SpattenCost;
import tessera.models.machine.Machine;
import tessera.models.machine.SpAttenParams;
import tessera.models.pattern.KeyListPlan;
import tessera.models.pattern.PatternDescription;
import tessera.models.pattern.input.PlanInput;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.Phase;
import tessera.models.spatten.SpAttenEnergy;
import tessera.sim.spatten.CascadeLayer;
import tessera.sim.spatten.CascadeRun;
import tessera.sim.stat.Timeline;
import tessera.traces.check.InputException;
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

    private final Map<String, Object> beside;

    private TraceResult(
            Machine machine, PatternDescription pattern, long seed, CascadeRun run, Map<String, Object> beside) {
        this.machine = machine;
        this.pattern = pattern;
        this.seed = seed;
        this.run = run;
        this.beside = beside;
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
        PlanInput input = PlanInput.of(trace);
        KeyListPlan.Planned planned = KeyListPlan.Planned.of(
                pattern.make(patternOverrides), input, phase, (layer, head, plan, attended) -> {});
        if (!planned.isMasked()) {
            throw new InputException(
                    "pattern " + pattern.name() + " on machine " + machine.name() + ": no unit for it ("
                            + pattern.catalogue().missingOnSpatten() + "); it runs on a GPU: tessera bound TRACE"
                            + " --pattern " + pattern.name() + " --machine h100-sxm");
        }
        KeyListPlan lists = KeyListPlan.extended(planned, input.shape());
        SpAttenParams params = machine.spAtten();
        CascadeRun run = CascadeRun.of(trace, lists.plan(), params, seed, timeline);
        Map<String, Object> beside = new LinkedHashMap<>();
        if (pattern.hasParameter("scale") || lists.isExtended()) {
            beside.put("mode", lists.isExtended() ? "extended" : "native");
            if (lists.isExtended()) {
                AttentionPlan oneByOne =
                        KeyListPlan.oneByOne(planned, input.shape()).plan();
                beside.put(
                        "native_cycles",
                        CascadeRun.of(trace, oneByOne, params, seed).cycles());
            }
            Costs costs = SpattenCost.of(params, input.shape(), planned.plan());
            int steps = phase == Phase.DECODE ? trace.queryCount() : 1;
            beside.put("selection_us", costs.selectionUs() * steps);
            beside.put("other_unit_us", costs.sideUs() * steps);
            if (!pattern.catalogue().missingOnSpatten().isEmpty()) {
                beside.put("missing_unit", pattern.catalogue().missingOnSpatten());
            }
        }
        return new TraceResult(machine, pattern, seed, run, beside);
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
        RunFields fields = new RunFields()
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
                .put("answers_equal_golden", run.isGolden());
        beside.forEach(fields::put);
        return fields.put("seed", seed).map();
    }

    /** Totals, layers, and what the units were doing, for people. */
    public String text() {
        return RunFields.text(fields()) + "\n" + TableText.aligned(layers())
                + "\nWhat the units were doing, in percent of the cycles:\n\n" + Stalls.text(run.stalls());
    }
}
