package tessera.models.spatten;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import tessera.models.golden.KeepSchedule;
import tessera.models.golden.QuickSelect;
import tessera.models.golden.RowPrecision;
import tessera.models.golden.TopK;
import tessera.models.machine.TopKParams;

/**
 * What a machine executes in one go (a layer of a trace, all rows of a file), as far as it does not depend on the machine:
 * every decision, no time.
 *
 * @param lists what is fetched, in order
 * @param rows queries executed, in order; rows of a list are neighbours; at least 1
 * @param tokenRanking of the cascade after the layer; {@link Ranking#NONE} where no token is cut
 * @param headRanking likewise of the heads
 * @param keptMass sum over the rows: share of the dense probability on values used; NaN without values
 * @param outputError ‖O − O'‖ / ‖O‖ over the rows; NaN without values
 */
record RecordedLayer(
        List<KeyFetch> lists,
        List<RecordedRow> rows,
        Ranking tokenRanking,
        Ranking headRanking,
        double keptMass,
        double outputError) {
    RecordedLayer {
        lists = List.copyOf(lists);
        rows = List.copyOf(rows);
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("a layer in which no query attends to anything");
        }
    }

    /** Of rows without values, nothing ranked behind them. */
    static RecordedLayer counted(List<KeyFetch> lists, List<RecordedRow> rows) {
        return new RecordedLayer(lists, rows, Ranking.NONE, Ranking.NONE, Double.NaN, Double.NaN);
    }

    /**
     * Keys that are fetched together.
     *
     * @param head of the layer
     * @param indices ascending; only the first {@code count} count; shared, never written
     * @param isRanked whether some row of so many keys leaves values out
     */
    @SuppressWarnings("ArrayRecordComponent") // Index lists are shared by thousands of rows.
    record KeyFetch(int head, int[] indices, int count, VectorBits bits, boolean isRanked) {
        KeyFetch(int head, int[] indices, int count, RowPrecision precision, double valueKeepRatio) {
            this(head, indices, count, VectorBits.of(precision), isRanked(indices.length, valueKeepRatio));
        }

        private static boolean isRanked(int keys, double valueKeepRatio) {
            return KeepSchedule.keptCount(keys, valueKeepRatio) < keys;
        }
    }

    /**
     * One query.
     *
     * @param list index of its keys
     * @param isFirst whether it brings them in
     * @param keyCount keys it attends to
     * @param chosen token indices of the values it fetches; {@link #EVENLY} where no data say which. Of a resident list all,
     *     whoever uses them
     * @param valueCount values it uses, at least 1
     * @param isRefetched whether its low key bits are fetched
     * @param ranking of local value pruning
     */
    @SuppressWarnings("ArrayRecordComponent") // As above.
    record RecordedRow(
            int list,
            boolean isFirst,
            int keyCount,
            int[] chosen,
            int valueCount,
            boolean isRefetched,
            Ranking ranking) {
        /** Spread over the keys as {@link Load#valueIndex} has it. */
        static final int[] EVENLY = new int[0];

        boolean isChosen() {
            return chosen.length > 0;
        }

        /** Token indices of the values; of a resident list without data its keys. */
        int[] values(KeyFetch fetch, boolean isResident) {
            if (isChosen() || isResident) {
                return isChosen() ? chosen : fetch.indices();
            }
            return IntStream.range(0, valueCount)
                    .map(i -> Load.evenIndex(fetch.indices(), i, keyCount, valueCount))
                    .toArray();
        }
    }

    /**
     * A selection that a top-k engine makes.
     *
     * @param scoreCount scores; 0 for none
     * @param rounds live scores of each round of quick-select; none where the time is given
     * @param givenCycles what it takes on any machine; -1 where that is the engine's
     */
    @SuppressWarnings("ArrayRecordComponent") // As above.
    record Ranking(int scoreCount, int[] rounds, long givenCycles) {
        private static final int[] NO_ROUNDS = {};
        private static final long NOT_GIVEN = -1;
        static final Ranking NONE = new Ranking(0, NO_ROUNDS, NOT_GIVEN);

        /** On real scores: the {@code k} largest; {@link #NONE} if those are all. */
        static Ranking of(long[] scores, int k, long seed, long ordinal) {
            return k >= scores.length
                    ? NONE
                    : new Ranking(
                            scores.length,
                            Selections.select(scores, k, seed, ordinal).roundSizes(),
                            NOT_GIVEN);
        }

        /** On scores drawn at random, where there are none: the latency model of the released RTL. */
        static Ranking drawn(int scoreCount, int k, long seed, long ordinal) {
            if (k >= scoreCount) {
                return NONE;
            }
            SplittableRandom random = new SplittableRandom(~seed * 0x9E3779B97F4A7C15L + ordinal);
            return of(random.ints(scoreCount).asLongStream().toArray(), k, seed, ordinal);
        }

        /** One that takes so long on any machine. */
        static Ranking given(int scoreCount, long cycles) {
            return new Ranking(scoreCount, NO_ROUNDS, cycles);
        }

        boolean isGiven() {
            return givenCycles != NOT_GIVEN;
        }

        /** Cycles of an engine to find the threshold. */
        long cycles(TopKParams engine) {
            if (scoreCount == 0 || isGiven()) {
                return scoreCount == 0 ? 0 : givenCycles;
            }
            return Selections.cycles(engine, scoreCount, new QuickSelect.Outcome(new TopK.Answer(0, 0, 0), rounds));
        }
    }
}
