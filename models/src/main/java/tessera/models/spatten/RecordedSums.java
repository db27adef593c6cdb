package tessera.models.spatten;

import tessera.models.spatten.RecordedLayer.KeyFetch;
import tessera.models.spatten.RecordedLayer.Ranking;
import tessera.models.spatten.RecordedLayer.RecordedRow;

/** Sums over recorded rows that no machine has a say in, except for the size of its bursts and the width of its multipliers. */
final class RecordedSums {
    private RecordedSums() {}

    /**
     * Rows of a layer by size.
     *
     * @param filtered scores of all rows that leave values out
     * @param ranked of those, the ones whose threshold the engine finds
     * @param rounds live scores of their rounds
     * @param givenCycles to find the thresholds of the others
     */
    record Sizes(
            SizeCounts passes,
            SizeCounts keys,
            SizeCounts values,
            SizeCounts filtered,
            SizeCounts ranked,
            SizeCounts rounds,
            long givenCycles,
            Ranking tokens,
            Ranking heads) {}

    /** Sums for energy: those of one layer add up to those of all. */
    record Totals(long passKeys, long keys, long values, long writtenVectors, long lowBits) {
        Totals plus(Totals other) {
            return new Totals(
                    passKeys + other.passKeys,
                    keys + other.keys,
                    values + other.values,
                    writtenVectors + other.writtenVectors,
                    lowBits + other.lowBits);
        }
    }

    static Sizes sizes(RecordedLayer layer) {
        SizeCounts.Builder passes = new SizeCounts.Builder();
        SizeCounts.Builder keys = new SizeCounts.Builder();
        SizeCounts.Builder values = new SizeCounts.Builder();
        SizeCounts.Builder filtered = new SizeCounts.Builder();
        SizeCounts.Builder ranked = new SizeCounts.Builder();
        SizeCounts.Builder rounds = new SizeCounts.Builder();
        long given = 0;
        for (RecordedRow row : layer.rows()) {
            passes.add(row.keyCount(), row.isRefetched() ? 2 : 1);
            keys.add(row.keyCount(), 1);
            values.add(row.valueCount(), 1);
            Ranking ranking = row.ranking();
            if (ranking.scoreCount() > 0) {
                filtered.add(ranking.scoreCount(), 1);
            }
            if (ranking.isGiven()) {
                given += ranking.givenCycles();
            } else if (ranking.scoreCount() > 0) {
                ranked.add(ranking.scoreCount(), 1);
                for (int live : ranking.rounds()) {
                    rounds.add(live, 1);
                }
            }
        }
        return new Sizes(
                passes.build(),
                keys.build(),
                values.build(),
                filtered.build(),
                ranked.build(),
                rounds.build(),
                given,
                layer.tokenRanking(),
                layer.headRanking());
    }

    static Totals totals(RecordedLayer layer, RecordedWork recorded) {
        long passKeys = 0;
        long keys = 0;
        long values = 0;
        long written = 0;
        long lowBits = 0;
        for (RecordedRow row : layer.rows()) {
            KeyFetch list = layer.lists().get(row.list());
            passKeys += (row.isRefetched() ? 2L : 1L) * row.keyCount();
            keys += row.keyCount();
            values += row.valueCount();
            if (row.isFirst()) {
                written += list.count();
            }
            if (!recorded.isResident()) {
                written += row.valueCount();
            } else if (row.isFirst()) {
                written += list.count();
            }
            lowBits += row.isRefetched()
                    ? (long) row.keyCount() * recorded.headDim() * list.bits().low()
                    : 0;
        }
        return new Totals(passKeys, keys, values, written, lowBits);
    }

    /**
     * Bursts read by each layer.
     *
     * @param multiplierBits width of vectors that are not quantised
     */
    static long[] bursts(RecordedWork recorded, int burstBytes, int multiplierBits) {
        long[] counted = new long[recorded.layerCount()];
        for (int layer = 0; layer < counted.length; layer++) {
            for (RecordedRow row : recorded.layer(layer).rows()) {
                KeyFetch list = recorded.layer(layer).lists().get(row.list());
                counted[layer] +=
                        bursts(recorded, row, list, burstBytes, list.bits().at(multiplierBits));
            }
        }
        return counted;
    }

    private static long bursts(RecordedWork recorded, RecordedRow row, KeyFetch list, int burstBytes, VectorBits bits) {
        long headDim = recorded.headDim();
        long bursts = 0;
        if (row.isFirst()) {
            bursts += VectorBursts.count(list.indices(), list.count(), headDim * bits.key(), burstBytes);
        }
        if (row.isRefetched()) {
            bursts += VectorBursts.count(list.indices(), list.count(), headDim * bits.low(), burstBytes);
        }
        if (!recorded.isResident()) {
            int[] values = row.values(list, false);
            bursts += VectorBursts.count(values, row.valueCount(), headDim * bits.value(), burstBytes);
        } else if (row.isFirst()) {
            bursts += VectorBursts.count(list.indices(), list.count(), headDim * bits.value(), burstBytes);
        }
        return bursts;
    }
}
