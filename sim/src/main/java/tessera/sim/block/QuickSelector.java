package tessera.sim.block;

import tessera.models.block.PivotRandom;
import tessera.models.machine.TopKParams;

/**
 * The time of the quick-select engine: its rounds, with the pivots that its random numbers pick. A round takes a cycle
 * for each live row and {@link TopKParams#roundOverheadCycles()} more.
 */
final class QuickSelector implements TopKModel.Selector {
    /** Cycles before the first round and for the result. */
    private static final int FIXED_CYCLES = 2;

    private final TopKParams params;
    private final long[] live;
    private final Side less;
    private final Side greater;
    private int random = PivotRandom.SEED;

    QuickSelector(TopKParams params) {
        this.params = params;
        this.live = new long[params.capacity()];
        this.less = new Side(params);
        this.greater = new Side(params);
    }

    @Override
    public void clear() {
        random = PivotRandom.SEED;
    }

    @Override
    public long cycles(long[] scores, int scoreCount, int k) {
        System.arraycopy(scores, 0, live, 0, scoreCount);
        long pivot = firstPivot(scoreCount);
        int liveCount = scoreCount;
        int wanted = Math.min(k, scoreCount);
        long cycles = FIXED_CYCLES;
        while (wanted > 0) {
            int rows = params.rows(liveCount);
            cycles += rows + params.roundOverheadCycles();
            round(liveCount, rows, pivot);
            int notLess = liveCount - less.count;
            if (wanted > greater.count && wanted <= notLess) {
                return cycles;
            }
            boolean keepsGreater = wanted <= greater.count;
            Side kept = keepsGreater ? greater : less;
            wanted -= keepsGreater ? 0 : notLess;
            pivot = kept.pivot;
            liveCount = kept.count;
            System.arraycopy(kept.scores, 0, live, 0, liveCount);
        }
        return cycles;
    }

    /** A number is drawn for each row that arrives. */
    private long firstPivot(int scoreCount) {
        long pivot = 0;
        for (int row = 0; row < params.rows(scoreCount); row++) {
            if (PivotRandom.takes(random, row)) {
                pivot = live[row * params.lanes()];
            }
            random = PivotRandom.next(random);
        }
        return pivot;
    }

    /**
     * A number is drawn for each row that is compared. Packing follows two cycles later, when the numbers of the next
     * two rows have been drawn, if there are so many.
     */
    private void round(int liveCount, int rows, long pivot) {
        less.clear();
        greater.clear();
        int drawn = 0;
        for (int row = 0; row < rows; row++) {
            while (drawn < Math.min(row + 2, rows)) {
                random = PivotRandom.next(random);
                drawn++;
            }
            int end = Math.min(liveCount, (row + 1) * params.lanes());
            for (int i = row * params.lanes(); i < end; i++) {
                if (live[i] < pivot) {
                    less.add(live[i]);
                } else if (live[i] > pivot) {
                    greater.add(live[i]);
                }
            }
            less.writeFullRow(random);
            greater.writeFullRow(random);
        }
        less.writeRest(random);
        greater.writeRest(random);
    }

    /** The scores of one side, packed into rows, and the pivot drawn from the rows' first scores. */
    private static final class Side {
        private final int lanes;
        private final long[] scores;
        private int count;
        private int writtenRows;
        private long pivot;

        Side(TopKParams params) {
            this.lanes = params.lanes();
            this.scores = new long[params.capacity()];
        }

        void clear() {
            count = 0;
            writtenRows = 0;
        }

        void add(long score) {
            scores[count++] = score;
        }

        void writeFullRow(int random) {
            if (count / lanes > writtenRows) {
                write(random);
            }
        }

        void writeRest(int random) {
            if (count > writtenRows * lanes) {
                write(random);
            }
        }

        private void write(int random) {
            if (PivotRandom.takes(random, writtenRows)) {
                pivot = scores[writtenRows * lanes];
            }
            writtenRows++;
        }
    }
}
