package tessera.models.cost;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tessera.models.machine.SpAttenParams;
import tessera.models.pattern.compose.DenseForm;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.BlockMask;
import tessera.models.plan.Geometric;
import tessera.models.plan.HeadPlan;
import tessera.models.plan.KeyList;
import tessera.models.plan.MaskForm;
import tessera.models.plan.Phase;
import tessera.models.plan.Schedule;

/**
 * A plan on a SpAtten-style machine, in closed form: one query at a time against key lists. Block masks in prefill run in the
 * extended mode: a block of queries shares one fetch of the union of its keys, once for each time the buffers are filled;
 * the arrays see no tiles along keys. Selection and side work: {@link SpattenBeside}.
 */
public final class SpattenCost {
    private static final double US = 1e6;

    private final SpAttenParams machine;
    private final AttentionShape shape;
    private final AttentionPlan plan;
    private final Map<MaskForm, Lists> known = new IdentityHashMap<>();

    private SpattenCost(SpAttenParams machine, AttentionShape shape, AttentionPlan plan) {
        this.machine = machine;
        this.shape = shape;
        this.plan = plan;
    }

    public static Costs of(SpAttenParams machine, AttentionShape shape, AttentionPlan plan) {
        return new SpattenCost(machine, shape, plan).costs();
    }

    /** Pairs that the arrays compute and keys that memory gives, of one head. */
    private record Lists(double pairs, double arrayCycles, double fetchedKeys) {}

    private record Times(double flop, double array, double memory) {
        Times plus(Times other) {
            return new Times(flop + other.flop, array + other.array, memory + other.memory);
        }
    }

    private Costs costs() {
        Times sparse = new Times(0, 0, 0);
        for (List<HeadPlan> heads : plan.heads()) {
            for (HeadPlan head : heads) {
                sparse = sparse.plus(times(head));
            }
        }
        Times one = times(DenseForm.of(shape), 12, 12);
        double count = (double) plan.layerCount() * shape.headCount();
        Times dense = new Times(one.flop * count, one.array * count, one.memory * count);
        SpattenBeside beside = SpattenBeside.of(plan);
        return assemble(sparse, dense, beside.selectionUs(machine), beside.sideUs(machine));
    }

    private Costs assemble(Times sparse, Times dense, double selection, double side) {
        Schedule schedule = plan.schedule();
        double share = schedule.denseShare();
        double steps = plan.phase() == Phase.DECODE ? shape.queryCount() : 1;
        double choosing = selection * schedule.selectionShare();
        double beside = side * (1 - share);
        double extra = choosing + beside;
        Times mixed = new Times(
                (1 - share) * sparse.flop + share * dense.flop,
                (1 - share) * sparse.array + share * dense.array,
                (1 - share) * sparse.memory + share * dense.memory);
        List<Costs.Step> list = new ArrayList<>();
        list.add(step("flop", mixed.flop + beside, dense.flop, steps, "attended pairs, and side work"));
        list.add(step(
                "tiles", mixed.array + beside, dense.array, steps, "whole cycles of the arrays; no tiles along keys"));
        list.add(step("partial_tiles", mixed.array + beside, dense.array, steps, "lists of keys need no mask"));
        String why = String.format(
                Locale.ROOT,
                "estimating and ranking %.3g us, host or other unit %.3g us",
                choosing / steps,
                beside / steps);
        list.add(step("selection", mixed.array + extra, dense.array, steps, why));
        double sparseRoof = Math.max(mixed.array, mixed.memory);
        double denseRoof = Math.max(dense.array, dense.memory);
        list.add(step("memory", sparseRoof + extra, denseRoof, steps, "memory beside the arrays"));
        list.add(step("waves", sparseRoof + extra, denseRoof, steps, "one pipeline: no waves"));
        double serial = mixed.array * 2 + mixed.memory + extra;
        return new Costs(list, choosing / steps, beside / steps, serial / steps, extra / steps);
    }

    private static Costs.Step step(String name, double us, double denseUs, double steps, String why) {
        return new Costs.Step(name, us / steps, denseUs / steps, why);
    }

    private Times times(HeadPlan head) {
        if (head.isSkipped()) {
            return new Times(0, 0, 0);
        }
        return times(
                head.mask(),
                Math.min(12, head.precision().keyMsbBits()),
                Math.min(12, head.precision().valueBits()) * head.valueKeepRatio());
    }

    private Times times(MaskForm mask, double keyBits, double valueBits) {
        Lists lists = known.computeIfAbsent(mask, this::lists);
        double peak = (double) machine.multiplierCount() * machine.clockHz();
        double bytes = lists.fetchedKeys * shape.headDim() * (keyBits + valueBits) / 8;
        double bandwidth = machine.memory().bytesPerCycle() * machine.clockHz();
        return new Times(
                lists.pairs * shape.headDim() / peak * US,
                lists.arrayCycles / machine.clockHz() * US,
                bytes / bandwidth * US);
    }

    private Lists lists(MaskForm mask) {
        if (mask instanceof KeyList list) {
            return keyLists(list);
        }
        if (mask instanceof BlockMask blocks) {
            return blocks(blocks);
        }
        Geometric geometric = (Geometric) mask;
        double pairs = geometric.isDense()
                ? shape.densePairs()
                : HeadTiles.of(geometric, shape, Phase.DECODE, Schedule.KernelOrder.QUERY_OUTER)
                        .pairs();
        double perQuery = pairs / shape.queryCount();
        double fetched = plan.phase() == Phase.DECODE ? pairs : shape.keyCount() * refills(perQuery);
        return new Lists(pairs, shape.queryCount() * cycles(perQuery), fetched);
    }

    /** How often lists longer than the buffers come again: for each block of queries that the buffers' other half holds. */
    private double refills(double keys) {
        double capacity = Math.min(machine.keyCapacity(shape.headDim()), machine.valueCapacity(shape.headDim()));
        return keys <= capacity ? 1 : Math.max(1, shape.queryCount() / capacity);
    }

    private double cycles(double keys) {
        return Math.max(
                machine.matrixCycles((int) Math.ceil(keys), shape.headDim()),
                Math.ceil(keys / machine.softmax().lanes()));
    }

    private Lists keyLists(KeyList list) {
        double array = 0;
        double fetched = 0;
        for (KeyList.Group group : list.groups()) {
            for (int query : group.queries()) {
                int visible = list.visibleCount(group, query);
                array += cycles(visible);
                fetched += plan.phase() == Phase.DECODE ? visible : 0;
            }
            fetched += plan.phase() == Phase.DECODE ? 0 : group.keyCount();
        }
        return new Lists(list.pairCountAtMost(), array, fetched);
    }

    private Lists blocks(BlockMask blocks) {
        double fetched = 0;
        double array = 0;
        double visitedPairs = blocks.pairsOfVisitedBlocks();
        int uniform = blocks.uniformKeyBlock();
        double attended = blocks.pairCountAtMost() / Math.max(1, visitedPairs);
        for (int row = 0; row < blocks.queryBlockCount(); row++) {
            long keys = blocks.visitedKeys(row, uniform);
            fetched += keys;
            array += blocks.queryBlockSize(row) * cycles(keys * attended);
        }
        return new Lists(blocks.pairCountAtMost(), array, fetched);
    }
}
