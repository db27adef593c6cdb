package tessera.models.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tessera.models.golden.RandomTraces;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.input.PlanInput;
import tessera.models.pattern.mask.TokenMask;
import tessera.models.plan.HeadPlan;
import tessera.models.plan.KeyList;
import tessera.models.plan.Phase;
import tessera.traces.trace.AttentionTrace;

class KeyListPlanTest {
    /** Also where tokens were reordered (pbs-attn: keys, svg2 and video-blade: both), whose blocks are not runs of tokens. */
    @Test
    void listsHoldThePairsAndOneByOneHoldsNoOthers() {
        AttentionTrace causal = RandomTraces.selfAttention(2, 2, 96, 8, true, 21);
        AttentionTrace bidirectional = RandomTraces.selfAttention(2, 2, 96, 8, false, 22);
        for (String name : List.of("xattention", "pbs-attn", "svg2", "video-blade", "moa", "anchor-attention")) {
            for (AttentionTrace trace : List.of(causal, bidirectional)) {
                AttentionShape shape = AttentionShape.of(trace);
                KeyListPlan.Planned planned = KeyListPlan.Planned.of(
                        Patterns.find(name).make(List.of("scale=auto")),
                        PlanInput.of(trace),
                        Phase.PREFILL,
                        (layer, head, plan, attended) -> {});
                KeyListPlan shared = KeyListPlan.extended(planned, shape);
                KeyListPlan single = KeyListPlan.oneByOne(planned, shape);
                planned.masks().forEach((place, mask) -> {
                    TokenMask extended = pairs(shared, place, shape);
                    assertTrue(extended.contains(mask), name + " " + place);
                    assertEquals(mask, pairs(single, place, shape), name + " " + place);
                });
            }
        }
    }

    private static TokenMask pairs(KeyListPlan plan, List<Integer> place, AttentionShape shape) {
        HeadPlan head = plan.plan().head(place.get(0), place.get(1));
        return MaskTokens.of(head.mask(), shape);
    }

    /** Six queries in blocks of two; keys of a block: its own two and key 0. Two queries share what they fetch. */
    @Test
    void aBlockSharesTheUnionOfItsKeys() {
        AttentionShape shape = AttentionShape.parse("layout:6,heads=1,head_dim=8");
        TokenMask mask = new TokenMask(shape);
        for (int query = 0; query < 6; query++) {
            mask.add(query, 0);
            mask.add(query, query);
        }
        var form = tessera.models.pattern.mask.Blocks.of(
                mask,
                tessera.models.pattern.mask.Blocks.uniform(6, 2),
                tessera.models.pattern.mask.Blocks.uniform(6, 1),
                new int[] {0, 1, 2, 3, 4, 5},
                new int[] {0, 1, 2, 3, 4, 5});
        HeadPlan head = new HeadPlan(
                form,
                tessera.models.golden.RowPrecision.fixed(16, 16, 16),
                1,
                tessera.models.plan.SelectionCost.NONE,
                tessera.models.plan.Reuse.NONE);
        var plan = new tessera.models.plan.AttentionPlan("hand", Phase.PREFILL, List.of(List.of(head)));
        KeyListPlan lists =
                KeyListPlan.extended(new KeyListPlan.Planned(plan, java.util.Map.of(List.of(0, 0), mask)), shape);
        assertTrue(lists.isExtended());
        KeyList list = (KeyList) lists.plan().head(0, 0).mask();
        assertEquals(
                List.of("[0, 1]", "[0, 2, 3]", "[0, 4, 5]"),
                list.groups().stream()
                        .map(group -> java.util.Arrays.toString(group.keys()))
                        .toList());
        assertEquals(12, lists.plan().head(0, 0).precision().keyBits());
    }
}
