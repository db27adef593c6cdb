package tessera.sim.attend;

import java.util.Arrays;
import java.util.stream.IntStream;
import tessera.models.cost.HeadTiles;
import tessera.models.gpu.AttentionLaunch;
import tessera.models.gpu.GpuParams;
import tessera.models.gpu.LaunchPlan;
import tessera.models.gpu.LaunchTotals;
import tessera.models.gpu.MaskKind;
import tessera.models.pattern.input.AttentionShape;
import tessera.traces.check.CeilDiv;

/**
 * One query of every head against the keys of its group: tiles split over as many CTAs as the GPU holds, and a merge of the
 * partial outputs where there is more than one of a group.
 */
final class DecodeStep implements PlannedKernel {
    private static final double US_PER_SECOND = 1e6;
    private static final double NS_PER_US = 1e3;

    private final AttentionLaunch launch;
    private final AttentionShape shape;
    /** Of every key/value head. */
    private final int[] tiles;

    private final long pairs;
    private final long hbmBytes;

    /** @param keys of every key/value head */
    DecodeStep(AttentionLaunch launch, AttentionShape shape, int[] keys, int elementBytes) {
        this.launch = launch;
        this.shape = shape;
        this.tiles = Arrays.stream(keys)
                .map(count -> CeilDiv.of(count, HeadTiles.TILE))
                .filter(count -> count > 0)
                .toArray();
        this.pairs = Arrays.stream(keys).asLongStream().sum() * shape.groupSize();
        double vectors = 2.0 * shape.headCount() * shape.headDim() * 2;
        double keyBytes = 2.0 * shape.headDim() * elementBytes * pairs / shape.groupSize();
        this.hbmBytes = (long) (keyBytes + vectors);
    }

    /** Whether nothing is attended to, and no kernel runs. */
    boolean isNothing() {
        return tiles.length == 0;
    }

    /** Tiles of a CTA, so that no more CTAs are made than the GPU holds, but for whole heads. */
    private int chunk(AttentionLaunch on) {
        int all = 0;
        for (int count : tiles) {
            all += count;
        }
        return CeilDiv.of(all, on.gpu().smCount() * on.ctasPerSm());
    }

    @Override
    public LaunchTotals totals(GpuParams gpu) {
        AttentionLaunch on = launch.on(gpu);
        int chunk = chunk(on);
        int ctas = 0;
        int all = 0;
        int most = 0;
        for (int count : tiles) {
            ctas += CeilDiv.of(count, chunk);
            all += count;
            most = Math.max(most, Math.min(chunk, count));
        }
        return new LaunchTotals(
                on, new LaunchTotals.Counts(ctas, 1, all, 0, most, MaskKind.NONE, pairs, same -> hbmBytes));
    }

    @Override
    public long attendedPairs() {
        return pairs;
    }

    /** Partial outputs and their log-sum-exps, written and read in 32 bits. */
    @Override
    public Beside beside(LaunchTotals totals) {
        if (totals.ctasPerHead() <= tiles.length) {
            return Beside.NONE;
        }
        GpuParams gpu = totals.launch().gpu();
        double bytes = 2.0 * totals.ctasPerHead() * shape.groupSize() * (shape.headDim() + 1) * Float.BYTES;
        return new Beside(bytes / gpu.hbmBytesPerSecond() * US_PER_SECOND + gpu.launchNs() / NS_PER_US, bytes);
    }

    /** Simulates it on the GPU that it was made for. */
    KernelTime time() {
        if (isNothing()) {
            return KernelTime.NONE;
        }
        int chunk = chunk(launch);
        int[] split = Arrays.stream(tiles)
                .flatMap(count ->
                        IntStream.range(0, CeilDiv.of(count, chunk)).map(part -> Math.min(chunk, count - part * chunk)))
                .toArray();
        LaunchPlan plan = LaunchPlan.irregular(launch, split, new int[split.length], pairs, on -> hbmBytes);
        return KernelTime.of(plan).plus(beside(plan.totals()).us());
    }
}
