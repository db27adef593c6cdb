package tessera.sim.attend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tessera.models.cost.GpuCost;
import tessera.models.cost.GpuRates;
import tessera.models.cost.PlanTiles;
import tessera.models.gna.GnaAxis;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.Tiling;
import tessera.models.golden.RowPrecision;
import tessera.models.gpu.GpuParams;
import tessera.models.gpu.GpuQuery;
import tessera.models.gpu.GpuVariants;
import tessera.models.gpu.TilePair;
import tessera.models.machine.Machines;
import tessera.models.pattern.Patterns;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.input.PlanInput;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.BlockMask;
import tessera.models.plan.HeadPlan;
import tessera.models.plan.KeyList;
import tessera.models.plan.MaskForm;
import tessera.models.plan.Phase;
import tessera.models.plan.Reuse;
import tessera.models.plan.SelectionCost;
import tessera.sim.gpu.GpuEstimate;
import tessera.sim.gpu.GpuEstimator;

class GpuPlanRunTest {
    private static GpuPlanRun run(String machine, AttentionShape shape, AttentionPlan plan) {
        GpuParams gpu = Machines.gpu(machine);
        PlanTiles tiles = new PlanTiles(shape, plan);
        return GpuPlanRun.of(gpu, tiles, GpuCost.of(GpuRates.of(gpu), tiles));
    }

    private static GpuPlanRun run(String machine, String pattern, String shape, Phase phase, String... overrides) {
        AttentionShape parsed = AttentionShape.parse("layout:" + shape);
        AttentionShape asked = phase == Phase.DECODE ? parsed.lastQuery() : parsed;
        AttentionPlan plan = Patterns.find(pattern)
                .make(List.of(overrides))
                .plan(PlanInput.of(asked), phase, (layer, head, headPlan, attended) -> {});
        return run(machine, asked, plan);
    }

    /** The analysis of neighborhood problems and the waterfall of patterns must give one time for one problem. */
    @Test
    void windowsAndDenseTakeWhatTheAnalysisOfTheSameProblemSays() {
        record Case(String layout, String window, String stride) {}
        GpuEstimator estimator = new GpuEstimator();
        for (String machine : List.of("h100-sxm", "b200", "a100")) {
            for (Case problem : List.of(
                    new Case("256x256", "80x80", "1x1"),
                    new Case("256x256", "80x80", "16x16"),
                    new Case("32768", "2048", "256"),
                    new Case("30x48x80", "18x24x24", "1x1x1"))) {
                GpuQuery query = GpuQuery.on(machine).withHeads(24, 128);
                int rank = problem.layout.split("x", -1).length;
                TilePair pair = estimator.catalog().defaultTiles(query, rank);
                List<GnaAxis> axes = new ArrayList<>();
                for (int axis = 0; axis < rank; axis++) {
                    axes.add(new GnaAxis(
                            entry(problem.layout, axis),
                            entry(problem.window, axis),
                            entry(problem.stride, axis),
                            1,
                            false));
                }
                GpuEstimate expected = estimator.estimate(
                        query, new GnaProblem(axes, pair.queryTile(), pair.kvTile(), Tiling.MULTI_DIM));
                String shape = problem.layout + ",layers=2,heads=24,head_dim=128";
                GpuPlanRun ours = run(
                        machine, "gna", shape, Phase.PREFILL, "window=" + problem.window, "stride=" + problem.stride);
                assertEquals(2 * expected.totalUs(), ours.plan().us(), 1e-6, machine + " " + problem);
                assertEquals(2 * expected.denseUs(), ours.dense().us(), 1e-6, machine + " " + problem);
                GpuPlanRun dense = run(machine, "dense", shape, Phase.PREFILL);
                assertEquals(2 * expected.denseUs(), dense.plan().us(), 1e-6, machine + " " + problem);
            }
        }
    }

    private static int entry(String extents, int axis) {
        return Integer.parseInt(extents.split("x", -1)[axis]);
    }

    @Test
    void everyPlanLiesBetweenItsBounds() {
        for (int seed = 0; seed < 1000; seed++) {
            Random random = new Random(seed);
            boolean isDecode = random.nextInt(4) == 0;
            int kvHeads = 1 << random.nextInt(3);
            int tokens = 1 + random.nextInt(2000);
            AttentionShape shape = AttentionShape.parse("layout:" + tokens + ",heads=" + (kvHeads << random.nextInt(3))
                    + ",kv_heads=" + kvHeads + ",head_dim="
                    + List.of(32, 64, 100, 128).get(random.nextInt(4)) + ",causal="
                    + (random.nextBoolean() ? "yes" : "no"));
            AttentionShape asked = isDecode ? shape.lastQuery() : shape;
            Phase phase = isDecode ? Phase.DECODE : Phase.PREFILL;
            List<HeadPlan> heads = new ArrayList<>();
            for (int head = 0; head < shape.headCount(); head++) {
                heads.add(new HeadPlan(
                        isDecode || random.nextBoolean() ? list(random, asked) : blocks(random, asked),
                        RowPrecision.fixed(16, 16, 16),
                        1,
                        SelectionCost.NONE,
                        Reuse.NONE));
            }
            AttentionPlan plan = new AttentionPlan("random", phase, List.of(heads, heads));
            String machine = List.of("a100", "h100-sxm", "b200").get(random.nextInt(3));
            GpuPlanRun run = run(machine, asked, plan);
            String where = "seed " + seed + ": " + asked + " on " + machine + " " + run;
            for (KernelTime time : List.of(run.plan(), run.dense())) {
                assertTrue(time.us() > 0 && time.lowerBoundUs() <= time.us() * (1 + 1e-9), where);
                assertTrue(time.us() <= time.serialUs() * (1 + 1e-9), where);
            }
            // Counted on another GPU of the family, without CTAs, without a simulation.
            GpuParams gpu = Machines.gpu(machine);
            GpuParams other = GpuVariants.Family.of(gpu).roomiest(gpu);
            PlanBound bound = PlanBound.of(other, new PlanTiles(asked, plan), KernelChoice.USUAL);
            PlanBound.Cost cost = bound.on(gpu, GpuRates.of(gpu));
            assertEquals(run.plan().lowerBoundUs(), cost.lowerBoundUs(), where);
            assertEquals(run.dense().lowerBoundUs(), cost.denseLowerBoundUs(), where);
            assertTrue(Math.max(cost.computeUs(), cost.memoryUs() * (1 - 1e-9)) <= cost.lowerBoundUs(), where);
        }
    }

    private static MaskForm blocks(Random random, AttentionShape shape) {
        int[] queries = bounds(random, shape.queryCount());
        int[] keys = bounds(random, shape.keyCount());
        BitSet visited = new BitSet();
        BitSet full = new BitSet();
        int columns = keys.length - 1;
        for (int row = 0; row + 1 < queries.length; row++) {
            visited.set(row * columns);
            for (int column = 0; column < columns; column++) {
                if (random.nextInt(3) == 0) {
                    visited.set(row * columns + column);
                    full.set(row * columns + column, random.nextBoolean());
                }
            }
        }
        return new BlockMask(queries, keys, visited, full);
    }

    private static int[] bounds(Random random, int count) {
        int size = 1 << random.nextInt(9);
        return IntStream.rangeClosed(0, (count + size - 1) / size)
                .map(i -> Math.min(count, i * size))
                .toArray();
    }

    private static MaskForm list(Random random, AttentionShape shape) {
        List<KeyList.Group> groups = new ArrayList<>();
        int size = 1 + random.nextInt(200);
        for (int from = 0; from < shape.queryCount(); from += size) {
            int[] queries = IntStream.range(from, Math.min(shape.queryCount(), from + size))
                    .toArray();
            int[] keys = random.ints(0, shape.keyCount())
                    .limit(1 + random.nextInt(shape.keyCount()))
                    .sorted()
                    .distinct()
                    .toArray();
            groups.add(new KeyList.Group(queries, keys));
        }
        return new KeyList(groups, false, 0);
    }

    @Test
    void recipesOfALayerFollowOneAnother() {
        String shape = "16384,heads=16,head_dim=128";
        double dense = run("h100-sxm", "dense", shape, Phase.PREFILL).plan().us();
        double half = run(
                        "h100-sxm",
                        "masformer",
                        shape + ",layers=2,causal=yes",
                        Phase.PREFILL,
                        "recipes.0.layers=first 1")
                .plan()
                .us();
        double causal = run("h100-sxm", "dense", shape + ",causal=yes", Phase.PREFILL)
                .plan()
                .us();
        // One dense causal layer, and one of chunks of 1024 of 16384: a sixteenth of the pairs, twice as many tiles at
        // most.
        assertTrue(causal < dense && half > causal && half < 1.5 * causal, causal + " " + half + " " + dense);
    }

    /** A decode step streams keys and values: half the keys take half the time once launches are small. */
    @Test
    void decodeIsStreaming() {
        String shape = "524288,heads=32,kv_heads=8,head_dim=128,causal=yes";
        GpuPlanRun run = run("h100-sxm", "dense", shape, Phase.DECODE);
        // 524,288 keys x 8 heads x 2 x 256 bytes = 2.147 GB at 3.35 TB/s = 641 us.
        double streaming = 524_288.0 * 8 * 2 * 256 / 3.35e12 * 1e6;
        assertTrue(run.plan().us() > streaming && run.plan().us() < 1.25 * streaming, run + " and " + streaming);
        assertEquals(run.plan().us(), run.dense().us(), 1e-6);
    }
}
