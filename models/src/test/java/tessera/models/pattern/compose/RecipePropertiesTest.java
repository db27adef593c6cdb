package tessera.models.pattern.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tessera.models.cost.GpuCost;
import tessera.models.cost.GpuRates;
import tessera.models.cost.KeyTraffic;
import tessera.models.golden.RandomTraces;
import tessera.models.machine.Machines;
import tessera.models.pattern.KeyListPlan;
import tessera.models.pattern.PatternDescription;
import tessera.models.pattern.Patterns;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.input.PlanInput;
import tessera.models.pattern.mask.StaticSpec;
import tessera.models.pattern.mask.TokenMask;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.HeadPlan;
import tessera.models.plan.KeyList;
import tessera.models.plan.Phase;
import tessera.traces.trace.AttentionTrace;

/** What recipes promise, over every method that is made of them. */
class RecipePropertiesTest {
    private static final AttentionTrace CAUSAL = RandomTraces.selfAttention(5, 2, 96, 8, true, 31);
    private static final AttentionTrace BOTH_WAYS = RandomTraces.selfAttention(5, 2, 96, 8, false, 32);

    static Stream<String> methods() {
        return Patterns.ALL.stream()
                .filter(pattern -> pattern.hasParameter("scale"))
                .map(PatternDescription::name);
    }

    static Stream<String> scheduled() {
        return methods().filter(name -> Patterns.find(name).defaults().contains("\nschedule:"));
    }

    static Stream<String> decoding() {
        return methods().filter(name -> Patterns.find(name).catalogue().phases().contains(Phase.DECODE));
    }

    private static KeyListPlan.Planned plan(String name, AttentionTrace trace, Phase phase, String... overrides) {
        List<String> all =
                Stream.concat(Stream.of("scale=auto"), Stream.of(overrides)).toList();
        return KeyListPlan.Planned.of(
                Patterns.find(name).make(all), PlanInput.of(trace), phase, (layer, head, plan, attended) -> {});
    }

    @ParameterizedTest
    @MethodSource("methods")
    void whatIsKeptInAnyCaseIsAttended(String name) {
        PatternDescription pattern = Patterns.find(name);
        Phase phase = pattern.catalogue().phases().get(0);
        for (AttentionTrace trace : List.of(CAUSAL, BOTH_WAYS)) {
            AttentionShape shape = AttentionShape.of(trace);
            Method method = MethodReader.read(name, pattern.parameters(List.of("scale=auto")), shape);
            plan(name, trace, phase).masks().forEach((place, mask) -> {
                Recipe recipe = method.recipes().stream()
                        .filter(one -> one.layers().matches(place.get(0), shape.layerCount())
                                && one.heads().matches(place.get(1), shape.headCount()))
                        .findFirst()
                        .orElseThrow();
                for (StaticSpec keep : recipe.keep()) {
                    TokenMask kept = new TokenMask(shape).add(keep.on(shape, place.get(0), place.get(1)));
                    assertTrue(mask.contains(kept), name + " " + place);
                }
            });
        }
    }

    /** A selection made anew in every step, none of them dense, costs a step what a single use costs. */
    @ParameterizedTest
    @MethodSource("scheduled")
    void choosingInEveryStepEqualsNoReuse(String name) {
        String often = Patterns.find(name).defaults().contains("steps: 1,") ? "1" : "12";
        double reused = time(name, "schedule.steps=" + often, "schedule.selections=" + often, "schedule.dense_steps=0");
        double single = time(name, "schedule.steps=1", "schedule.selections=1", "schedule.dense_steps=0");
        assertEquals(single, reused, 1e-9 * single);
    }

    private static double time(String name, String... overrides) {
        AttentionPlan plan = plan(name, BOTH_WAYS, Phase.PREFILL, overrides).plan();
        return GpuCost.of(GpuRates.of(Machines.gpu("h100-sxm")), AttentionShape.of(BOTH_WAYS), plan)
                .last()
                .us();
    }

    /** In decode, what a key/value head reads for a query holds what each of its query heads attends to. */
    @ParameterizedTest
    @MethodSource("decoding")
    void theUnionOfAGroupHoldsEachHeadsKeys(String name) {
        AttentionPlan plan = plan(name, CAUSAL, Phase.DECODE).plan();
        AttentionShape shape = AttentionShape.of(CAUSAL);
        AttentionShape grouped =
                new AttentionShape("grouped", 5, 2, 1, shape.queryCount(), shape.keyCount(), 8, shape.layout(), true);
        for (List<HeadPlan> heads : plan.heads()) {
            for (int query : new int[] {0, 40, 95}) {
                int union = KeyTraffic.decodeKeys(heads, grouped, query)[0];
                for (HeadPlan head : heads) {
                    if (head.mask() instanceof KeyList list && !head.isSkipped()) {
                        int own = list.groupOf(query)
                                .map(group -> list.visibleCount(group, query))
                                .orElse(0);
                        assertTrue(
                                own <= union && union <= query + 1,
                                name + " query " + query + ": " + own + ", " + union);
                    }
                }
            }
        }
    }

    /** Each rule's own way of saying "all", in the method that has it. */
    @ParameterizedTest
    @CsvSource({
        "xattention, recipes.0.choose.0.select.mass=1",
        "svg2, recipes.1.choose.0.select.mass=1",
        "pbs-attn, recipes.0.choose.0.select.mass=1",
        "flex-prefill, recipes.0.choose.0.mass=1",
        "sale, recipes.0.choose.0.select.at_least=0",
        "seer-attention, recipes.0.choose.0.select.at_least=0",
        "anchor-attention, recipes.0.choose.0.select.at_least=-1e30",
        "block-top-k, recipes.0.choose.0.select.tokens=1000000",
        "quest, recipes.0.choose.0.select.tokens=1000000",
        "spark, recipes.0.choose.0.select.tokens=1000000",
        "sparse-d, recipes.0.choose.0.select.ratio=1",
        "proxy-attn, recipes.0.choose.0.select.mass=1"
    })
    void aRulesOwnWayOfKeepingAllIsDense(String name, String all) {
        for (AttentionTrace trace : List.of(CAUSAL, BOTH_WAYS)) {
            Phase phase = Patterns.find(name).catalogue().phases().get(0);
            plan(name, trace, phase, all)
                    .masks()
                    .forEach((place, mask) ->
                            assertEquals(TokenMask.dense(AttentionShape.of(trace)), mask, name + " " + place));
        }
    }

    /** On one axis curves are the tokens' own order, and so is sorting segments of one key: nothing may change. */
    @Test
    void identityPermutationsChangeNothing() {
        Map<String, Map<List<Integer>, TokenMask>> masks = new HashMap<>();
        for (String by : List.of("none", "curve", "gilbert")) {
            masks.put(
                    by,
                    plan("video-blade", BOTH_WAYS, Phase.PREFILL, "recipes.0.choose.0.permute.by=" + by)
                            .masks());
        }
        assertEquals(masks.get("none"), masks.get("curve"));
        assertEquals(masks.get("none"), masks.get("gilbert"));
    }

    static Stream<String> decidingHeadByHead() {
        // Elsewhere heads decide together, or a predictor (dhsa) or proxies (proxy-attn) stand for all heads.
        return methods().filter(name -> {
            String defaults = Patterns.find(name).defaults();
            return defaults.contains("choose:")
                    && !defaults.contains(" heads: ")
                    && !List.of("dhsa", "proxy-attn").contains(name);
        });
    }

    /** Operations of choosing are those of the heads added up: twice the heads, twice the work. */
    @ParameterizedTest
    @MethodSource("decidingHeadByHead")
    void costsAddUpOverHeads(String name) {
        PatternDescription pattern = Patterns.find(name);
        Phase phase = pattern.catalogue().phases().get(0);
        assertEquals(2 * flops(pattern, 2, phase), flops(pattern, 4, phase), name);
    }

    private static long flops(PatternDescription pattern, int heads, Phase phase) {
        AttentionShape shape = AttentionShape.parse("layout:2048,heads=" + heads + ",head_dim=64,causal=yes");
        AttentionShape asked = phase == Phase.DECODE ? shape.lastQuery() : shape;
        AttentionPlan plan = pattern.make(List.of("budget=0.1", "scale=auto"))
                .plan(PlanInput.of(asked), phase, (layer, head, headPlan, attended) -> {});
        return plan.heads().get(0).stream()
                .mapToLong(head -> head.selection().flops())
                .sum();
    }
}
