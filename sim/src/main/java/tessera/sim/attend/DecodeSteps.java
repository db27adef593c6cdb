package tessera.sim.attend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tessera.models.cost.HeadTiles;
import tessera.models.cost.KeyTraffic;
import tessera.models.gpu.AttentionLaunch;
import tessera.models.gpu.GpuParams;
import tessera.models.gpu.KernelSpec;
import tessera.models.gpu.Kernels;
import tessera.models.gpu.LaunchPlan;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.plan.HeadPlan;
import tessera.traces.check.CeilDiv;

/**
 * Steps of decoding: one query a head against what its key/value head's group attends to. The heads of a group are the rows
 * of one CTA; keys are split over as many CTAs as the GPU holds, and their partial outputs merged by a second kernel.
 */
final class DecodeSteps {
    /** Steps that are simulated of a layer, evenly spread, the last among them. */
    static final int SIMULATED = 16;

    private static final int MMA_ROWS = 16;
    private static final double US_PER_SECOND = 1e6;
    private static final double NS_PER_US = 1e3;

    private final GpuParams gpu;
    private final AttentionShape shape;
    private final AttentionLaunch launch;
    private final Map<List<Integer>, KernelTime> known = new HashMap<>();

    DecodeSteps(GpuParams gpu, AttentionShape shape) {
        this.gpu = gpu;
        this.shape = shape;
        KernelSpec kernel = Kernels.find("flex", gpu);
        this.launch = AttentionLaunch.blocks(
                gpu,
                kernel,
                kernel.headDimFor(shape.headDim()),
                shape.keyCount(),
                CeilDiv.of(shape.groupSize(), MMA_ROWS) * MMA_ROWS,
                HeadTiles.TILE);
    }

    /** Mean step of a layer. */
    KernelTime layer(List<HeadPlan> heads) {
        KernelTime sum = KernelTime.NONE;
        int bits = heads.stream()
                .mapToInt(head -> head.precision().keyBits())
                .max()
                .orElse(16);
        int count = Math.min(SIMULATED, shape.queryCount());
        for (int i = 1; i <= count; i++) {
            int query = (int) ((long) i * shape.queryCount() / count) - 1;
            int[] keys = KeyTraffic.decodeKeys(heads, shape, query);
            sum = sum.plus(step(keys, bits <= Byte.SIZE ? 1 : 2));
        }
        return sum.times(1.0 / count);
    }

    /** Mean step of a layer of dense heads. */
    KernelTime dense() {
        KernelTime sum = KernelTime.NONE;
        int count = Math.min(SIMULATED, shape.queryCount());
        for (int i = 1; i <= count; i++) {
            int[] keys = new int[shape.kvHeadCount()];
            Arrays.fill(keys, shape.visibleKeys((int) ((long) i * shape.queryCount() / count) - 1));
            sum = sum.plus(step(keys, 2));
        }
        return sum.times(1.0 / count);
    }

    private KernelTime step(int[] keys, int elementBytes) {
        List<Integer> key = new ArrayList<>(Arrays.stream(keys).sorted().boxed().toList());
        key.add(elementBytes);
        return known.computeIfAbsent(key, unused -> simulated(keys, elementBytes));
    }

    private KernelTime simulated(int[] keys, int elementBytes) {
        int slots = gpu.smCount() * launch.ctasPerSm();
        int all = Arrays.stream(keys).map(DecodeSteps::tiles).sum();
        if (all == 0) {
            return KernelTime.NONE;
        }
        int chunk = CeilDiv.of(all, slots);
        int[] tiles = Arrays.stream(keys)
                .map(DecodeSteps::tiles)
                .flatMap(count ->
                        IntStream.range(0, CeilDiv.of(count, chunk)).map(part -> Math.min(chunk, count - part * chunk)))
                .toArray();
        long count = Arrays.stream(keys).filter(n -> n > 0).count();
        long pairs = Arrays.stream(keys).asLongStream().sum() * shape.groupSize();
        double vectors = 2.0 * shape.headCount() * shape.headDim() * 2;
        double keyBytes = 2.0 * shape.headDim() * elementBytes * pairs / shape.groupSize();
        LaunchPlan plan =
                LaunchPlan.irregular(launch, tiles, new int[tiles.length], pairs, (long) (keyBytes + vectors));
        KernelTime time = KernelTime.of(plan);
        return tiles.length > count ? time.plus(mergeUs(tiles.length)) : time;
    }

    /** Partial outputs and their log-sum-exps, written and read in 32 bits. */
    private double mergeUs(int parts) {
        double bytes = 2.0 * parts * shape.groupSize() * (shape.headDim() + 1) * Float.BYTES;
        return bytes / gpu.hbmBytesPerSecond() * US_PER_SECOND + gpu.launchNs() / NS_PER_US;
    }

    private static int tiles(int keys) {
        return CeilDiv.of(keys, HeadTiles.TILE);
    }
}
