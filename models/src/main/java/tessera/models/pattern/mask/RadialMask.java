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
    /** How far places may be apart in frames at each distance; 0 for frames that do not see each other. */
    private final long[] widths;
    /** Of the row of blocks under way: attending queries begin (+) and end (−) at a key. */
    private final int[] change;
    /** One query begins (+1) or ends (−1) at each key from here on, and no longer from there on. */
    private final int[] slopeChange;
    /** Blocks with any such key, each once. */
    private final boolean[] hasEdge;

    private int[] edges = new int[64];
    private int edgeCount;
    private int rowReady = -1;
    private int[] runs = new int[64];
    private int runCount;

    private RadialMask(AttentionShape shape, int frames, int block, double decay, boolean hasSinkFrame) {
        this.shape = shape;
        this.block = Lengths.checked("radial block", block, shape);
        this.frameSize = GridMasks.frameSize(shape, frames);
        this.frames = (shape.keyCount() + frameSize - 1) / frameSize;
        this.decay = decay;
        this.hasSinkFrame = hasSinkFrame;
        this.widths = new long[this.frames];
        for (int distance = 0; distance < widths.length; distance++) {
            widths[distance] = width(distance);
        }
        this.change = new int[shape.keyCount() + 1];
        this.slopeChange = new int[shape.keyCount() + 1];
        this.hasEdge = new boolean[(shape.keyCount() + block - 1) / block + 1];
    }

    static StaticSpec spec(int frames, int block, double decay, boolean hasSinkFrame) {
        return (shape, layer, head) -> new RadialMask(shape, frames, block, decay, hasSinkFrame);
    }

    @Override
    public synchronized void spans(int query, Spans out) {
        int row = query / block;
        if (row != rowReady) {
            findRuns(row);
            rowReady = row;
        }
        for (int run = 0; run < runCount; run += 2) {
            out.add(runs[run], runs[run + 1]);
        }
    }

    @Override
    public int steadyUntil(int query) {
        return StaticMask.inRunsOf(block).applyAsInt(query);
    }

    /** Runs of live blocks of one row of blocks: keys are looked at one by one in blocks with edges, O(queries) of them. */
    private void findRuns(int row) {
        int end = Math.min(shape.queryCount(), (row + 1) * block);
        for (int query = row * block; query < end; ) {
            query = addQueries(query, end);
        }
        Arrays.sort(edges, 0, edgeCount);
        int rows = end - row * block;
        int attending = 0;
        int slope = 0;
        int column = 0;
        runCount = 0;
        for (int edge = 0; edge < edgeCount; edge++) {
            addRun(column, edges[edge], attending * ROW_SHARE > rows);
            column = edges[edge];
            hasEdge[column] = false;
            int filled = 0;
            int dense = 0;
            int endKey = Math.min(shape.keyCount(), (column + 1) * block);
            for (int key = column * block; key < endKey; key++) {
                slope += slopeChange[key];
                attending += change[key] + slope;
                slopeChange[key] = 0;
                change[key] = 0;
                filled += attending > 0 ? 1 : 0;
                dense += attending * ROW_SHARE > rows ? 1 : 0;
            }
            addRun(column, ++column, dense > LIVE_COLUMNS * filled);
        }
        addRun(column, (shape.keyCount() + block - 1) / block, attending * ROW_SHARE > rows);
        edgeCount = 0;
        change[shape.keyCount()] = 0;
        slopeChange[shape.keyCount()] = 0;
    }

    /** Blocks from … to − 1, if they are live. */
    private void addRun(int from, int to, boolean isLive) {
        if (!isLive || from >= to) {
            return;
        }
        int end = Math.min(shape.keyCount(), to * block);
        if (runCount > 0 && runs[runCount - 1] == from * block) {
            runs[runCount - 1] = end;
            return;
        }
        if (runCount + 2 > runs.length) {
            runs = Arrays.copyOf(runs, 2 * runs.length);
        }
        runs[runCount++] = from * block;
        runs[runCount++] = end;
    }

    private void addEdge(int key, int by) {
        change[key] += by;
        mark(key / block);
    }

    private void mark(int column) {
        if (column < hasEdge.length - 1 && !hasEdge[column]) {
            hasEdge[column] = true;
            if (edgeCount == edges.length) {
                edges = Arrays.copyOf(edges, 2 * edgeCount);
            }
            edges[edgeCount++] = column;
        }
    }

    /** Adds queries at following places of one frame; returns the next query. */
    private int addQueries(int query, int end) {
        int at = shape.position(query);
        int frame = at / frameSize;
        int place = at % frameSize;
        boolean isToken = shape.isCausal() || shape.queryCount() == shape.keyCount();
        int count = isToken ? Math.min(end - query, frameSize - place) : 1;
        for (int other = 0; other < frames; other++) {
            long width = hasSinkFrame && other == 0 ? frameSize : widths[Math.abs(frame - other)];
            if (width > 0) {
                int start = other * frameSize;
                int stop = Math.min(shape.keyCount(), start + frameSize);
                addEdges(start, stop, start + place - width, count, 1);
                addEdges(start, stop, start + place + width + 1, count, -1);
            }
        }
        return query + count;
    }

    /** Edges of following queries, each one key behind the one before, all within [least, most]. */
    private void addEdges(int least, int most, long first, int count, int by) {
        int stay = (int) Math.min(count, Math.max(0, least - first));
        int moved = (int) Math.min(count, Math.max(stay, most - first));
        if (stay > 0) {
            addEdge(least, stay * by);
        }
        if (moved < count) {
            addEdge(most, (count - moved) * by);
        }
        if (stay < moved) {
            int from = (int) (first + stay);
            int to = (int) (first + moved);
            slopeChange[from] += by;
            slopeChange[to] -= by;
            for (int column = from / block; column <= to / block; column++) {
                mark(column);
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
