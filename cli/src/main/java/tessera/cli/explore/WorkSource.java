package tessera.cli.explore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.space.Workload;
import tessera.models.cost.SpattenBeside;
import tessera.models.golden.CascadeParams;
import tessera.models.pattern.CascadeCounts;
import tessera.models.pattern.KeyListPlan;
import tessera.models.pattern.PatternDescription;
import tessera.models.pattern.Patterns;
import tessera.models.pattern.input.PlanInput;
import tessera.models.plan.Phase;
import tessera.models.spatten.PromptShape;
import tessera.models.spatten.RecordedWork;
import tessera.models.spatten.TraceTables;
import tessera.traces.check.InputException;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.TraceFiles;
import tessera.traces.workload.WorkloadFiles;

/** What a workload of a space is to a SpAtten-style machine: recorded work, made anew for each setting of the pattern. */
final class WorkSource {
    /** Of quick-select's pivots and all that is drawn: not the sampler's, so that a point costs the same in every study. */
    static final long SEED = 1;

    /** Rows of a shape: some hundred bytes each. */
    private static final long MOST_ROWS = 4_000_000;

    private final Function<List<String>, Made> maker;
    private final Optional<RecordedWork> dense;
    private final Map<String, String> missing;
    private final int headDim;

    /**
     * A workload under one setting of the pattern.
     *
     * @param work attention to its masks
     * @param beside what the pattern does besides
     */
    record Made(RecordedWork work, SpattenBeside beside) {}

    private WorkSource(
            Function<List<String>, Made> maker,
            Optional<RecordedWork> dense,
            Map<String, String> missing,
            int headDim) {
        this.maker = maker;
        this.dense = dense;
        this.missing = missing;
        this.headDim = headDim;
    }

    /** Reads trace or file; whatever is wrong with it is an InputException. */
    static WorkSource of(Space space, Workload workload) {
        return switch (workload.kind()) {
            case TRACE -> ofTrace(space.pattern(), workload);
            case SHAPE -> ofShape(space.pattern(), workload);
            case ROWS -> ofRows(workload);
        };
    }

    private static WorkSource ofTrace(String pattern, Workload workload) {
        AttentionTrace trace = TraceFiles.open(workload.trace());
        TraceTables tables = new TraceTables(trace);
        PatternDescription description = Patterns.load(pattern);
        Phase phase = workload.phase().orElse(description.catalogue().phases().get(0));
        RecordedWork dense =
                RecordedWork.of(tables, CascadeCounts.of(CascadeCounts.DENSE, List.of(), phase), phase, SEED);
        Function<List<String>, Made> maker;
        if (CascadeCounts.isKnown(pattern)) {
            maker = overrides ->
                    attention(RecordedWork.of(tables, CascadeCounts.of(pattern, overrides, phase), phase, SEED));
        } else {
            PlanInput input = PlanInput.of(trace);
            maker = overrides -> planned(description, overrides, input, tables, phase);
        }
        return new WorkSource(maker, Optional.of(dense), Map.of(), trace.headDim());
    }

    private static Made attention(RecordedWork work) {
        return new Made(work, SpattenBeside.NONE);
    }

    /** As {@code tessera simulate} plans a trace. */
    private static Made planned(
            PatternDescription pattern, List<String> overrides, PlanInput input, TraceTables tables, Phase phase) {
        KeyListPlan.Planned planned =
                KeyListPlan.Planned.of(pattern.make(overrides), input, phase, (layer, head, plan, attended) -> {});
        if (!planned.isMasked()) {
            String unit = pattern.catalogue().missingOnSpatten();
            throw new InputException("pattern " + pattern.name() + ": a SpAtten machine has no unit for it"
                    + (unit.isEmpty() ? "" : " (" + unit + ")") + "; take another pattern, or a GPU: tessera bound "
                    + input.shape().name() + " --pattern " + pattern.name() + " --machine h100-sxm");
        }
        KeyListPlan lists = KeyListPlan.extended(planned, input.shape());
        return new Made(RecordedWork.of(tables, lists.plan(), SEED), SpattenBeside.of(planned.plan()));
    }

    private static WorkSource ofShape(String pattern, Workload workload) {
        PromptShape shape = PromptShape.parse(workload.trace());
        Phase phase = workload.phase().orElse(Phase.PREFILL);
        checkRows(
                workload,
                (long) shape.layers() * shape.heads() * (phase == Phase.PREFILL ? shape.tokens() : shape.newTokens()));
        Function<CascadeParams, RecordedWork> drawn = params -> RecordedWork.of(shape, params, phase, SEED);
        String why = "workload " + workload.trace() + " is a shape, which has no values; take a trace";
        Map<String, String> missing = new LinkedHashMap<>();
        missing.put("output_error", why);
        missing.put("kept_mass", why);
        return new WorkSource(
                overrides -> attention(drawn.apply(CascadeCounts.of(pattern, overrides, phase))),
                Optional.of(drawn.apply(CascadeCounts.of(CascadeCounts.DENSE, List.of(), phase))),
                missing,
                shape.headDim());
    }

    private static void checkRows(Workload workload, long rows) {
        if (rows > MOST_ROWS) {
            throw new InputException("workload " + workload.trace() + ": has " + rows + " rows, expected at most "
                    + MOST_ROWS + ", which are kept in memory; take fewer tokens, layers or heads");
        }
    }

    private static WorkSource ofRows(Workload workload) {
        RecordedWork rows = RecordedWork.of(WorkloadFiles.open(workload.trace()), SEED);
        String why = "workload " + workload.trace() + " has rows that are pruned already, without values";
        Map<String, String> missing = new LinkedHashMap<>();
        missing.put("output_error", why);
        missing.put("kept_mass", why);
        missing.put("speedup", why + " and with no dense form");
        return new WorkSource(overrides -> attention(rows), Optional.empty(), missing, rows.headDim());
    }

    /** @param overrides of the pattern, {@code pattern.KEY=VALUE} each */
    Made made(List<String> overrides) {
        return maker.apply(new ArrayList<>(overrides));
    }

    /** With nothing pruned, 12 bits everywhere; empty for rows that are pruned already. */
    Optional<RecordedWork> dense() {
        return dense;
    }

    /** Elements of a vector. */
    int headDim() {
        return headDim;
    }

    /** Figures that there are not, each with the reason. */
    Map<String, String> missing() {
        return missing;
    }
}
