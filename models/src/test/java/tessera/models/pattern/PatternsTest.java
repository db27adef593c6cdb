package tessera.models.pattern;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tessera.models.golden.RandomTraces;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.Geometric;
import tessera.models.plan.HeadPlan;
import tessera.models.plan.KeyList;
import tessera.models.plan.Phase;
import tessera.traces.check.InputException;
import tessera.traces.trace.AttentionTrace;

class PatternsTest {
    private static final List<String> KEEP_ALL = List.of(
            "token_start_keep=1", "token_average_keep=1", "head_start_keep=1", "head_average_keep=1", "value_keep=1");

    private static AttentionPlan cascade(AttentionTrace trace, Phase phase, String... overrides) {
        return Patterns.find("spatten-cascade").make(List.of(overrides)).plan(trace, phase);
    }

    @Test
    void everyPatternPlansEveryHeadAndDescribesItself() {
        AttentionTrace trace = RandomTraces.selfAttention(3, 2, 40, 4, false, 1);
        Set<String> names = new HashSet<>();
        for (PatternDescription description : Patterns.ALL) {
            assertTrue(names.add(description.name()));
            for (String text : List.of(
                    description.patternClass(),
                    description.paper(),
                    description.traceNeeds(),
                    description.summary(),
                    description.source(),
                    description.check(),
                    description.status())) {
                assertTrue(!text.isBlank(), description.name());
            }
            for (Phase phase : Phase.values()) {
                List<String> overrides = description.hasParameter("scale") ? List.of("scale=auto") : List.of();
                AttentionPlan plan = description.make(overrides).plan(trace, phase);
                assertEquals(description.name(), plan.pattern());
                assertEquals(3, plan.layerCount());
                plan.heads().forEach(layer -> assertEquals(2, layer.size()));
            }
        }
    }

    @Test
    void denseAttendsEverything() {
        AttentionTrace trace = RandomTraces.selfAttention(1, 1, 12, 4, false, 1);
        HeadPlan head = Patterns.find("dense")
                .make(List.of())
                .plan(trace, Phase.PREFILL)
                .head(0, 0);
        assertTrue(assertInstanceOf(Geometric.class, head.mask()).isDense());
        assertEquals(144, head.mask().pairCountAtMost());
    }

    @Test
    void cascadeKeepingAllEqualsDense() {
        for (boolean causal : new boolean[] {false, true}) {
            AttentionTrace trace = RandomTraces.selfAttention(4, 3, 10, 4, causal, 2);
            AttentionPlan plan = cascade(trace, Phase.DECODE, KEEP_ALL.toArray(new String[0]));
            for (int layer = 0; layer < 4; layer++) {
                for (int head = 0; head < 3; head++) {
                    // 10 x 10 pairs, or 1 + 2 + … + 10 where queries see only what is before them.
                    assertEquals(
                            causal ? 55 : 100, plan.head(layer, head).mask().pairCountAtMost());
                }
            }
        }
    }

    @Test
    void cascadeFollowsItsScheduleAndNeverBringsBack() {
        AttentionTrace trace = RandomTraces.selfAttention(12, 4, 40, 4, false, 3);
        AttentionPlan plan = cascade(trace, Phase.PREFILL);
        // Layers 0 and 1 keep 40; then floor(40 * (0.9 - 0.0667 (l - 2))): 36, 33, 30, 28, 25, 22, 20, 17, 14, 12.
        int[] tokens = {40, 40, 36, 33, 30, 28, 25, 22, 20, 17, 14, 12};
        // Heads: 0.3 * 12 = 3.6, so layers 0 to 3 keep 4; then floor(4 * (1 - 0.375 (l - 4) / 7)): 4 only at l = 4,
        // 3 down to l = 8 (4 * 0.786 = 3.1), then 4 * 0.732 = 2.9 -> 2.
        int[] heads = {4, 4, 4, 4, 4, 3, 3, 3, 3, 2, 2, 2};
        Set<Integer> alive = new HashSet<>();
        for (int layer = 0; layer < 12; layer++) {
            int[] kept = plan.keptHeads(layer);
            assertEquals(heads[layer], kept.length, "heads of layer " + layer);
            KeyList list =
                    assertInstanceOf(KeyList.class, plan.head(layer, kept[0]).mask());
            int[] keys = list.groups().get(0).keys();
            assertEquals(tokens[layer], keys.length, "tokens of layer " + layer);
            Set<Integer> now = new HashSet<>(Arrays.stream(keys).boxed().toList());
            assertTrue(layer == 0 || alive.containsAll(now), "a pruned token came back in layer " + layer);
            alive = now;
            assertArrayEquals(keys, list.groups().get(0).queries());
        }
    }

    @Test
    void cascadePrunesTheTokenThatNobodyLooksAt() {
        // Token 5's key opposes every query in every layer: it gets the least probability and must be the first to go.
        AttentionTrace trace = traceWithAnUnwantedToken(5);
        AttentionPlan plan = cascade(
                trace, Phase.DECODE, "token_unpruned_fraction=0.5", "token_start_keep=0.9", "token_average_keep=0.9");
        int[] keys = ((KeyList) plan.head(1, 0).mask()).groups().get(0).keys();
        assertArrayEquals(new int[] {0, 1, 2, 3, 4, 6, 7, 8, 9}, keys);
    }

    private static AttentionTrace traceWithAnUnwantedToken(int unwanted) {
        var shape = tessera.traces.trace.TraceShape.selfAttention(2, 1, 10, 2);
        var builder = new tessera.traces.trace.AttentionTraceBuilder(
                shape, tessera.traces.trace.TraceDescription.named("unwanted"));
        for (int layer = 0; layer < 2; layer++) {
            float[] query = new float[20];
            float[] key = new float[20];
            for (int token = 0; token < 10; token++) {
                query[2 * token] = 3;
                key[2 * token] = token == unwanted ? -1 : 1;
            }
            builder.addLayer(query, key, query);
        }
        return builder.build();
    }

    @Test
    void decodeIsProgressiveAndPrefillIsNot() {
        AttentionTrace trace = RandomTraces.selfAttention(2, 2, 8, 4, false, 4);
        HeadPlan decode = cascade(trace, Phase.DECODE).head(0, 0);
        assertEquals(8, decode.precision().keyMsbBits());
        assertEquals(4, decode.precision().keyLsbBits());
        assertEquals(0.3, decode.valueKeepRatio());
        HeadPlan prefill = cascade(trace, Phase.PREFILL).head(0, 0);
        assertEquals(12, prefill.precision().keyMsbBits());
        assertEquals(0, prefill.precision().keyLsbBits());
        assertEquals(1, prefill.valueKeepRatio());
    }

    @Test
    void namesUnknownPatternsAndParameters() {
        assertTrue(assertThrows(InputException.class, () -> Patterns.find("spaten-cascade"))
                .getMessage()
                .endsWith("did you mean 'spatten-cascade'?"));
        PatternDescription description = Patterns.find("spatten-cascade");
        assertTrue(assertThrows(InputException.class, () -> description.make(List.of("value_kep=0.5")))
                .getMessage()
                .endsWith("did you mean 'value_keep'?"));
        assertEquals(
                "pattern spatten-cascade: keep ratios from 0.9 with average 0.4 end at -0.09999999999999998; the start"
                        + " must be in (0, 1], the end in (0, start]",
                assertThrows(InputException.class, () -> description.make(List.of("token_average_keep=0.4")))
                        .getMessage());
        AttentionPattern gna = Patterns.find("gna").make(List.of("window=13"));
        assertThrows(
                InputException.class, () -> gna.plan(RandomTraces.selfAttention(1, 1, 12, 4, false, 1), Phase.PREFILL));
    }
}
