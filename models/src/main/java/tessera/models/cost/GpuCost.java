package tessera.models.cost;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import tessera.models.pattern.compose.DenseForm;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.HeadPlan;
import tessera.models.plan.Phase;
import tessera.models.plan.Schedule;
import tessera.models.plan.SideWork;

/**
 * A plan on a GPU by roofline: tensor cores, exponentials, HBM and L2 side by side, whole tiles, CTAs in waves, launches.
 * Estimating and ranking run in kernels of their own before.
 */
public final class GpuCost {
    /** Extra time of a tile that needs a mask, as a share. Assumption: index arithmetic and compares beside the products. */
    private static final double MASK_SHARE = 0.15;
    /** Extra bytes of a gathered key: its 4-byte index. */
    private static final int INDEX_BYTES = 4;

    private static final double US = 1e6;

    private final GpuRates gpu;
    private final AttentionShape shape;
    private final AttentionPlan plan;
    private final PlanTiles tiles;

    private GpuCost(GpuRates gpu, PlanTiles tiles) {
        this.gpu = gpu;
        this.shape = tiles.shape();
        this.plan = tiles.plan();
        this.tiles = tiles;
    }

    /** Both the plan and dense attention of the same shape. */
    public static Costs of(GpuRates gpu, AttentionShape shape, AttentionPlan plan) {
        return of(gpu, new PlanTiles(shape, plan));
    }

    /** The same from tiles that others use too. */
    public static Costs of(GpuRates gpu, PlanTiles tiles) {
        return new GpuCost(gpu, tiles).costs();
    }

    /** Times of one layer's attention, in microseconds. */
    private record Kernel(
            double flop,
            double tile,
            double mask,
            double exp,
            double hbm,
            double l2,
            double ctaPairs,
            double longestCtaPairs,
            boolean isLaunched) {
        double compute() {
            return Math.max(tile + mask, exp);
        }

        double roofline() {
            return Math.max(compute(), Math.max(hbm, l2));
        }
    }

    private Costs costs() {
        Kernel dense = denseKernel();
        List<Kernel> layers = new ArrayList<>();
        for (List<HeadPlan> heads : plan.heads()) {
            layers.add(kernel(heads));
        }
        BesideWork work = BesideWork.of(shape, plan);
        BesideWork.Time time = work.on(gpu);
        int steps = work.steps();
        double launchUs = gpu.launchUs() * steps;
        double ownLaunches = layers.stream().filter(Kernel::isLaunched).count() * launchUs;
        return assemble(
                dense,
                layers,
                new Beside(time.selection(), time.side(), time.all(), ownLaunches, layers.size() * launchUs),
                steps);
    }

    /** What is not attention, and the launches of attention kernels, in microseconds. */
    private record Beside(double selection, double side, double all, double launches, double denseLaunches) {}

    private Costs assemble(Kernel dense, List<Kernel> layers, Beside beside, int steps) {
        Accumulator sum = new Accumulator(plan.schedule(), layers, dense, steps);
        double both = beside.selection + beside.side;
        double fixed = beside.all + beside.launches;
        double flops = sideFlopUs();
        String choosing = String.format(
                Locale.ROOT,
                "estimating and ranking %.3g us, side work %.3g us; exponentials",
                beside.selection / steps,
                beside.side / steps);
        String launching = "the longest CTA, and " + gpu.launchUs() + " us a launch";
        List<Costs.Step> list = List.of(
                sum.step("flop", Kernel::flop, flops, 0, "attended pairs, and FLOPs of side work"),
                sum.step("tiles", Kernel::tile, flops, 0, "whole tiles of 64 keys, rows padded to 16"),
                sum.step("partial_tiles", k -> k.tile + k.mask, flops, 0, "tiles that need a mask take 15 % more"),
                sum.step("selection", Kernel::compute, both, 0, choosing),
                sum.step("memory", Kernel::roofline, both, 0, "HBM and L2 beside the tensor cores"),
                sum.step("waves", this::waves, fixed, beside.denseLaunches, launching));
        double serial = sum.total(k -> k.tile + k.mask + k.exp + k.hbm + k.l2 + longest(k)) + fixed;
        return new Costs(list, beside.selection / steps, beside.side / steps, serial / steps, beside.all / steps);
    }

    /** Adds layers up over the schedule. */
    private record Accumulator(Schedule schedule, List<Kernel> layers, Kernel dense, int steps) {
        double total(ToDoubleFunction<Kernel> part) {
            double sparse = layers.stream().mapToDouble(part).sum();
            return (1 - schedule.denseShare()) * sparse
                    + schedule.denseShare() * layers.size() * part.applyAsDouble(dense);
        }

        Costs.Step step(String name, ToDoubleFunction<Kernel> part, double extra, double denseExtra, String why) {
            double us = total(part) + extra;
            double denseUs = layers.size() * part.applyAsDouble(dense) + denseExtra;
            return new Costs.Step(name, us / steps, denseUs / steps, why);
        }
    }

    /** The longest CTA at the pace that the roofline leaves all of them. */
    private double longest(Kernel kernel) {
        return plan.phase() == Phase.DECODE || kernel.ctaPairs == 0
                ? 0
                : kernel.roofline() * gpu.slots() * kernel.longestCtaPairs / kernel.ctaPairs;
    }

    /** No fewer than the longest CTA takes. */
    private double waves(Kernel kernel) {
        return Math.max(kernel.roofline(), longest(kernel));
    }

    private Kernel denseKernel() {
        HeadTiles head = plan.phase() == Phase.DECODE ? tiles.of(DenseForm.of(shape)) : HeadTiles.dense(shape);
        double keys = plan.phase() == Phase.DECODE ? shape.densePairs() : shape.keyCount();
        return kernel(Collections.nCopies(shape.headCount(), head), keys * shape.kvHeadCount(), 2);
    }

    private Kernel kernel(List<HeadPlan> heads) {
        List<HeadTiles> all = new ArrayList<>();
        for (HeadPlan head : heads) {
            if (!head.isSkipped()) {
                all.add(tiles.of(head.mask()));
            }
        }
        int bits = heads.stream()
                .mapToInt(head -> head.precision().keyBits())
                .max()
                .orElse(16);
        return kernel(all, KeyTraffic.keys(heads, shape, plan.phase()), bits <= 8 ? 1 : 2);
    }

    /** @param distinctKeys keys that come from HBM, over all key/value heads */
    private Kernel kernel(List<HeadTiles> heads, double distinctKeys, int bytesPerElement) {
        double d = shape.headDim();
        double perPair = 4 * d / gpu.flopsPerSecond() * US;
        double pairs = 0;
        double padded = 0;
        double masked = 0;
        double loaded = 0;
        double gathered = 0;
        double longest = 0;
        Map<HeadTiles, Double> longestOf = new IdentityHashMap<>();
        for (HeadTiles head : heads) {
            pairs += head.pairs();
            padded += head.paddedPairs();
            masked += head.maskedPairs();
            loaded += head.loadedKeys();
            gathered += head.gatheredKeys();
            longest = Math.max(longest, longestOf.computeIfAbsent(head, HeadTiles::longestCtaPairs));
        }
        double queryBytes = 2.0 * heads.size() * shape.queryCount() * d * 2;
        double keyBytes = 2 * d * bytesPerElement;
        double share = plan.phase() == Phase.DECODE ? 1.0 / shape.groupSize() : 1;
        return new Kernel(
                pairs * perPair,
                padded * perPair,
                masked * perPair * MASK_SHARE,
                padded / gpu.expPerSecond() * US,
                (distinctKeys * keyBytes + queryBytes + gathered * share * INDEX_BYTES) / gpu.hbmBytesPerSecond() * US,
                loaded * share * keyBytes / gpu.l2BytesPerSecond() * US,
                padded,
                longest,
                !heads.isEmpty());
    }

    /** FLOPs of side work alone, in time, over the sparse steps. */
    private double sideFlopUs() {
        double us = 0;
        for (List<HeadPlan> layer : plan.heads()) {
            for (HeadPlan head : layer) {
                for (SideWork work : head.sideWork()) {
                    us += work.flops() / gpu.flopsPerSecond(work.bits()) * US;
                }
            }
        }
        return us * (1 - plan.schedule().denseShare());
    }
}
