package tessera.models.pattern.mask;

import java.util.Arrays;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.plan.BlockMask;
import tessera.models.plan.BlockMaskBuilder;

/**
 * A mask known from sizes, cut into blocks row by row. In a steady run of queries each edge of a span stays or moves by one key
 * a query; so where the first and the last query of a run have as many spans, and every edge has stayed or moved all the way,
 * those two say everything. Other runs are halved.
 */
final class RowBlocks implements WholeRows.BlockRow {
    private final StaticMask mask;
    private final AttentionShape shape;
    private final int keyBlock;
    private final int[] queryBounds;
    private final int[] keyBounds;
    private final int columns;
    private final BlockMaskBuilder built;
    /** Spans of the first, a middle and the last query of a run: as the mask gives them, and merged. */
    private final Spans[] raw = {new Spans(), new Spans(), new Spans()};

    private final Spans[] merged = {new Spans(), new Spans(), new Spans()};
    /** Of the row under way: queries that attend a block whole begin (+) and end (−) at a column, and where that is. */
    private final int[] wholeChange;

    private int[] changed = new int[64];
    private int changedCount;
    private long pairs;

    RowBlocks(StaticMask mask, AttentionShape shape, int queryBlock, int keyBlock) {
        this.mask = mask;
        this.shape = shape;
        this.keyBlock = keyBlock;
        this.queryBounds = Blocks.uniform(shape.queryCount(), queryBlock);
        this.keyBounds = Blocks.uniform(shape.keyCount(), keyBlock);
        this.columns = keyBounds.length - 1;
        this.built = new BlockMaskBuilder(queryBounds, keyBounds);
        this.wholeChange = new int[columns + 1];
    }

    BlockMask mask() {
        for (int row = 0; row + 1 < queryBounds.length; row++) {
            int end = queryBounds[row + 1];
            if (mask instanceof WholeRows rows && rows.countsRows()) {
                pairs += rows.count(queryBounds[row], end, keyBlock, this);
                built.endRow();
                continue;
            }
            for (int query = queryBounds[row]; query < end; ) {
                int next = Math.min(end, Math.max(query + 1, mask.steadyUntil(query)));
                run(query, next);
                query = next;
            }
            markFull(row);
            built.endRow();
        }
        return built.build(pairs);
    }

    @Override
    public void visit(int fromBlock, int toBlock) {
        built.visit(fromBlock, toBlock);
    }

    @Override
    public void fill(int block) {
        built.fill(block, block + 1);
    }

    private void look(int query, int index) {
        mask.spans(query, raw[index].clear(shape.visibleKeys(query)));
        merged[index].copy(raw[index]).merge();
    }

    private void run(int from, int to) {
        look(from, 0);
        Spans first = merged[0];
        if (to - from == 1) {
            for (int s = 0; s < first.count(); s++) {
                mark(first.from(s), first.to(s), first.from(s), first.to(s), 1);
            }
            return;
        }
        int middle = (from + to) >>> 1;
        look(to - 1, 2);
        boolean isKnown = isLinear(raw, 2, to - 1 - from) && isLinear(merged, 2, to - 1 - from) && staysInside();
        if (isKnown && to - from > 2) {
            look(middle, 1);
            isKnown = isLinear(raw, 1, middle - from) && isLinear(merged, 1, middle - from);
        }
        if (!isKnown) {
            run(from, middle);
            run(middle, to);
            return;
        }
        for (int s = 0; s < first.count(); s++) {
            mark(first.from(s), first.to(s), merged[2].from(s), merged[2].to(s), to - from);
        }
    }

    /** Whether every edge has stayed, or has moved in every step, from the first query to another. */
    private static boolean isLinear(Spans[] of, int index, int steps) {
        Spans first = of[0];
        Spans then = of[index];
        boolean isLinear = first.count() == then.count();
        for (int s = 0; s < first.count() && isLinear; s++) {
            int from = then.from(s) - first.from(s);
            int to = then.to(s) - first.to(s);
            isLinear = (from == 0 || from == steps) && (to == 0 || to == steps);
        }
        return isLinear;
    }

    /** Whether no span goes from one merged span to another on its way. */
    private boolean staysInside() {
        boolean isInside = true;
        int s = 0;
        for (int i = 0; i < raw[0].count() && isInside; i++) {
            int from = raw[0].from(i);
            s = s < merged[0].count() && merged[0].from(s) <= from ? s : 0;
            while (s + 1 < merged[0].count() && merged[0].from(s + 1) <= from) {
                s++;
            }
            isInside = raw[2].to(i) <= merged[2].to(s);
        }
        return isInside;
    }

    /** A span of a run of queries: of its first query [from, to), of its last one [lastFrom, lastTo). */
    private void mark(int from, int to, int lastFrom, int lastTo, int queries) {
        pairs += (long) queries * (to - from + lastTo - lastFrom) / 2;
        built.visit(from / keyBlock, (lastTo + keyBlock - 1) / keyBlock);
        int firstWhole = (lastFrom + keyBlock - 1) / keyBlock;
        int endWhole = to == shape.keyCount() ? columns : to / keyBlock;
        if (firstWhole < endWhole) {
            change(firstWhole, queries);
            change(endWhole, -queries);
        }
    }

    private void change(int column, int by) {
        if (wholeChange[column] == 0) {
            if (changedCount == changed.length) {
                changed = Arrays.copyOf(changed, 2 * changedCount);
            }
            changed[changedCount++] = column;
        }
        wholeChange[column] += by;
    }

    /** Blocks that all queries of the row attend whole. */
    private void markFull(int row) {
        Arrays.sort(changed, 0, changedCount);
        int queries = queryBounds[row + 1] - queryBounds[row];
        int whole = 0;
        for (int i = 0; i < changedCount; i++) {
            whole += wholeChange[changed[i]];
            wholeChange[changed[i]] = 0;
            int next = i + 1 < changedCount ? changed[i + 1] : columns;
            if (whole == queries) {
                built.fill(changed[i], next);
            }
        }
        changedCount = 0;
    }
}
