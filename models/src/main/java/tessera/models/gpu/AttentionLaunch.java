package tessera.models.gpu;

import java.util.List;
import tessera.models.gna.GnaAxis;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.TileShape;
import tessera.models.gna.Tiling;
import tessera.traces.check.InputException;

/**
 * One attention kernel on one GPU with everything looked up and checked: the kernel serves the GPU, the format, the head
 * dimension and the pass, is built with the tiles, and they fit in shared memory.
 *
 * @param problem layout, mask and tiles; a dense kernel has a single axis of all tokens
 */
public record AttentionLaunch(
        GpuParams gpu,
        KernelSpec kernel,
        Schedule schedule,
        Dtype dtype,
        Pass pass,
        int headCount,
        int headDim,
        int batch,
        GnaProblem problem) {
    /** Checks; {@code allowsAnyTile} lets pass what the kernel is not built with. */
    public static AttentionLaunch of(
            GpuParams gpu, KernelSpec kernel, Schedule schedule, GpuQuery query, GnaProblem problem) {
        AttentionLaunch launch = new AttentionLaunch(
                gpu,
                kernel,
                schedule,
                query.dtype(),
                query.pass(),
                query.headCount(),
                query.headDim(),
                query.batch(),
                runsAsBoxes(problem));
        launch.checkKernel();
        launch.checkTiles(query.allowsAnyTile());
        return launch;
    }

    /** Runs of tokens on a single undilated axis are boxes. */
    private static GnaProblem runsAsBoxes(GnaProblem problem) {
        boolean isSingle = problem.rank() == 1 && problem.axes().get(0).dilation() == 1;
        return isSingle && problem.tiling() == Tiling.FLAT
                ? new GnaProblem(problem.axes(), problem.queryTile(), problem.kvTile(), Tiling.MULTI_DIM)
                : problem;
    }

    /** The dense kernel over all tokens of a layout, with its own tiles and schedule. */
    public static AttentionLaunch dense(
            GpuParams gpu, KernelSpec kernel, GpuQuery query, long queryCount, boolean isCausal) {
        if (queryCount > Integer.MAX_VALUE) {
            throw new InputException("dense attention over " + queryCount + " tokens, expected at most "
                    + Integer.MAX_VALUE + "; leave --gpu out for tile counts alone");
        }
        KernelSpec.DenseTile tile = denseTile(kernel, query.headDim());
        GnaAxis axis = new GnaAxis((int) queryCount, (int) queryCount, 1, 1, isCausal);
        GnaProblem problem = new GnaProblem(
                List.of(axis), TileShape.of(tile.queryTile()), TileShape.of(tile.kvTile()), Tiling.MULTI_DIM);
        return of(gpu, kernel, denseSchedule(kernel, isCausal), query, problem);
    }

    /**
     * A kernel whose CTAs own {@code rows} query rows and go through tiles of {@code keys}, whatever the mask; CTAs are
     * those of all heads.
     */
    public static AttentionLaunch blocks(
            GpuParams gpu, KernelSpec kernel, int headDim, int keyCount, int rows, int keys) {
        GnaAxis axis = new GnaAxis(keyCount, keyCount, 1, 1, false);
        GnaProblem problem = new GnaProblem(List.of(axis), TileShape.of(rows), TileShape.of(keys), Tiling.MULTI_DIM);
        AttentionLaunch launch = new AttentionLaunch(
                gpu, kernel, kernel.schedules().get(0), Dtype.FP16, Pass.FORWARD, 1, headDim, 1, problem);
        launch.checkKernel();
        launch.checkTiles(true);
        return launch;
    }

    /** Kernels that have a dynamic scheduler use it where tiles differ. */
    private static Schedule denseSchedule(KernelSpec kernel, boolean isCausal) {
        return isCausal && kernel.schedules().contains(Schedule.PERSISTENT_DYNAMIC)
                ? Schedule.PERSISTENT_DYNAMIC
                : kernel.schedules().get(0);
    }

    static KernelSpec.DenseTile denseTile(KernelSpec kernel, int headDim) {
        return kernel.tiles().stream()
                .filter(tile -> headDim <= tile.mostHeadDim())
                .findFirst()
                .orElseThrow(() -> wrongHeadDim(kernel, headDim));
    }

    private void checkKernel() {
        if (!kernel.headDims().contains(headDim)) {
            throw wrongHeadDim(kernel, headDim);
        }
        if (!kernel.dtypes().contains(dtype)) {
            throw new InputException("dtype " + dtype.label() + " is not served by kernel " + kernel.name() + " on "
                    + gpu.name() + "; use "
                    + String.join(
                            " or ", kernel.dtypes().stream().map(Dtype::label).toList()));
        }
        checkRate();
        if (!kernel.passes().contains(pass) || pass == Pass.BACKWARD && dtype == Dtype.FP8) {
            throw new InputException("pass " + pass.label() + " with dtype " + dtype.label()
                    + " is not served by kernel " + kernel.name() + "; use --pass forward or --dtype fp16");
        }
        if (!kernel.schedules().contains(schedule)) {
            throw new InputException("schedule " + schedule.label() + " is not one of kernel " + kernel.name()
                    + "; use "
                    + String.join(
                            " or ",
                            kernel.schedules().stream().map(Schedule::label).toList()));
        }
    }

    private void checkRate() {
        if (gpu.flopsPerCycle(dtype) == 0) {
            throw new InputException("dtype " + dtype.label() + ": " + gpu.name()
                    + " has no tensor cores for it; use fp16" + " or bf16");
        }
    }

    static InputException wrongHeadDim(KernelSpec kernel, int headDim) {
        List<Integer> dims = kernel.headDims();
        int size = dims.size();
        String accepted = size > 8
                ? dims.get(0) + " to " + dims.get(size - 1) + " in steps of " + (dims.get(1) - dims.get(0))
                : String.join(", ", dims.stream().map(String::valueOf).toList());
        return new InputException(
                "head_dim = " + headDim + " is not served by kernel " + kernel.name() + ", must be one of " + accepted);
    }

    private void checkTiles(boolean allowsAny) {
        if (problem.tiling() == Tiling.FLAT && !kernel.masksPerTile()) {
            throw new InputException("kernel " + kernel.name()
                    + " tiles in boxes, got flat tiling; leave --tiling out, or use" + " --kernel flex");
        }
        checkSharedMemory();
        if (kernel.isDense() || allowsAny) {
            return;
        }
        TilePair pair = new TilePair(problem.queryTile(), problem.kvTile());
        List<TilePair> pairs =
                KernelTileTable.pairs(kernel, gpu, headDim, problem.queryTile().rank(), pass);
        if (!pairs.contains(pair)) {
            List<TilePair> shown = pairs.subList(0, Math.min(12, pairs.size()));
            throw new InputException("tile " + pair + " is not among those that kernel " + kernel.name()
                    + " is built with for head_dim " + headDim + ", " + pass.label() + ": "
                    + String.join(", ", shown.stream().map(TilePair::toString).toList())
                    + (shown.size() < pairs.size() ? " and " + (pairs.size() - shown.size()) + " more" : "")
                    + "; use one of them, or --allow-any-tile");
        }
    }

    private void checkSharedMemory() {
        long needed = sharedMemoryBytes();
        if (needed > gpu.sharedMemoryBytes()) {
            throw new InputException("tile " + new TilePair(problem.queryTile(), problem.kvTile()) + " with head_dim "
                    + headDim + " needs " + needed
                    + " bytes of shared memory (query tile and " + kernel.stages() + " KV tiles), " + gpu.name()
                    + " has "
                    + gpu.sharedMemoryBytes() + "; use smaller tiles");
        }
    }

    /** The same launch on another GPU, whose architecture the kernel must serve; refused where its tiles do not fit. */
    public AttentionLaunch on(GpuParams other) {
        AttentionLaunch launch =
                new AttentionLaunch(other, kernel, schedule, dtype, pass, headCount, headDim, batch, problem);
        launch.checkRate();
        launch.checkSharedMemory();
        return launch;
    }

    /** Shared memory of a CTA: the query tile and the staged K and V tiles. */
    public long sharedMemoryBytes() {
        return headDim * (long) dtype.bytes() * (ctaTokens() + kernel.stages() * tileTokens());
    }

    /** Tokens of the tile that a CTA owns: queries forward, keys backward. */
    public long ctaTokens() {
        return pass == Pass.FORWARD
                ? problem.queryTile().size()
                : problem.kvTile().size();
    }

    /** Tokens of each tile that a CTA goes through. */
    public long tileTokens() {
        return pass == Pass.FORWARD
                ? problem.kvTile().size()
                : problem.queryTile().size();
    }

    /** CTAs that an SM holds at once. */
    public int ctasPerSm() {
        return (int) Math.max(1, Math.min(kernel.ctasPerSm(), gpu.sharedMemoryBytes() / sharedMemoryBytes()));
    }

    /** Tensor-core FLOPs of a whole tile pair: 2 GEMMs forward, 5 backward. */
    public double flopsPerTilePair() {
        return (pass == Pass.FORWARD ? 4.0 : 10.0) * ctaTokens() * tileTokens() * headDim;
    }
}
