package tessera.models.plan;

/** Makes a block mask row after row from runs of key blocks. */
public final class BlockMaskBuilder {
    private final int[] queryBounds;
    private final int[] keyBounds;
    private final RunRows visited;
    private final RunRows full;
    private int row;

    /**
     * @param queryBounds first query of every block, then the query count; strictly ascending from 0
     * @param keyBounds first key of every block, then the key count; strictly ascending from 0
     */
    public BlockMaskBuilder(int[] queryBounds, int[] keyBounds) {
        this.queryBounds = queryBounds;
        this.keyBounds = keyBounds;
        this.visited = new RunRows(queryBounds.length - 1, keyBounds.length - 1);
        this.full = new RunRows(queryBounds.length - 1, keyBounds.length - 1);
    }

    /** Of the row under way, blocks from … to − 1 are visited, in any order. */
    public void visit(int from, int to) {
        visited.add(from, to);
    }

    /** Of the row under way, blocks from … to − 1 are visited and need no mask inside. */
    public void fill(int from, int to) {
        full.add(from, to);
    }

    /** Ends the row under way. */
    public void endRow() {
        visited.endRow();
        full.endRow();
        if (!full.isWithin(visited, row++)) {
            throw new IllegalArgumentException("block mask: a full block is not visited");
        }
    }

    /** The mask, all rows ended. */
    public BlockMask build(long pairCount) {
        return new BlockMask(queryBounds, keyBounds, visited, full, pairCount);
    }
}
