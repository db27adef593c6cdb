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
 * @param rows query rows of every CTA, padded
 * @param packedHeads heads of a key/value group that share each CTA
 * @param tiles tiles of 64 keys that each CTA goes through, in launch order
 * @param maskedTiles of those, the ones that need a mask
 * @param loadedKeys keys that all CTAs load together
 * @param gatheredKeys of those, the ones that come one by one through an index
 */
@SuppressWarnings(
        "ArrayRecordComponent") // Made once a mask, read by the closed forms and the simulation, never changed.
public record HeadTiles(
        long pairs, int rows, int packedHeads, int[] tiles, int[] maskedTiles, double loadedKeys, double gatheredKeys) {
    /** Keys of a tile. */
    public static final int TILE = 64;

    private static final int MMA_ROWS = 16;
    /** Most rows of a CTA: one load of keys serves them all. */
    private static final int MOST_ROWS = 128;

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

    /** Padded pairs of one tile, of this head alone. */
    private double tilePairs() {
        return (double) rows * TILE / packedHeads;
    }

    /** Rows x keys of all tiles. */
    public double paddedPairs() {
        return Arrays.stream(tiles).asLongStream().sum() * tilePairs();
    }

    /** Of all those, the ones in tiles that need a mask. */
    public double maskedPairs() {
        return Arrays.stream(maskedTiles).asLongStream().sum() * tilePairs();
    }

    /** Rows x keys of the longest CTA. */
    double longestCtaPairs() {
        return Arrays.stream(tiles).max().orElse(0) * tilePairs();
    }

    /** CTA rows and packed heads for blocks of so many queries. */
    private record Rows(int rows, int packedHeads) {
        static Rows of(double queries, AttentionShape shape) {
            if (queries < MMA_ROWS) {
                int packed = (int) Math.ceil(queries) * shape.groupSize();
                return new Rows(CeilDiv.of(packed, MMA_ROWS) * MMA_ROWS, shape.groupSize());
            }
            if (queries > TILE) {
                return new Rows(queries < MOST_ROWS ? TILE : MOST_ROWS, 1);
            }
            return new Rows(CeilDiv.of((int) Math.ceil(queries), MMA_ROWS) * MMA_ROWS, 1);
        }

        int ctas(int queries) {
            return packedHeads > 1 ? CeilDiv.of(queries * packedHeads, rows) : CeilDiv.of(queries, rows);
        }
    }

    private static HeadTiles geometric(Geometric geometric, AttentionShape shape, Phase phase) {
        if (phase == Phase.DECODE) {
            long pairs = geometric.isDense() ? shape.densePairs() : attendedPairs(problem(geometric));
            Rows rows = Rows.of(1, shape);
            int tiles = Math.toIntExact(CeilDiv.of(pairs, (long) TILE));
            return new HeadTiles(pairs, rows.rows, rows.packedHeads, new int[] {tiles}, new int[1], pairs, 0);
        }
        if (geometric.isDense()) {
            return dense(shape);
        }
        GnaProblem problem = problem(geometric);
        QueryTileCounts counts = QueryTileCounts.of(problem, KvTiling.STATIC);
        int[] tiles = new int[counts.queryTileCount()];
        int[] masked = new int[tiles.length];
        for (int i = 0; i < tiles.length; i++) {
            tiles[i] = Math.toIntExact(counts.visited(i));
            masked[i] = Math.toIntExact(counts.visited(i) - counts.whole(i));
        }
        double loaded = Arrays.stream(tiles).asLongStream().sum() * (double) TILE * TILE / MOST_ROWS;
        return new HeadTiles(attendedPairs(problem), TILE, 1, tiles, masked, loaded, 0);
    }

    private static long attendedPairs(GnaProblem problem) {
        return GnaAnalysis.analyze(problem, GnaOptions.STATIC).totals().attendedPairs();
    }

    private static GnaProblem problem(Geometric geometric) {
        int rank = geometric.layout().size();
        TileShape tile = rank == 1 ? TileShape.of(TILE) : rank == 2 ? TileShape.of(8, 8) : TileShape.of(4, 4, 4);
        return new GnaProblem(axes(geometric), tile, tile, Tiling.MULTI_DIM);
    }

    /** The axes of a window. */
    public static List<GnaAxis> axes(Geometric geometric) {
        List<GnaAxis> axes = new ArrayList<>();
        for (int axis = 0; axis < geometric.layout().size(); axis++) {
            axes.add(new GnaAxis(
                    geometric.layout().get(axis),
                    geometric.window().get(axis),
                    geometric.stride().get(axis),
                    geometric.dilation().get(axis),
                    geometric.causal().get(axis)));
        }
        return axes;
    }

    /** Dense attention over all visible keys. */
    public static HeadTiles dense(AttentionShape shape) {
        Rows rows = Rows.of(shape.queryCount(), shape);
        int[] tiles = new int[rows.ctas(shape.queryCount())];
        int[] masked = new int[tiles.length];
        int each = rows.rows / rows.packedHeads;
        double loaded = 0;
        for (int cta = 0; cta < tiles.length; cta++) {
            int last = Math.min(shape.queryCount(), Math.max(1, (cta + 1) * each)) - 1;
            tiles[cta] = CeilDiv.of(shape.visibleKeys(last), TILE);
            masked[cta] = shape.isCausal() ? Math.min(tiles[cta], CeilDiv.of(each, TILE)) : 0;
            loaded += (double) tiles[cta] * TILE / rows.packedHeads;
        }
        return new HeadTiles(shape.densePairs(), rows.rows, rows.packedHeads, tiles, masked, loaded, 0);
    }

    private static HeadTiles list(KeyList list, AttentionShape shape) {
        double queries = list.groups().stream()
                .mapToInt(KeyList.Group::queryCount)
                .average()
                .orElse(1);
        Rows rows = Rows.of(queries, shape);
        List<Integer> tiles = new ArrayList<>();
        double loaded = 0;
        for (KeyList.Group group : list.groups()) {
            int keys = CeilDiv.of(group.keyCount(), TILE);
            int ctas = rows.ctas(group.queryCount());
            for (int i = 0; i < ctas; i++) {
                tiles.add(keys);
            }
            loaded += (double) keys * TILE * ctas;
        }
        int[] all = tiles.stream().mapToInt(Integer::intValue).toArray();
        return new HeadTiles(
                list.pairCountAtMost(), rows.rows, rows.packedHeads, all, new int[all.length], loaded, loaded);
    }

    /** Programs own query rows: a block of more than a tile is several CTAs. */
    private static HeadTiles queryOuter(BlockMask blocks, AttentionShape shape) {
        Rows rows = Rows.of((double) shape.queryCount() / blocks.queryBlockCount(), shape);
        int count = 0;
        for (int row = 0; row < blocks.queryBlockCount(); row++) {
            count += rows.ctas(blocks.queryBlockSize(row));
        }
        int[] tiles = new int[count];
        int[] masked = new int[count];
        double loaded = 0;
        double gathered = 0;
        int uniformKeyBlock = blocks.uniformKeyBlock();
        int at = 0;
        for (int row = 0; row < blocks.queryBlockCount(); row++) {
            RowTiles keys = RowTiles.of(blocks, row, uniformKeyBlock);
            int ctas = rows.ctas(blocks.queryBlockSize(row));
            Arrays.fill(tiles, at, at + ctas, keys.tiles());
            Arrays.fill(masked, at, at + ctas, keys.masked());
            at += ctas;
            // Short blocks of a group's heads are one program, and share what it loads.
            double loads = (double) ctas / rows.packedHeads;
            loaded += (double) keys.tiles() * TILE * loads;
            gathered += keys.gathered * loads;
        }
        return new HeadTiles(blocks.pairCountAtMost(), rows.rows, rows.packedHeads, tiles, masked, loaded, gathered);
    }

    /** What a row of blocks visits: blocks of a tile or more in tiles of their own, smaller ones gathered. */
    private record RowTiles(long own, long ownMasked, long gathered, long gatheredMasked) {
        static RowTiles of(BlockMask blocks, int row, int uniformKeyBlock) {
            if (uniformKeyBlock >= TILE) {
                return uniform(blocks, row, uniformKeyBlock);
            }
            long own = 0;
            long ownMasked = 0;
            long gathered = 0;
            long gatheredMasked = 0;
            for (int column = blocks.nextVisited(row, 0); column >= 0; column = blocks.nextVisited(row, column + 1)) {
                int size = blocks.keyBlockSize(column);
                boolean isMasked = !blocks.isFull(row, column);
                if (size < TILE) {
                    gathered += size;
                    gatheredMasked += isMasked ? size : 0;
                } else {
                    int tiles = CeilDiv.of(size, TILE);
                    own += tiles;
                    ownMasked += isMasked ? tiles : 0;
                }
            }
            return new RowTiles(own, ownMasked, gathered, gatheredMasked);
        }

        /** From the row's counts alone; the last block may be shorter. */
        private static RowTiles uniform(BlockMask blocks, int row, int block) {
            int last = blocks.keyBlockCount() - 1;
            boolean isLast = blocks.isVisited(row, last);
            boolean isLastMasked = isLast && !blocks.isFull(row, last);
            int count = blocks.visitedCount(row) - (isLast ? 1 : 0);
            int masked = blocks.visitedCount(row) - blocks.fullCount(row) - (isLastMasked ? 1 : 0);
            int size = blocks.keyBlockSize(last);
            boolean isGathered = size < TILE;
            long each = CeilDiv.of(block, TILE);
            long lastTiles = isGathered ? 0 : CeilDiv.of(size, TILE);
            return new RowTiles(
                    count * each + (isLast ? lastTiles : 0),
                    masked * each + (isLastMasked ? lastTiles : 0),
                    isLast && isGathered ? size : 0,
                    isLastMasked && isGathered ? size : 0);
        }

        int tiles() {
            return Math.toIntExact(own + CeilDiv.of(gathered, (long) TILE));
        }

        int masked() {
            return Math.toIntExact(ownMasked + CeilDiv.of(gatheredMasked, (long) TILE));
        }
    }

    /** Programs own a block of keys and gather the queries that picked it, padded to a tile once. */
    private static HeadTiles keyOuter(BlockMask blocks) {
        int[] tiles = new int[blocks.keyBlockCount()];
        int rows = CeilDiv.of(Math.min(TILE, blocks.keyBlockSize(0)), MMA_ROWS) * MMA_ROWS;
        double loaded = 0;
        for (int column = 0; column < tiles.length; column++) {
            long queries = 0;
            for (int row = 0; row < blocks.queryBlockCount(); row++) {
                queries += blocks.isVisited(row, column) ? blocks.queryBlockSize(row) : 0;
            }
            int parts = CeilDiv.of(blocks.keyBlockSize(column), rows);
            tiles[column] = Math.toIntExact(CeilDiv.of(queries, (long) TILE) * parts);
            loaded += queries + blocks.keyBlockSize(column);
        }
        return new HeadTiles(blocks.pairCountAtMost(), rows, 1, tiles, new int[tiles.length], loaded, 0);
    }
}
