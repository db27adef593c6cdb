package tessera.models.gpu;

import java.util.List;
import tessera.models.gna.KvTiling;

/**
 * A tiled attention kernel: what it is written for, how it is organised, and its constants.
 *
 * @param name as on the command line
 * @param variant file name; a name may have one variant per architecture
 * @param title for people
 * @param architectures GPUs that it runs on
 * @param isDense whether it is a dense attention kernel (the baseline), not one with windows
 * @param usesMmaSync whether its GEMMs are {@code mma.sync}, see {@link GpuParams#mmaSyncShare}
 * @param kvTiling where the KV tiles of a query tile start
 * @param masksPerTile whether full tiles skip the mask; else one partial tile makes all tiles of the launch pay
 * @param permutesTokens whether tokens must be reordered so that a tile is contiguous
 * @param schedules accepted, the first is the default
 * @param warpgroups softmax warpgroups of a CTA, each with an equal share of the query tile
 * @param stages buffers for K and V tiles together
 * @param ctasPerSm most CTAs resident on an SM (registers); shared memory may allow fewer
 * @param tiles dense kernels: tile by head dimension; empty for kernels with released tables
 */
public record KernelSpec(
        String name,
        String variant,
        String title,
        List<Architecture> architectures,
        boolean isDense,
        boolean usesMmaSync,
        KvTiling kvTiling,
        boolean masksPerTile,
        boolean permutesTokens,
        List<Dtype> dtypes,
        List<Integer> headDims,
        List<Pass> passes,
        List<Schedule> schedules,
        int warpgroups,
        int stages,
        int ctasPerSm,
        List<DenseTile> tiles,
        Calibration calibration) {
    /** Tile of a dense kernel: {@code queryTile | kvTile} tokens up to {@code mostHeadDim}. */
    public record DenseTile(int mostHeadDim, int queryTile, int kvTile) {}

    public KernelSpec {
        architectures = List.copyOf(architectures);
        dtypes = List.copyOf(dtypes);
        headDims = List.copyOf(headDims);
        passes = List.copyOf(passes);
        schedules = List.copyOf(schedules);
        tiles = List.copyOf(tiles);
    }

    public KernelConstants constants() {
        return calibration.constants();
    }

    /** The head dimension that vectors of this width are padded to; 0 where the kernel serves none so long. */
    public int headDimFor(int width) {
        return headDims.stream()
                .filter(dim -> dim >= width)
                .sorted()
                .findFirst()
                .orElse(0);
    }

    /** A copy with other constants. */
    public KernelSpec with(KernelConstants constants) {
        return new KernelSpec(
                name,
                variant,
                title,
                architectures,
                isDense,
                usesMmaSync,
                kvTiling,
                masksPerTile,
                permutesTokens,
                dtypes,
                headDims,
                passes,
                schedules,
                warpgroups,
                stages,
                ctasPerSm,
                tiles,
                calibration.with(constants));
    }
}
