package tessera.models.pattern.mask;

import java.util.Arrays;
import tessera.models.pattern.input.AttentionShape;

/**
 * Radial Attention's mask on blocks. Frames at distance t ≤ 1 see each other whole; further apart, places within
 * W(t) = max(decay · P / 2^bitlen(t), block), P = 2^bitlen(tokens of a frame); and where P / 2^bitlen(t) is below the block,
 * only frames whose distance is a multiple of block / (that length). A block is live when, of its non-empty columns, more
 * than 60 % are attended by more than a third of its rows.
 *
 * <p><b>Source:</b> mit-han-lab/radial-attention, radial_attn/attn_mask.py.
 */
public final class RadialMask implements StaticMask {
    private static final double LIVE_COLUMNS = 0.6;
    private static final int ROW_SHARE = 3;

    private final AttentionShape shape;
    private final int block;
    private final int frameSize;
    private final int frames;
    private final double decay;
    private final boolean hasSinkFrame;
    /** Of the row of blocks under way: attending queries begin (+1) and end (−1) at a key, and which blocks hold such. */
    private final int[] change;

    private final boolean[] hasEdge;
    private int rowReady = -1;
    private int[] runs = {};

    private RadialMask(AttentionShape shape, int frames, int block, double decay, boolean hasSinkFrame) {
        this.shape = shape;
        this.block = Lengths.checked("radial block", block, shape);
        this.frameSize = GridMasks.frameSize(shape, frames);
        this.frames = (shape.keyCount() + frameSize - 1) / frameSize;
        this.decay = decay;
        this.hasSinkFrame = hasSinkFrame;
        this.change = new int[shape.keyCount() + 1];
        this.hasEdge = new boolean[(shape.keyCount() + block - 1) / block + 1];
    }

    static StaticSpec spec(int frames, int block, double decay, boolean hasSinkFrame) {
        return (shape, layer, head) -> new RadialMask(shape, frames, block, decay, hasSinkFrame);
    }

    @Override
    public synchronized void spans(int query, Spans out) {
        int row = query / block;
        if (row != rowReady) {
            runs = runs(liveBlocks(row));
            rowReady = row;
        }
        for (int run = 0; run < runs.length; run += 2) {
            out.add(runs[run], runs[run + 1]);
        }
    }

    /** First key and end of every run of live blocks. */
    private int[] runs(boolean[] live) {
        int[] found = new int[live.length + 1];
        int count = 0;
        for (int column = 0; column < live.length; column++) {
            if (live[column] && (column == 0 || !live[column - 1])) {
                found[count++] = column * block;
            }
            if (live[column] && (column + 1 == live.length || !live[column + 1])) {
                found[count++] = Math.min(shape.keyCount(), (column + 1) * block);
            }
        }
        return Arrays.copyOf(found, count);
    }

    @Override
    public int steadyUntil(int query) {
        return StaticMask.inRunsOf(block).applyAsInt(query);
    }

    /** Live blocks of one row of blocks. O(blocks + edges): keys are looked at one by one where edges are. */
    private boolean[] liveBlocks(int row) {
        int end = Math.min(shape.queryCount(), (row + 1) * block);
        for (int query = row * block; query < end; query++) {
            addToken(shape.position(query));
        }
        boolean[] blocks = new boolean[hasEdge.length - 1];
        int rows = end - row * block;
        int attending = 0;
        for (int column = 0; column < blocks.length; column++) {
            if (!hasEdge[column]) {
                blocks[column] = attending * ROW_SHARE > rows;
                continue;
            }
            hasEdge[column] = false;
            int filled = 0;
            int dense = 0;
            for (int key = column * block; key < Math.min(shape.keyCount(), (column + 1) * block); key++) {
                attending += change[key];
                change[key] = 0;
                filled += attending > 0 ? 1 : 0;
                dense += attending * ROW_SHARE > rows ? 1 : 0;
            }
            blocks[column] = dense > LIVE_COLUMNS * filled;
        }
        change[shape.keyCount()] = 0;
        return blocks;
    }

    private void addEdge(int key, int by) {
        change[key] += by;
        hasEdge[key / block] = true;
    }

    private void addToken(int at) {
        int frame = at / frameSize;
        int place = at % frameSize;
        for (int other = 0; other < frames; other++) {
            int distance = Math.abs(frame - other);
            long width = hasSinkFrame && other == 0 ? frameSize : width(distance);
            if (width > 0) {
                long start = (long) other * frameSize;
                int from = (int) (start + Math.max(0, place - width));
                int to = (int) Math.min(shape.keyCount(), start + Math.min(frameSize, place + width + 1));
                addEdge(from, 1);
                addEdge(to, -1);
            }
        }
    }

    /** How far places may be apart in frames at this distance; 0 for frames that do not see each other. */
    private long width(int distance) {
        if (distance <= 1) {
            return frameSize;
        }
        long period = Long.highestOneBit(frameSize) * 2;
        double length = (double) period / (Long.highestOneBit(distance) * 2);
        if (length < block && distance % (int) (block / length) != 0) {
            return 0;
        }
        return (long) Math.max(decay * length, block);
    }
}
