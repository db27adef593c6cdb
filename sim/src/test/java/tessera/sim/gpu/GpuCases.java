package tessera.sim.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tessera.models.gna.GnaAxis;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.TileShape;
import tessera.models.gna.Tiling;
import tessera.models.gpu.Dtype;
import tessera.models.gpu.GpuParams;
import tessera.models.gpu.GpuQuery;
import tessera.models.gpu.KernelSpec;
import tessera.models.gpu.KernelTileTable;
import tessera.models.gpu.Kernels;
import tessera.models.gpu.Pass;
import tessera.models.gpu.TilePair;
import tessera.models.machine.Machine;
import tessera.models.machine.Machines;

/** Problems and GPUs for tests. */
final class GpuCases {
    private GpuCases() {}

    /** A GPU with parameters changed. */
    static GpuParams gpu(String name, String... overrides) {
        Machine machine = Machines.load(name, List.of(overrides));
        return machine.as(GpuParams.class, "gpu");
    }

    /** An estimator that knows the GPU under the name {@code "changed"}. */
    static GpuEstimator estimator(GpuParams gpu) {
        GpuEstimator estimator = new GpuEstimator();
        estimator.catalog().put("changed", gpu);
        return estimator;
    }

    /** A 1-D problem with the given tiles. */
    static GnaProblem line(int length, int window, int stride, boolean isCausal, int queryTile, int kvTile) {
        return new GnaProblem(
                List.of(new GnaAxis(length, window, stride, 1, isCausal)),
                TileShape.of(queryTile),
                TileShape.of(kvTile),
                Tiling.MULTI_DIM);
    }

    static GnaProblem flux(int stride, String queryTile, String kvTile) {
        return GnaProblem.multiDim(
                new int[] {256, 256}, new int[] {80, 80}, new int[] {stride, stride}, shape(queryTile), shape(kvTile));
    }

    private static TileShape shape(String text) {
        String[] parts = text.split("x");
        return TileShape.of(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    /** One random question with the problem it is about: every kernel of every GPU, all passes, schedules and ranks. */
    record Case(GpuQuery query, GnaProblem problem) {
        static Case of(long seed) {
            Random random = new Random(seed);
            String gpu = pick(random, Machines.names("gpu"));
            GpuParams params = Machines.gpu(gpu);
            List<KernelSpec> kernels = Kernels.ALL.stream()
                    .filter(kernel ->
                            !kernel.isDense() && kernel.architectures().contains(params.architecture()))
                    .toList();
            KernelSpec kernel = pick(random, kernels);
            Pass pass = pick(random, kernel.passes());
            int headDim = pick(random, List.of(32, 64, 128));
            int rank = 1 + random.nextInt(3);
            TilePair tiles = pick(random, KernelTileTable.pairs(kernel, params, headDim, rank, pass));
            List<GnaAxis> axes = new ArrayList<>();
            for (int a = 0; a < rank; a++) {
                int length = 1 + random.nextInt(rank == 1 ? 8000 : rank == 2 ? 150 : 40);
                int dilation = random.nextInt(6) == 0 ? 1 + random.nextInt(Math.min(3, length)) : 1;
                int window = 1 + random.nextInt(length / dilation);
                axes.add(new GnaAxis(length, window, 1 + random.nextInt(window), dilation, random.nextInt(6) == 0));
            }
            GpuQuery query = new GpuQuery(
                    gpu,
                    kernel.name(),
                    pick(random, kernel.schedules()).label(),
                    "",
                    pass == Pass.BACKWARD ? Dtype.BF16 : pick(random, kernel.dtypes()),
                    1 + random.nextInt(12),
                    headDim,
                    1 + random.nextInt(2),
                    pass,
                    random.nextInt(3) == 0 ? random.nextInt(600) : 0,
                    false);
            return new Case(query, new GnaProblem(axes, tiles.queryTile(), tiles.kvTile(), Tiling.MULTI_DIM));
        }

        private static <T> T pick(Random random, List<T> list) {
            return list.get(random.nextInt(list.size()));
        }
    }
}
