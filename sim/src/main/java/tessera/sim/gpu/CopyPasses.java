package tessera.sim.gpu;

import tessera.models.gna.GnaAxis;
import tessera.models.gna.Tiling;
import tessera.models.gpu.AttentionLaunch;
import tessera.models.gpu.GpuParams;
import tessera.models.gpu.PaddedTokens;
import tessera.models.gpu.Pass;

/**
 * The copies around a kernel that wants its tiles contiguous: padding to whole tiles, then reordering Q, K and V before
 * the kernel and O behind it. A strided copy over n dimensions spends n index steps on every element, which on fast memory
 * takes longer than the bytes do; a tiled layout of r axes has 2 r + 1 dimensions (tile and place in it per axis, and the
 * heads with their width), and one more per dilated axis.
 *
 * @param permuteUs reordering
 * @param padUs padding
 * @param hbmBytes read and written by both
 */
public record CopyPasses(double permuteUs, double padUs, double hbmBytes) {
    static final CopyPasses NONE = new CopyPasses(0, 0, 0);

    private static final double NS_PER_US = 1e3;
    private static final double US_PER_SECOND = 1e6;

    /** The passes around a launch; none where the kernel reads tokens in place, or tiles are runs of tokens anyway. */
    public static CopyPasses around(AttentionLaunch launch) {
        boolean isRuns =
                launch.problem().tiling() == Tiling.FLAT || launch.problem().rank() == 1;
        boolean isDilated = launch.problem().axes().stream().anyMatch(axis -> axis.dilation() > 1);
        if (!launch.kernel().permutesTokens()) {
            return NONE;
        }
        PaddedTokens padded = PaddedTokens.of(launch.problem());
        double width = (double) launch.headCount() * launch.headDim() * launch.batch();
        boolean isPermuted = !isRuns || isDilated;
        double bytes = (isPermuted ? 2 * permutedElements(launch, padded, width) : 0)
                + (isRuns ? 0 : paddedElements(padded, width));
        return new CopyPasses(
                isPermuted ? permute(launch, padded, width) : 0,
                isRuns ? 0 : pad(launch, padded, width),
                bytes * launch.dtype().bytes());
    }

    /** Both. */
    public double totalUs() {
        return permuteUs + padUs;
    }

    /** Forward: Q, K, V in, O out. Backward: also O and dO in; dQ, dK and dV out. */
    private static double permutedElements(AttentionLaunch launch, PaddedTokens padded, double width) {
        int tensors = tensors(launch) / 2;
        return tensors * (double) (padded.queryTokens() + padded.kvTokens()) * width;
    }

    private static int tensors(AttentionLaunch launch) {
        return launch.pass() == Pass.FORWARD ? 4 : 8;
    }

    private static double paddedElements(PaddedTokens padded, double width) {
        double queries = padded.queryTokens() > padded.tokens() ? padded.tokens() + padded.queryTokens() : 0;
        double keys = padded.kvTokens() > padded.tokens() ? padded.tokens() + padded.kvTokens() : 0;
        return width * (queries + 2 * keys);
    }

    private static double permute(AttentionLaunch launch, PaddedTokens padded, double width) {
        GpuParams gpu = launch.gpu();
        int dimensions = 2 * launch.problem().rank() + 1;
        for (GnaAxis axis : launch.problem().axes()) {
            dimensions += axis.dilation() > 1 ? 1 : 0;
        }
        double elements = permutedElements(launch, padded, width);
        double steps = gpu.microseconds(elements * dimensions / (gpu.copyStepsPerCycle() * gpu.smCount()));
        return Math.max(steps, transferUs(launch, 2 * elements)) + tensors(launch) * launchUs(gpu);
    }

    private static double pad(AttentionLaunch launch, PaddedTokens padded, double width) {
        double time = 0;
        if (padded.queryTokens() > padded.tokens()) {
            time += transferUs(launch, width * (padded.tokens() + padded.queryTokens())) + launchUs(launch.gpu());
        }
        if (padded.kvTokens() > padded.tokens()) {
            time += 2 * (transferUs(launch, width * (padded.tokens() + padded.kvTokens())) + launchUs(launch.gpu()));
        }
        return time;
    }

    private static double transferUs(AttentionLaunch launch, double elements) {
        GpuParams gpu = launch.gpu();
        double bytesPerSecond = gpu.hbmBytesPerSecond() * gpu.copyBandwidthShare();
        return elements * launch.dtype().bytes() / bytesPerSecond * US_PER_SECOND;
    }

    private static double launchUs(GpuParams gpu) {
        return gpu.launchNs() / NS_PER_US;
    }
}
