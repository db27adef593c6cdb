package tessera.models.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tessera.models.golden.RandomTraces;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.input.PlanInput;
import tessera.models.pattern.mask.TokenMask;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.HeadPlan;
import tessera.models.plan.Phase;
import tessera.models.plan.SelectionCost;
import tessera.traces.trace.AttentionTrace;

/** What every method must hold, over all of them, on a bidirectional and on a causal trace of 96 tokens. */
class MethodPropertiesTest {
    private static final AttentionTrace CAUSAL = RandomTraces.selfAttention(5, 2, 96, 8, true, 11);
    private static final AttentionTrace BOTH_WAYS = RandomTraces.selfAttention(5, 2, 96, 8, false, 12);
    private static final List<PatternDescription> METHODS = Patterns.ALL.stream()
            .filter(pattern -> pattern.hasParameter("scale"))
            .toList();

    /** A plan with the pairs of every head that attends to anything, {@code [layer · heads + head]}. */
    private record Planned(AttentionPlan plan, Map<Integer, TokenMask> masks) {}

    private static Planned plan(PatternDescription pattern, AttentionTrace trace, Phase phase, String... overrides) {
        List<String> all = new ArrayList<>(List.of(overrides));
        if (all.stream().noneMatch(set -> set.startsWith("scale="))) {
            all.add("scale=auto");
        }
        Map<Integer, TokenMask> masks = new LinkedHashMap<>();
        AttentionPlan plan = pattern.make(all)
                .plan(
                        PlanInput.of(trace),
                        phase,
                        (layer, head, headPlan, attended) ->
                                attended.ifPresent(pairs -> masks.put(layer * trace.headCount() + head, pairs.mask())));
        return new Planned(plan, masks);
    }

    private static Phase own(PatternDescription pattern) {
        return pattern.catalogue().phases().get(0);
    }

    @Test
    void everyPaperHasAPattern() {
        Set<Integer> rows = new TreeSet<>();
        Patterns.ALL.forEach(pattern -> rows.add(pattern.catalogue().row()));
        rows.remove(0);
        // Row 19, the suite, is five patterns of its own beside flex-prefill.
        for (int row = 1; row <= 51; row++) {
            assertTrue(rows.contains(row), "row " + row);
        }
        assertEquals(51, rows.size());
    }

    @Test
    void keepingAllIsDense() {
        for (PatternDescription pattern : METHODS) {
            for (AttentionTrace trace : List.of(CAUSAL, BOTH_WAYS)) {
                AttentionShape shape = AttentionShape.of(trace);
                Planned planned = plan(pattern, trace, own(pattern), "budget=1");
                planned.masks.forEach(
                        (index, mask) -> assertEquals(TokenMask.dense(shape), mask, pattern.name() + " head " + index));
            }
        }
    }

    @Test
    void aLargerBudgetKeepsWhatASmallerOneKept() {
        for (PatternDescription pattern : METHODS) {
            if (!pattern.isDynamic() || !pattern.catalogue().alias().isEmpty()) {
                continue;
            }
            List<String> budgets = List.of("budget=0.1", "budget=0.3", "budget=0.6", "budget=1");
            for (int i = 1; i < budgets.size() && choosesOnData(pattern); i++) {
                Map<Integer, TokenMask> less = plan(pattern, CAUSAL, own(pattern), budgets.get(i - 1)).masks;
                Map<Integer, TokenMask> more = plan(pattern, CAUSAL, own(pattern), budgets.get(i)).masks;
                less.forEach(
                        (head, mask) -> assertTrue(more.get(head).contains(mask), pattern.name() + " head " + head));
            }
        }
    }

    private static boolean choosesOnData(PatternDescription pattern) {
        return pattern.defaults().contains("choose:");
    }

    @Test
    void nothingHiddenIsAttendedAndEveryQueryKeepsAKey() {
        for (PatternDescription pattern : METHODS) {
            plan(pattern, CAUSAL, own(pattern)).masks.forEach((head, mask) -> {
                for (int query = 0; query < 96; query++) {
                    assertEquals(0, mask.count(query, query + 1, 96), pattern.name() + " query " + query);
                    assertTrue(mask.count(query) > 0, pattern.name() + " query " + query);
                }
            });
        }
    }

    @Test
    void machineFormsHoldThePairs() {
        for (PatternDescription pattern : METHODS) {
            Planned planned = plan(pattern, BOTH_WAYS, own(pattern));
            planned.masks.forEach((index, mask) -> {
                HeadPlan head = planned.plan.head(index / 2, index % 2);
                boolean isExact =
                        head.sideWork().stream().noneMatch(work -> work.label().startsWith("delta"));
                assertTrue(
                        !isExact || head.mask().pairCountAtMost() >= mask.pairCount(),
                        pattern.name() + " head " + index);
            });
        }
    }

    @Test
    void choosingCostsSomethingEvenWhenAllIsKept() {
        for (PatternDescription pattern : METHODS) {
            for (String budget : List.of("budget=authors", "budget=1")) {
                if (choosesOnData(pattern)) {
                    AttentionPlan plan = plan(pattern, CAUSAL, own(pattern), budget).plan;
                    SelectionCost cost = SelectionCost.NONE;
                    for (int layer = 0; layer < 5; layer++) {
                        for (int head = 0; head < 2; head++) {
                            cost = cost.plus(plan.head(layer, head).selection());
                        }
                    }
                    assertFalse(cost.isFree(), pattern.name() + " " + budget);
                    assertTrue(cost.launches() > 0, pattern.name());
                }
            }
        }
    }

    @Test
    void plansDifferPairwiseOrNameTheirAlias() {
        Map<Object, String> seen = new LinkedHashMap<>();
        for (PatternDescription pattern : Patterns.ALL) {
            if (!pattern.catalogue().alias().isEmpty()) {
                Patterns.find(pattern.catalogue().alias());
                continue;
            }
            AttentionPlan plan = pattern.hasParameter("scale")
                    ? plan(pattern, CAUSAL, own(pattern)).plan
                    : pattern.make(List.of()).plan(CAUSAL, own(pattern));
            String before = seen.put(fingerprint(plan), pattern.name());
            assertEquals(null, before, pattern.name() + " and " + before + " give the same plan");
        }
    }

    private static List<Object> fingerprint(AttentionPlan plan) {
        List<Object> print = new ArrayList<>(List.of(plan.schedule()));
        for (List<HeadPlan> layer : plan.heads()) {
            for (HeadPlan head : layer) {
                boolean isKept = !head.isSkipped();
                print.add(
                        isKept
                                ? MaskTokens.of(head.mask(), AttentionShape.of(CAUSAL))
                                        .hashCode()
                                : 0);
                print.addAll(List.of(
                        head.mask().pairCountAtMost(),
                        head.selection(),
                        head.sideWork(),
                        head.precision(),
                        head.reuse()));
            }
        }
        return print;
    }

    @Test
    void orderOfOneTokenSegmentsChangesNothing() {
        PatternDescription pbs = Patterns.find("pbs-attn");
        Planned sorted = plan(pbs, CAUSAL, Phase.PREFILL, "scale=0.125", "recipes.0.choose.0.permute.segment=1");
        PatternDescription plain = MethodFile.read(
                "plain",
                "plain",
                """
                about: {paper: p, class: c, fidelity: A, trace_needs: QK, summary: s, source: s, check: c, status: s}
                method:
                """
                        + pbs.defaults()
                                .replaceAll("(?m)^(scale|budget|noise|seed):.*\\R", "")
                                .replaceFirst("permute: .*\\R", "permute: {by: none}\n")
                                .indent(2));
        Planned unsorted = plan(plain, CAUSAL, Phase.PREFILL, "scale=0.125");
        assertEquals(sorted.masks, unsorted.masks);
    }

    @Test
    void headsOfAKeyValueGroupShareTheirKeys() {
        AttentionTrace grouped = GroupedTraces.of(2, 4, 2, 96, 8, 13);
        for (String name : List.of("nsa", "quest", "infllm-v2", "dma")) {
            Planned planned = plan(Patterns.find(name), grouped, Phase.DECODE);
            for (int layer = 0; layer < 2; layer++) {
                for (int head = 0; head < 4; head += 2) {
                    assertEquals(planned.masks.get(layer * 4 + head), planned.masks.get(layer * 4 + head + 1), name);
                }
            }
        }
    }

    @Test
    void noiseLowersTheMassThatIsKept() {
        PatternDescription pattern = Patterns.find("sparse-d");
        double clean = mass(pattern, "noise=0");
        double noisy = mass(pattern, "noise=3");
        assertTrue(noisy < clean, noisy + " < " + clean);
    }

    private static double mass(PatternDescription pattern, String noise) {
        PlanInput input = PlanInput.of(BOTH_WAYS);
        var meter = new tessera.models.quality.QualityMeter(input, 96);
        pattern.make(List.of("scale=auto", noise)).plan(input, Phase.PREFILL, meter);
        return meter.quality().keptMass();
    }
}
