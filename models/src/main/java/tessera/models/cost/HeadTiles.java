package tessera.models.cost;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tessera.models.gna.GnaAnalysis;
import tessera.models.gna.GnaAxis;
import tessera.models.gna.GnaOptions;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.KvTiling;
import tessera.models.gna.QueryTileCounts;
import tessera.models.gna.TileShape;
import tessera.models.gna.Tiling;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.plan.BlockMask;
import tessera.models.plan.Geometric;
import tessera.models.plan.KeyList;
import tessera.models.plan.MaskForm;
import tessera.models.plan.Phase;
import tessera.models.plan.Schedule.KernelOrder;
import tessera.traces.check.CeilDiv;

/**
 * One head's mask as a GPU kernel executes it: CTAs that each own some query rows and go through tiles of 64 keys. Rows are
 * padded to what a matrix unit takes (16), heads that share a list of keys are packed into the rows; keys of blocks smaller
 * than a tile, and of lists, are gathered into tiles, the last one padded.
 *
 * @param pairs attended pairs
 * @param ctaPairs padded rows x padded keys of every CTA, in launch order
 * @param maskedPairs of all those, the ones in tiles that need a mask
 * @param loadedKeys keys that all CTAs load together
 * @param gatheredKeys of those, the ones that come one by one through an index
 */
@SuppressWarnings("ArrayRecordComponent") // Made and read within one costing call.
public record HeadTiles(long pairs, long[] ctaPairs, double maskedPairs, double loadedKeys, double gatheredKeys) {
    /** Rows and keys of a kernel tile. */
    public static final int TILE = 64;

    private static final int MMA_ROWS = 16;
    /** Rows that one load of keys serves where so many queries share them: two warp groups of a tile each. */
    private static final int LOAD_ROWS = 128;

    /** Of one head in a phase. */
    public static HeadTiles of(MaskForm mask, AttentionShape shape, Phase phase, KernelOrder order) {
        if (mask instanceof Geometric geometric) {
            return geometric(geometric, shape, phase);
        }
        if (mask instanceof KeyList list) {
            return list(list, shape);
        }
        BlockMask blocks = (BlockMask) mask;
        return order == KernelOrder.KEY_OUTER ? keyOuter(blocks) : queryOuter(blocks, shape);
    }

    /** All padded pairs. */
    public double paddedPairs() {
        return Arrays.stream(ctaPairs).asDoubleStream().sum();
    }

    /** Rows that a matrix unit computes for this many queries, per query head: short blocks pack the heads of a group. */
    private static double paddedRows(int queries, AttentionShape shape) {
        if (queries >= MMA_ROWS) {
            return CeilDiv.of(queries, MMA_ROWS) * (double) MMA_ROWS;
        }
        int packed = queries * shape.groupSize();
        return CeilDiv.of(packed, MMA_ROWS) * (double) MMA_ROWS / shape.groupSize();
    }

    private static HeadTiles geometric(Geometric geometric, AttentionShape shape, Phase phase) {
        if (phase == Phase.DECODE) {
            long pairs = geometric.isDense() ? shape.densePairs() : attendedPairs(problem(geometric));
            double rows = paddedRows(1, shape);
            return new HeadTiles(pairs, new long[] {Math.round(pairs * rows)}, 0, pairs, 0);
        }
        if (geometric.isDense()) {
            return dense(shape);
        }
        GnaProblem problem = problem(geometric);
        QueryTileCounts counts = QueryTileCounts.of(problem, KvTiling.STATIC);
        long area = problem.queryTile().size() * problem.kvTile().size();
        long[] ctas = new long[counts.queryTileCount()];
        double masked = 0;
        for (int i = 0; i < ctas.length; i++) {
            ctas[i] = counts.visited(i) * area;
            masked += (counts.visited(i) - counts.whole(i)) * (double) area;
        }
        double loaded = Arrays.stream(ctas).asDoubleStream().sum() / LOAD_ROWS;
        return new HeadTiles(attendedPairs(problem), ctas, masked, loaded, 0);
    }

    private static long attendedPairs(GnaProblem problem) {
        return GnaAnalysis.analyze(problem, GnaOptions.STATIC).totals().attendedPairs();
    }

    private static GnaProblem problem(Geometric geometric) {
        List<GnaAxis> axes = new ArrayList<>();
        int rank = geometric.layout().size();
        for (int axis = 0; axis < rank; axis++) {
            axes.add(new GnaAxis(
                    geometric.layout().get(axis),
                    geometric.window().get(axis),
                    geometric.stride().get(axis),
                    geometric.dilation().get(axis),
                    geometric.causal().get(axis)));
        }
        TileShape tile = rank == 1 ? TileShape.of(TILE) : rank == 2 ? TileShape.of(8, 8) : TileShape.of(4, 4, 4);
        return new GnaProblem(axes, tile, tile, Tiling.MULTI_DIM);
    }

    /** Dense attention over all visible keys. */
    public static HeadTiles dense(AttentionShape shape) {
        int rows = CeilDiv.of(shape.queryCount(), TILE);
        long[] ctas = new long[rows];
        double masked = 0;
        double loaded = 0;
        for (int row = 0; row < rows; row++) {
            int last = Math.min(shape.queryCount(), (row + 1) * TILE) - 1;
            long tiles = CeilDiv.of(shape.visibleKeys(last), TILE);
            ctas[row] = tiles * TILE * Math.min(TILE, padded(shape.queryCount()));
            loaded += shape.queryCount() >= LOAD_ROWS ? tiles * TILE / 2.0 : tiles * TILE;
            masked += shape.isCausal() ? (double) TILE * TILE : 0;
        }
        return new HeadTiles(shape.densePairs(), ctas, masked, loaded, 0);
    }

    private static int padded(int rows) {
        return CeilDiv.of(rows, MMA_ROWS) * MMA_ROWS;
    }

    private static HeadTiles list(KeyList list, AttentionShape shape) {
        long[] ctas = new long[list.groups().size()];
        double loaded = 0;
        for (int g = 0; g < ctas.length; g++) {
            KeyList.Group group = list.groups().get(g);
            int keys = CeilDiv.of(group.keyCount(), TILE) * TILE;
            int subRows = CeilDiv.of(group.queryCount(), LOAD_ROWS);
            ctas[g] = Math.round(paddedRows(group.queryCount(), shape) * keys);
            loaded += (double) keys * subRows;
        }
        return new HeadTiles(list.pairCountAtMost(), ctas, 0, loaded, loaded);
    }

    /** Programs own query rows: a block of more than a tile is several CTAs. */
    private static HeadTiles queryOuter(BlockMask blocks, AttentionShape shape) {
        List<Long> ctas = new ArrayList<>();
        double masked = 0;
        double loaded = 0;
        double gathered = 0;
        for (int row = 0; row < blocks.queryBlockCount(); row++) {
            long small = 0;
            long large = 0;
            long partial = 0;
            for (int column = blocks.nextVisited(row, 0); column >= 0; column = blocks.nextVisited(row, column + 1)) {
                int size = blocks.keyBlockSize(column);
                if (size < TILE) {
                    small += size;
                } else {
                    large += (long) CeilDiv.of(size, TILE) * TILE;
                }
                partial += blocks.isFull(row, column) ? 0 : size;
            }
            long keys = large + CeilDiv.of(small, TILE) * TILE;
            int queries = blocks.queryBlockSize(row);
            for (int from = 0; from < queries; from += TILE) {
                double rows = paddedRows(Math.min(TILE, queries - from), shape);
                ctas.add(Math.round(rows * keys));
                masked += rows * partial;
            }
            // Short blocks of a group's heads are one program, and share what it loads.
            double loads = queries < MMA_ROWS ? 1.0 / shape.groupSize() : CeilDiv.of(queries, LOAD_ROWS);
            loaded += keys * loads;
            gathered += small * loads;
        }
        long[] list = ctas.stream().mapToLong(Long::longValue).toArray();
        return new HeadTiles(blocks.pairCountAtMost(), list, masked, loaded, gathered);
    }

    /** Programs own a block of keys and gather the queries that picked it, padded to a tile once. */
    private static HeadTiles keyOuter(BlockMask blocks) {
        long[] ctas = new long[blocks.keyBlockCount()];
        double loaded = 0;
        for (int column = 0; column < ctas.length; column++) {
            long queries = 0;
            for (int row = 0; row < blocks.queryBlockCount(); row++) {
                queries += blocks.isVisited(row, column) ? blocks.queryBlockSize(row) : 0;
            }
            long keys = (long) CeilDiv.of(blocks.keyBlockSize(column), MMA_ROWS) * MMA_ROWS;
            ctas[column] = CeilDiv.of(queries, (long) TILE) * TILE * keys;
            loaded += queries + keys;
        }
        return new HeadTiles(blocks.pairCountAtMost(), ctas, 0, loaded, 0);
    }
}
