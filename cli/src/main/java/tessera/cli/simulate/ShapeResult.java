package tessera.cli.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tessera.models.energy.EnergyTable;
import tessera.models.machine.Machine;
import tessera.models.machine.SpAttenParams;
import tessera.models.pattern.CascadeCounts;
import tessera.models.plan.Phase;
import tessera.models.spatten.PromptShape;
import tessera.models.spatten.SpAttenEnergy;
import tessera.sim.spatten.FullyConnectedRun;
import tessera.sim.spatten.ShapeRun;
import tessera.sim.spatten.SpAttenRun;
import tessera.sim.stat.Timeline;
import tessera.viz.table.Column;
import tessera.viz.table.Table;
import tessera.viz.table.TableText;

/** The attention of a shape, and where asked for the fully connected layers around it, on a machine. */
public final class ShapeResult {
    private static final List<Column> COLUMNS = List.of(
            Column.of("layer", "layer"),
            Column.of("rows", "rows"),
            Column.of("lower_bound_cycles", "lower bound", "cycles"),
            Column.of("cycles", "simulated", "cycles"),
            Column.of("serial_cycles", "serial", "cycles"),
            Column.of("bottleneck", "bottleneck"),
            Column.of("dram_requests", "DRAM reads"),
            Column.of("dram_read_bytes", "DRAM", "bytes"),
            Column.of("energy_pj", "energy", "pJ"));

    private final Machine machine;
    private final String shapeText;
    private final PromptShape shape;
    private final String pattern;
    private final Phase phase;
    private final long seed;
    private final ShapeRun run;
    private final List<FullyConnectedRun> fullyConnected;

    private ShapeResult(
            Machine machine,
            String shapeText,
            String pattern,
            Phase phase,
            long seed,
            ShapeRun run,
            List<FullyConnectedRun> fullyConnected) {
        this.machine = machine;
        this.shapeText = shapeText;
        this.shape = PromptShape.parse(shapeText);
        this.pattern = pattern;
        this.phase = phase;
        this.seed = seed;
        this.run = run;
        this.fullyConnected = fullyConnected;
    }

    /**
     * Simulates.
     *
     * @param weightBits of the fully connected layers; 0 leaves them out
     */
    public static ShapeResult of(
            Machine machine,
            String shapeText,
            String pattern,
            List<String> patternOverrides,
            Phase phase,
            int weightBits,
            long seed,
            Timeline timeline) {
        PromptShape shape = PromptShape.parse(shapeText);
        SpAttenParams params = machine.spAtten();
        List<FullyConnectedRun> layers = weightBits == 0
                ? List.of()
                : List.of(FullyConnectedRun.of(
                        params, shape.modelDim(), phase == Phase.PREFILL ? shape.tokens() : 1, weightBits));
        ShapeRun run =
                ShapeRun.of(shape, CascadeCounts.of(pattern, patternOverrides, phase), params, phase, seed, timeline);
        return new ShapeResult(machine, shapeText, pattern, phase, seed, run, layers);
    }

    /** Totals in their order. */
    private Map<String, Object> fields() {
        SpAttenParams params = machine.spAtten();
        EnergyTable table = SpAttenEnergy.table(params);
        RunFields fields = new RunFields()
                .put("machine", machine.name())
                .put("workload", shapeText)
                .put("pattern", pattern)
                .put("phase", phase.name().toLowerCase(Locale.ROOT))
                .put("memory", params.memory().title())
                .put("rows", run.rows())
                .put("cycles", run.cycles())
                .put("lower_bound_cycles", run.lowerBoundCycles())
                .put("serial_cycles", run.serialCycles())
                .put("dram_requests", run.dramRequests())
                .put("dram_read_bytes", run.dramReadBytes())
                .energy(run.cycles(), params, table, run.actions())
                .throughput(run.cycles(), params.clockHz(), run.flops());
        for (FullyConnectedRun layer : fullyConnected) {
            long times = (long) shape.layers() * (phase == Phase.PREFILL ? 1 : shape.newTokens());
            double cyclesPerUs = params.clockHz() / 1e6;
            fields.put("fully_connected_flops", times * layer.flops())
                    .put("fully_connected_dram_read_bytes", times * layer.dramReadBytes())
                    .put("fully_connected_cycles", times * layer.cycles())
                    .put("fully_connected_lower_bound_cycles", times * layer.lowerBoundCycles())
                    .put("fully_connected_time_us", times * layer.cycles() / cyclesPerUs)
                    .put("end_to_end_cycles", run.cycles() + times * layer.cycles())
                    .put("end_to_end_time_us", (run.cycles() + times * layer.cycles()) / cyclesPerUs);
        }
        return fields.put("seed", seed).map();
    }

    /** One row a layer; one for all in decode. */
    public Table layers() {
        List<List<Object>> rows = new ArrayList<>();
        for (int layer = 0; layer < run.parts().size(); layer++) {
            SpAttenRun part = run.parts().get(layer);
            rows.add(Arrays.asList(
                    phase == Phase.PREFILL ? layer : "all",
                    part.work().rows().size(),
                    part.bounds().lowerBoundCycles(),
                    part.cycles(),
                    part.bounds().serialCycles(),
                    part.bounds().bottleneck(),
                    part.dramRequests(),
                    part.dramReadBytes(),
                    part.energyPj()));
        }
        return new Table("simulate_layers", "", COLUMNS, rows);
    }

    /** Totals, layers, energy by action, and the cycles of every unit. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>(fields());
        json.put("layers", layers().records());
        json.put("energy", RunFields.energyJson(SpAttenEnergy.table(machine.spAtten()), run.actions()));
        json.put("stalls", Stalls.json(run.stalls()));
        return json;
    }

    /** For people. */
    public String text() {
        return RunFields.text(fields()) + "\n" + TableText.aligned(layers())
                + "\nWhat the units were doing, in percent of the cycles:\n\n" + Stalls.text(run.stalls());
    }
}
