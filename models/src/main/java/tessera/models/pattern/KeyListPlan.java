package tessera.models.pattern;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import tessera.models.golden.RowPrecision;
import tessera.models.pattern.compose.HeadVisitor;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.input.PlanInput;
import tessera.models.pattern.mask.TokenMask;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.BlockMask;
import tessera.models.plan.Geometric;
import tessera.models.plan.HeadPlan;
import tessera.models.plan.KeyList;
import tessera.models.plan.MaskForm;
import tessera.models.plan.Phase;

/**
 * A plan as a machine that fetches lists of keys executes it, 12 bits at most. Native: one query at a time against its own
 * keys. Extended: up to 64 queries of a block share one fetch of the union of their keys.
 *
 * @param plan key lists alone
 * @param isExtended whether some block of queries shares a fetch
 */
public record KeyListPlan(AttentionPlan plan, boolean isExtended) {
    private static final int BITS = 12;
    private static final int GROUP = 64;

    /** A plan with the pairs of each head, which its blocks alone do not tell where tokens were reordered. */
    public record Planned(AttentionPlan plan, Map<List<Integer>, TokenMask> masks) {
        /** Plans a trace; whoever else wants to see the heads may. */
        public static Planned of(AttentionPattern pattern, PlanInput input, Phase phase, HeadVisitor also) {
            Map<List<Integer>, TokenMask> masks = new HashMap<>();
            AttentionPlan plan = pattern.plan(input, phase, (layer, head, headPlan, attended) -> {
                boolean isCoded = attended.flatMap(HeadVisitor.Attended::keys).isPresent();
                attended.filter(pairs -> !isCoded).ifPresent(pairs -> masks.put(List.of(layer, head), pairs.mask()));
                also.head(layer, head, headPlan, attended);
            });
            return new Planned(plan, masks);
        }

        /** Whether some head attends to something; otherwise all is done by kernels of another kind. */
        public boolean isMasked() {
            return plan.heads().stream().flatMap(List::stream).anyMatch(head -> !head.isSkipped());
        }
    }

    /** Blocks of queries share fetches where the plan has blocks. */
    public static KeyListPlan extended(Planned planned, AttentionShape shape) {
        AttentionPlan plan = planned.plan;
        boolean hasBlocks = plan.phase() == Phase.PREFILL
                && plan.heads().stream()
                        .flatMap(List::stream)
                        .anyMatch(head -> !(head.mask() instanceof KeyList) && !isDense(head.mask()));
        return new KeyListPlan(lists(planned, shape, true), hasBlocks);
    }

    /** Every query fetches its own keys. */
    public static KeyListPlan oneByOne(Planned planned, AttentionShape shape) {
        return new KeyListPlan(lists(planned, shape, false), false);
    }

    private static boolean isDense(MaskForm mask) {
        return mask instanceof Geometric geometric && geometric.isDense();
    }

    private static AttentionPlan lists(Planned planned, AttentionShape shape, boolean sharesFetches) {
        AttentionPlan plan = planned.plan;
        Map<MaskForm, KeyList> known = new HashMap<>();
        List<List<HeadPlan>> layers = new ArrayList<>();
        for (int layer = 0; layer < plan.layerCount(); layer++) {
            List<HeadPlan> heads = new ArrayList<>();
            for (int head = 0; head < plan.heads().get(layer).size(); head++) {
                HeadPlan own = plan.head(layer, head);
                Optional<TokenMask> pairs = Optional.ofNullable(planned.masks.get(List.of(layer, head)));
                heads.add(withList(
                        own, known.computeIfAbsent(own.mask(), mask -> list(mask, pairs, shape, sharesFetches))));
            }
            layers.add(heads);
        }
        return new AttentionPlan(plan.pattern(), plan.phase(), layers);
    }

    private static HeadPlan withList(HeadPlan head, KeyList list) {
        RowPrecision precision =
                Math.max(head.precision().keyBits(), head.precision().queryBits()) > BITS
                        ? RowPrecision.fixed(BITS, BITS, BITS)
                        : head.precision();
        return new HeadPlan(list, precision, head.valueKeepRatio(), head.selection(), head.reuse());
    }

    private static KeyList list(MaskForm mask, Optional<TokenMask> known, AttentionShape shape, boolean sharesFetches) {
        if (mask instanceof KeyList list && (sharesFetches || list.isSkipped())) {
            return list;
        }
        TokenMask pairs = known.orElseGet(() -> MaskTokens.of(mask, shape));
        List<int[]> groups = runs(shape, sharesFetches ? queriesAFetch(mask, shape) : 1);
        if (sharesFetches && !isDense(mask)) {
            // Where a method reorders queries, those that attend to the same keys stand apart.
            List<int[]> alike = alike(pairs, shape);
            groups = fetched(pairs, alike) < fetched(pairs, groups) ? alike : groups;
        }
        return new KeyList(
                groups.stream()
                        .map(queries -> Map.entry(queries, pairs.union(queries)))
                        .filter(entry -> entry.getValue().length > 0)
                        .map(entry -> new KeyList.Group(entry.getKey(), entry.getValue()))
                        .toList(),
                shape.isCausal(),
                shape.keyCount() - shape.queryCount());
    }

    private static int queriesAFetch(MaskForm mask, AttentionShape shape) {
        if (isDense(mask)) {
            return shape.queryCount();
        }
        return mask instanceof BlockMask blocks ? Math.min(GROUP, blocks.queryBlockSize(0)) : GROUP;
    }

    private static List<int[]> runs(AttentionShape shape, int size) {
        List<int[]> groups = new ArrayList<>();
        for (int from = 0; from < shape.queryCount(); from += size) {
            groups.add(IntStream.range(from, Math.min(shape.queryCount(), from + size))
                    .toArray());
        }
        return groups;
    }

    private static List<int[]> alike(TokenMask pairs, AttentionShape shape) {
        Map<String, List<Integer>> byKeys = new LinkedHashMap<>();
        for (int query = 0; query < shape.queryCount(); query++) {
            byKeys.computeIfAbsent(Arrays.toString(pairs.keys(query)), keys -> new ArrayList<>())
                    .add(query);
        }
        return byKeys.values().stream()
                .map(queries -> queries.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    private static long fetched(TokenMask pairs, List<int[]> groups) {
        return groups.stream().mapToLong(queries -> pairs.union(queries).length).sum();
    }
}
