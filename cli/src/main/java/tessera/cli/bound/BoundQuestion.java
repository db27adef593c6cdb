package tessera.cli.bound;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tessera.models.cost.Costs;
import tessera.models.cost.GpuCost;
import tessera.models.cost.GpuRates;
import tessera.models.cost.KeyTraffic;
import tessera.models.cost.PlanTiles;
import tessera.models.cost.SpattenCost;
import tessera.models.gpu.GpuParams;
import tessera.models.layer.EndToEndTime;
import tessera.models.layer.LayerModel;
import tessera.models.machine.Machine;
import tessera.models.pattern.AttentionPattern;
import tessera.models.pattern.KeyListPlan;
import tessera.models.pattern.PatternDescription;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.input.PlanInput;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.BlockMask;
import tessera.models.plan.HeadPlan;
import tessera.models.plan.Phase;
import tessera.models.plan.SelectionCost;
import tessera.models.quality.QualityMeter;
import tessera.traces.check.InputException;

/**
 * What a person asks: which input, on which machine, how.
 *
 * @param input trace or shape
 * @param machineName as given
 * @param gpu the GPU, if it is one
 * @param spatten the accelerator, if it is one
 * @param wantedPhase prefill or decode; empty for each pattern's own
 * @param scale 1, a factor, or auto
 * @param overrides parameters of the pattern
 * @param isCycleLevel whether an accelerator is simulated cycle by cycle where that does not take long
 * @param model the model whose attention this is, if one was named
 * @param seed of everything random
 */
public record BoundQuestion(
        PlanInput input,
        String machineName,
        Optional<GpuParams> gpu,
        Optional<Machine> spatten,
        Optional<Phase> wantedPhase,
        String scale,
        List<String> overrides,
        boolean isCycleLevel,
        Optional<LayerModel> model,
        long seed) {
    /** Queries of each head whose quality is measured. */
    public static final int QUALITY_ROWS = 64;
    /** Memory of the GPU that a model and its cache must fit in: 80 GB, as on A100 and H100. */
    private static final long GPU_MEMORY_BYTES = 80_000_000_000L;

    public BoundQuestion {
        overrides = List.copyOf(overrides);
    }

    /** The phase that a pattern is asked about: its own unless one was asked for. */
    public Phase phase(PatternDescription pattern) {
        return wantedPhase.orElse(pattern.catalogue().phases().get(0));
    }

    /** What is planned: of a shape in decode the last query alone. */
    public static PlanInput asked(PlanInput input, Phase phase) {
        return phase == Phase.DECODE && !input.hasValues()
                ? PlanInput.of(input.shape().lastQuery())
                : input;
    }

    /** Plans, measures and costs one pattern. */
    public BoundResult answer(PatternDescription pattern, String budget) {
        Phase phase = phase(pattern);
        PlanInput asked = asked(input, phase);
        AttentionShape shape = asked.shape();
        QualityMeter meter = new QualityMeter(asked, QUALITY_ROWS);
        AttentionPattern made = pattern.make(parameters(pattern, budget));
        KeyListPlan.Planned planned = spatten.isPresent()
                ? KeyListPlan.Planned.of(made, asked, phase, meter)
                : new KeyListPlan.Planned(made.plan(asked, phase, meter), Map.of());
        AttentionPlan plan = planned.plan();
        PlanTiles tiles = new PlanTiles(shape, plan);
        Costs costs = gpu.isPresent()
                ? GpuCost.of(GpuRates.of(gpu.get()), tiles)
                : SpattenCost.of(spatten.orElseThrow().spAtten(), shape, plan);
        Simulated simulated = gpu.isPresent()
                ? Simulated.onGpu(gpu.get(), tiles, costs)
                : Simulated.onSpatten(spatten.orElseThrow().spAtten(), asked, costs, planned, isCycleLevel, seed);
        return new BoundResult(
                this,
                pattern,
                budget,
                costs,
                simulated,
                selection(plan),
                meter.quality(),
                endToEnd(pattern, shape, plan, simulated),
                notes(pattern, phase, plan));
    }

    private Optional<EndToEndTime> endToEnd(
            PatternDescription pattern, AttentionShape shape, AttentionPlan plan, Simulated simulated) {
        if (model.isEmpty() || gpu.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(EndToEndTime.of(
                model.get(),
                GpuRates.of(gpu.get()),
                plan.phase(),
                simulated.denseUs(),
                simulated.us(),
                resident(pattern, shape, plan),
                GPU_MEMORY_BYTES));
    }

    /** Share of the key/value cache that must lie in the GPU's memory: all, unless the method never asks for the rest again. */
    private static double resident(PatternDescription pattern, AttentionShape shape, AttentionPlan plan) {
        boolean frees = !pattern.isDynamic()
                || pattern.patternClass().equals("eviction")
                || pattern.name().equals("nosa");
        if (!frees || plan.phase() != Phase.DECODE) {
            return 1;
        }
        double keys = 0;
        for (List<HeadPlan> layer : plan.heads()) {
            keys += KeyTraffic.keys(layer, shape, Phase.DECODE);
        }
        return keys / ((double) plan.layerCount() * shape.kvHeadCount() * shape.keyCount() * shape.queryCount());
    }

    private List<String> parameters(PatternDescription pattern, String budget) {
        List<String> all = new ArrayList<>(overrides);
        if (pattern.hasParameter("scale")) {
            all.add("scale=" + scale);
            all.add("budget=" + budget);
            all.add("seed=" + seed);
        } else if (!budget.equals("authors")) {
            throw new InputException("pattern " + pattern.name() + " has no common budget; set its own parameters with"
                    + " --set (its keys: " + String.join(", ", pattern.parameterNames()) + ")");
        }
        return all;
    }

    /** Whether rows of single queries were drawn together to keep the mask in memory. */
    private boolean isCoarse(PatternDescription pattern, AttentionPlan plan) {
        return pattern.defaults().contains("query_block: 1,")
                && plan.heads().stream()
                        .flatMap(List::stream)
                        .anyMatch(head -> head.mask() instanceof BlockMask blocks
                                && blocks.queryBlockCount() < input.shape().queryCount());
    }

    private static SelectionCost selection(AttentionPlan plan) {
        SelectionCost sum = SelectionCost.NONE;
        for (List<HeadPlan> layer : plan.heads()) {
            for (HeadPlan head : layer) {
                sum = sum.plus(head.selection());
            }
        }
        return sum;
    }

    private List<String> notes(PatternDescription pattern, Phase phase, AttentionPlan plan) {
        List<String> notes = new ArrayList<>();
        switch (pattern.fidelity()) {
            case B -> notes.add("oracle: selection in place of learned weights: quality is an upper bound");
            case C -> notes.add("reconstructed: some part of the rule could not be verified");
            case W -> notes.add("workload: not a sparsity method");
            case A -> {}
        }
        if (!pattern.catalogue().phases().contains(phase)) {
            notes.add("not acting: nothing done in " + phase.name().toLowerCase(java.util.Locale.ROOT)
                    + ": attention is dense");
        }
        if (!pattern.catalogue().alias().isEmpty()) {
            notes.add("alias: same plan as " + pattern.catalogue().alias());
        }
        if (spatten.isPresent() && !pattern.catalogue().missingOnSpatten().isEmpty()) {
            notes.add("no unit: " + pattern.catalogue().missingOnSpatten());
        }
        if (!input.hasValues() && pattern.isDynamic()) {
            notes.add("synthetic: a shape without values; as many keys as are typical, spread evenly");
        }
        if (!input.hasValues() && isCoarse(pattern, plan)) {
            notes.add(
                    "coarse: at this length neighbouring queries are given one choice where the rule gives each its own");
        }
        if (plan.schedule().denseSteps() > 0) {
            notes.add("steps: " + plan.schedule().denseSteps() + " of "
                    + plan.schedule().steps() + " steps dense; quality is that of a sparse step");
        }
        boolean isMasked = plan.heads().stream().flatMap(List::stream).anyMatch(head -> !head.isSkipped());
        if (!isMasked) {
            notes.add("side kernel: no masked attention; the speedup compares its time with dense attention's");
        }
        return notes;
    }
}
