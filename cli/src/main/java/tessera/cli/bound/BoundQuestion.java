package tessera.cli.bound;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tessera.models.cost.Costs;
import tessera.models.cost.GpuCost;
import tessera.models.cost.GpuRates;
import tessera.models.cost.SpattenCost;
import tessera.models.machine.Machine;
import tessera.models.pattern.PatternDescription;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.input.PlanInput;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.HeadPlan;
import tessera.models.plan.Phase;
import tessera.models.plan.SelectionCost;
import tessera.models.quality.QualityMeter;
import tessera.sim.attend.CtaSchedule;
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
 * @param seed of everything random
 */
public record BoundQuestion(
        PlanInput input,
        String machineName,
        Optional<GpuRates> gpu,
        Optional<Machine> spatten,
        Optional<Phase> wantedPhase,
        String scale,
        List<String> overrides,
        long seed) {
    /** Queries of each head whose quality is measured. */
    private static final int QUALITY_ROWS = 64;

    public BoundQuestion {
        overrides = List.copyOf(overrides);
    }

    /** The phase that a pattern is asked about: its own unless one was asked for. */
    public Phase phase(PatternDescription pattern) {
        return wantedPhase.orElse(pattern.catalogue().phases().get(0));
    }

    /** Plans, measures and costs one pattern. */
    public BoundResult answer(PatternDescription pattern, String budget) {
        AttentionShape shape = input.shape();
        Phase phase = phase(pattern);
        QualityMeter meter = new QualityMeter(input, QUALITY_ROWS);
        AttentionPlan plan = pattern.make(parameters(pattern, budget)).plan(input, phase, meter);
        Costs costs = gpu.isPresent()
                ? GpuCost.of(gpu.get(), shape, plan)
                : SpattenCost.of(spatten.orElseThrow().spAtten(), shape, plan);
        double us = costs.last().us();
        double denseUs = costs.last().denseUs();
        String how = "closed form: this machine's cycle model runs key lists (tessera simulate)";
        if (gpu.isPresent()) {
            us = CtaSchedule.planUs(costs, gpu.get().slots(), plan.schedule().denseShare());
            denseUs = CtaSchedule.denseUs(costs, gpu.get().slots());
            how = phase == Phase.DECODE
                    ? "keys split over the GPU: closed form"
                    : "CTAs one after another on free slots";
        }
        return new BoundResult(
                this,
                pattern,
                budget,
                costs,
                us,
                denseUs,
                how,
                selection(plan),
                meter.quality(),
                notes(pattern, phase, plan));
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
            case B -> notes.add("oracle selection in place of learned weights: quality is an upper bound");
            case C -> notes.add("reconstructed: some part of the rule could not be verified");
            case W -> notes.add("workload, not a sparsity method");
            case A -> {}
        }
        if (!pattern.catalogue().phases().contains(phase)) {
            notes.add("does not act in " + phase.name().toLowerCase(java.util.Locale.ROOT) + ": attention is dense");
        }
        if (!pattern.catalogue().alias().isEmpty()) {
            notes.add("same plan as " + pattern.catalogue().alias());
        }
        if (spatten.isPresent() && !pattern.catalogue().missingOnSpatten().isEmpty()) {
            notes.add("no unit for it here: " + pattern.catalogue().missingOnSpatten());
        }
        if (!input.hasValues() && pattern.isDynamic()) {
            notes.add("shape without values: as many keys as are typical, spread evenly (synthetic)");
        }
        if (plan.schedule().denseSteps() > 0) {
            notes.add(plan.schedule().denseSteps() + " of " + plan.schedule().steps()
                    + " steps dense; quality is that of a sparse step");
        }
        return notes;
    }
}
