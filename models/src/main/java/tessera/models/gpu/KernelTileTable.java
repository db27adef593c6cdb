package tessera.models.gpu;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tessera.models.gna.TileShape;
import tessera.models.gna.suggest.KernelTiles;
import tessera.models.gna.suggest.ReleasedTiles;

/**
 * The tile pairs that a neighborhood kernel is built with, by head dimension, rank and pass; the first is the default.
 *
 * <p><b>Source:</b> forward: {@link ReleasedTiles}. Backward, of the same configuration files: power-of-two
 * factorisations of 128 | 128 (Blackwell), 64 | 128 at head dim 128 and 128 | 128 below (Hopper), 64 | 64, 128 | 64 and
 * 128 | 128 (Ampere), 64 | 64 (Flex).
 */
public final class KernelTileTable {
    /** Ampere: 64 query tokens with 128 KV tokens need the shared memory of SM80, SM90 and SM100. */
    static final long SMALL_SHARED_MEMORY = 128 << 10;

    private KernelTileTable() {}

    /** Pairs for a layout of this rank (1 to 3); empty when the kernel has none for that head dimension and pass. */
    public static List<TilePair> pairs(KernelSpec kernel, GpuParams gpu, int headDim, int rank, Pass pass) {
        return pass == Pass.FORWARD ? forward(kernel, gpu, headDim, rank) : backward(kernel, headDim, rank);
    }

    private static List<TilePair> forward(KernelSpec kernel, GpuParams gpu, int headDim, int rank) {
        String table = kernel.name().equals("cutlass-fna") ? "Ampere FNA" : kernel.title();
        List<TilePair> pairs = new ArrayList<>();
        for (KernelTiles tiles : ReleasedTiles.ofRank(rank)) {
            boolean fits = gpu.sharedMemoryBytes() >= SMALL_SHARED_MEMORY
                    || !table.equals("Ampere FNA")
                    || tiles.queryTile().size() * tiles.kvTile().size() != 64 * 128;
            if (tiles.kernel().equals(table) && tiles.headDims().holds(headDim) && fits) {
                pairs.add(new TilePair(tiles.queryTile(), tiles.kvTile()));
            }
        }
        if (table.equals("Ampere FNA")) {
            TilePair first = new TilePair(balanced(64, rank), balanced(64, rank));
            pairs.sort(Comparator.comparing(pair -> !pair.equals(first)));
        }
        return pairs;
    }

    private static List<TilePair> backward(KernelSpec kernel, int headDim, int rank) {
        return switch (kernel.name()) {
            case "blackwell-fna" -> factorisations(rank, 128, 128);
            case "hopper-fna" -> headDim > 128 ? List.of() : factorisations(rank, headDim == 128 ? 64 : 128, 128);
            case "cutlass-fna" -> {
                List<TilePair> pairs = new ArrayList<>(factorisations(rank, 64, 64));
                pairs.addAll(factorisations(rank, 128, 64));
                pairs.addAll(factorisations(rank, 128, 128));
                yield pairs;
            }
            default -> factorisations(rank, 64, 64);
        };
    }

    private static List<TilePair> factorisations(int rank, int querySize, int kvSize) {
        List<TilePair> pairs = new ArrayList<>();
        pairs.add(new TilePair(balanced(querySize, rank), balanced(kvSize, rank)));
        for (TileShape query : shapes(rank, querySize)) {
            for (TileShape kv : shapes(rank, kvSize)) {
                TilePair pair = new TilePair(query, kv);
                if (!pair.equals(pairs.get(0))) {
                    pairs.add(pair);
                }
            }
        }
        return pairs;
    }

    /** Power-of-two boxes of that size. */
    private static List<TileShape> shapes(int rank, int size) {
        List<TileShape> shapes = new ArrayList<>();
        for (int first = size; first >= 1; first /= 2) {
            if (rank == 1) {
                return List.of(TileShape.of(size));
            }
            if (rank == 2) {
                shapes.add(TileShape.of(first, size / first));
                continue;
            }
            for (int second = size / first; second >= 1; second /= 2) {
                shapes.add(TileShape.of(first, second, size / first / second));
            }
        }
        return shapes;
    }

    /** The box of that size, a power of two, that is closest to a cube: 64 = 8x8 = 4x4x4, 128 = 16x8 = 4x4x8. */
    private static TileShape balanced(int size, int rank) {
        int exponent = Integer.numberOfTrailingZeros(size);
        int[] extents = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            // In two dimensions the released tables give the surplus to the first axis, in three to the last.
            boolean isLarger = rank == 2 ? axis < exponent % rank : axis >= rank - exponent % rank;
            extents[axis] = 1 << exponent / rank + (isLarger ? 1 : 0);
        }
        return TileShape.of(extents);
    }
}
