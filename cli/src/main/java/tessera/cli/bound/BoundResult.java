package tessera.cli.bound;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tessera.models.cost.Costs;
import tessera.models.layer.EndToEndTime;
import tessera.models.pattern.PatternDescription;
import tessera.models.plan.SelectionCost;
import tessera.models.quality.Quality;

/**
 * One pattern on one machine.
 *
 * @param question what was asked
 * @param pattern which pattern
 * @param budget as asked: authors, or a share
 * @param costs closed forms
 * @param simulated the last step
 * @param selection what deciding cost in all
 * @param quality what was given up
 * @param endToEnd the whole model, if one was named
 * @param notes what a reader must know
 */
public record BoundResult(
        BoundQuestion question,
        PatternDescription pattern,
        String budget,
        Costs costs,
        Simulated simulated,
        SelectionCost selection,
        Quality quality,
        Optional<EndToEndTime> endToEnd,
        List<String> notes) {
    public BoundResult {
        notes = List.copyOf(notes);
    }

    /** The whole speed-up: dense time over the plan's. */
    public double speedup() {
        return simulated.denseUs() / simulated.us();
    }

    /** Fields in the order of design section 4.4, then quality and notes. */
    public Map<String, Object> json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("trace", question.input().shape().name());
        fields.put("pattern", pattern.name());
        fields.put("machine", question.machineName());
        fields.put("fidelity", pattern.fidelity().name());
        fields.put("budget", budget);
        fields.put("phase", question.phase(pattern).name().toLowerCase(java.util.Locale.ROOT));
        fields.put("scale", question.scale());
        fields.put("waterfall", waterfall());
        fields.put("lower_bound_us", simulated.lowerBoundUs());
        fields.put("simulated_us", simulated.us());
        fields.put("serial_us", simulated.serialUs());
        fields.put("kept_mass", number(quality.keptMass()));
        fields.put("output_error", number(quality.outputError()));
        Map<String, Object> cost = new LinkedHashMap<>();
        cost.put("flops", selection.flops());
        cost.put("bits", selection.bits());
        cost.put("bytes", selection.bytes());
        cost.put("us", costs.selectionUs());
        cost.put("ranked_scores", selection.rankedScores() + selection.sortedScores());
        cost.put("permuted_bytes", selection.permutedBytes());
        cost.put("launches", selection.launches());
        fields.put("selection", cost);
        fields.put("side_work_us", costs.sideUs());
        fields.put("least_kept_mass", number(quality.leastKeptMass()));
        fields.put("recall", number(quality.recall()));
        fields.put("coverage", number(quality.coverage()));
        fields.put("least_coverage", number(quality.leastCoverage()));
        fields.put("receptive_field", number(quality.reach()));
        endToEnd.ifPresent(time -> fields.put("end_to_end", endToEnd(time)));
        fields.put("notes", notes);
        fields.put("seed", question.seed());
        return fields;
    }

    private Map<String, Object> endToEnd(EndToEndTime time) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("model", question.model().orElseThrow().name());
        fields.put("attention_share", time.attentionShare());
        fields.put("other_us", time.otherUs());
        fields.put("speedup", time.speedup());
        if (time.denseBatch() > 0) {
            fields.put("dense_kv_batch", time.denseBatch());
            fields.put("kv_batch", time.batch());
            fields.put("decode_throughput_gain", time.throughputGain());
        }
        return fields;
    }

    /** Steps with their speed-ups; the last is the answer. */
    public List<Map<String, Object>> waterfall() {
        List<Map<String, Object>> steps = new ArrayList<>();
        for (Costs.Step step : costs.steps()) {
            steps.add(step(step.name(), step.speedup(), step.us(), step.explanation()));
        }
        steps.add(step("simulated", speedup(), simulated.us(), simulated.how()));
        return steps;
    }

    /** The notes' first words: what a narrow table has room for. */
    public List<String> marks() {
        return notes.stream()
                .map(note -> note.substring(0, Math.max(note.indexOf(':'), 0)))
                .toList();
    }

    private static Map<String, Object> step(String name, double speedup, double us, String explanation) {
        Map<String, Object> step = new LinkedHashMap<>();
        step.put("step", name);
        step.put("speedup", speedup);
        step.put("us", us);
        step.put("explanation", explanation);
        return step;
    }

    /** A number, or nothing where there was nothing to measure. */
    static Object number(double value) {
        return Optional.of(value).filter(v -> !v.isNaN()).map(v -> (Object) v).orElse(null);
    }
}
