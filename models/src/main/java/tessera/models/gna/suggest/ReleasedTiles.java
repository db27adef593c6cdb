package tessera.models.gna.suggest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tessera.models.gna.KvTiling;
import tessera.models.gna.TileShape;

/**
 * The tile pairs that the released NATTEN kernels offer in their forward pass, in the order of their tables (the first of
 * a rank is the default).
 *
 * <p><b>Source:</b> SHI-Labs/NATTEN, src/natten/backends/configs (cutlass_blackwell, cutlass_hopper, flex, cutlass), read
 * in 2026. The Ampere tables list every power-of-two factorisation of the query tile without a 1, with a KV tile that is a
 * multiple of it on every axis: {@link #ampere} generates them. 64 | 128 exists on SM80, SM90 and SM100 only.
 */
public final class ReleasedTiles {
    /** One table: a kernel, the head dimensions it serves, and its pairs as text "query|kv query|kv …", all ranks. */
    private record TableRow(String kernel, HeadDims headDims, KvTiling kvTiling, String pairs) {}

    private static final HeadDims UP_TO_128 = new HeadDims(8, 128);
    private static final HeadDims ANY = new HeadDims(1, Integer.MAX_VALUE);

    private static final List<TableRow> TABLE = List.of(
            new TableRow(
                    "Blackwell FNA",
                    UP_TO_128,
                    KvTiling.STATIC,
                    "256|128 16x16|16x8 16x16|8x16 8x32|8x16 8x32|4x32 8x4x8|4x4x8 8x4x8|2x8x8 2x8x16|4x4x8 2x8x16|2x8x8"
                            + " 4x4x16|2x4x16 2x16x8|2x8x8 4x8x8|2x8x8"),
            new TableRow(
                    "Hopper FNA",
                    new HeadDims(32, 64),
                    KvTiling.STATIC,
                    "64|128 8x8|16x8 8x8|8x16 4x4x4|4x4x8 4x4x4|2x8x8"),
            new TableRow(
                    "Hopper FNA", new HeadDims(128, 128), KvTiling.STATIC, "128|128 16x8|16x8 4x4x8|4x4x8 2x8x8|2x8x8"),
            new TableRow(
                    "Hopper FNA",
                    new HeadDims(256, 256),
                    KvTiling.STATIC,
                    "128|64 16x8|8x8 8x16|8x8 4x4x8|4x4x4 2x8x8|4x4x4"),
            new TableRow(
                    "Flex FNA",
                    ANY,
                    KvTiling.STATIC,
                    "64|64 8x8|8x8 4x16|4x16 4x16|8x8 4x4x4|4x4x4 2x4x8|2x4x8 2x4x8|4x4x4"));

    private static final List<KernelTiles> DEFAULTS =
            IntStream.rangeClosed(1, 3).mapToObj(rank -> ofRank(rank).get(0)).toList();

    private ReleasedTiles() {}

    /** The default pair of the Blackwell kernel for tiles of 1 to 3 extents: what stands in for tiles left out. */
    public static KernelTiles defaultFor(int rank) {
        return DEFAULTS.get(rank - 1);
    }

    /** Every pair for a layout of this rank, 1 to 3. */
    public static List<KernelTiles> ofRank(int rank) {
        List<KernelTiles> tiles = new ArrayList<>();
        for (TableRow row : TABLE) {
            for (String pair : row.pairs().split(" ")) {
                String[] shapes = pair.split("\\|");
                TileShape queryTile = shape(shapes[0]);
                if (queryTile.rank() == rank) {
                    tiles.add(new KernelTiles(
                            row.kernel(), row.headDims(), row.kvTiling(), queryTile, shape(shapes[1]), true));
                }
            }
        }
        tiles.addAll(ampere(rank, 64, 64));
        tiles.addAll(ampere(rank, 32, 128));
        tiles.addAll(ampere(rank, 64, 128));
        return tiles;
    }

    /** Query tiles of a power-of-two size without a 1, each with every KV tile that is a multiple of it on every axis. */
    private static List<KernelTiles> ampere(int rank, int querySize, int kvSize) {
        List<KernelTiles> tiles = new ArrayList<>();
        for (TileShape queryTile : factorisations(rank, querySize, 2)) {
            for (TileShape factor : factorisations(rank, kvSize / querySize, 1)) {
                int[] kvTile = new int[rank];
                for (int axis = 0; axis < rank; axis++) {
                    kvTile[axis] = queryTile.extent(axis) * factor.extent(axis);
                }
                tiles.add(new KernelTiles("Ampere FNA", ANY, KvTiling.DYNAMIC, queryTile, TileShape.of(kvTile), true));
            }
        }
        return tiles;
    }

    /** Shapes of a power-of-two size whose extents are powers of two, each at least {@code least}; first axis largest. */
    static List<TileShape> factorisations(int rank, int size, int least) {
        List<TileShape> shapes = new ArrayList<>();
        addFactorisations(shapes, new int[rank], 0, size, least);
        return shapes;
    }

    private static void addFactorisations(List<TileShape> shapes, int[] extents, int axis, int rest, int least) {
        if (axis == extents.length - 1) {
            if (rest >= least) {
                extents[axis] = rest;
                shapes.add(TileShape.of(extents));
            }
            return;
        }
        for (int extent = rest; extent >= least; extent /= 2) {
            extents[axis] = extent;
            addFactorisations(shapes, extents, axis + 1, rest / extent, least);
            if (extent == 1) {
                break;
            }
        }
    }

    private static TileShape shape(String text) {
        String[] parts = text.split("x");
        int[] extents = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            extents[i] = Integer.parseInt(parts[i]);
        }
        return TileShape.of(extents);
    }
}
