package tessera.models.spatten;

import tessera.models.golden.RowPrecision;
import tessera.models.spatten.RecordedLayer.KeyFetch;
import tessera.models.spatten.RecordedLayer.Ranking;
import tessera.models.spatten.RecordedLayer.RecordedRow;

/** Sums over the rows of a recorded trace that no machine has a say in, except for the size of its bursts. */
final class RecordedSums {
    private RecordedSums() {}

    /** Rows of a layer by size. */
    record Sizes(
            SizeCounts passes,
            SizeCounts keys,
            SizeCounts values,
            SizeCounts ranked,
            SizeCounts rounds,
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
        SizeCounts.Builder ranked = new SizeCounts.Builder();
        SizeCounts.Builder rounds = new SizeCounts.Builder();
        for (RecordedRow row : layer.rows()) {
            passes.add(row.keyCount(), row.isRefetched() ? 2 : 1);
            keys.add(row.keyCount(), 1);
            values.add(row.valueCount(), 1);
            if (row.ranking().scoreCount() > 0) {
                ranked.add(row.ranking().scoreCount(), 1);
                for (int live : row.ranking().rounds()) {
                    rounds.add(live, 1);
                }
            }
        }
        return new Sizes(
                passes.build(),
                keys.build(),
                values.build(),
                ranked.build(),
                rounds.build(),
                layer.tokenRanking(),
                layer.headRanking());
    }

    static Totals totals(RecordedLayer layer, RecordedTrace recorded) {
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
                    ? (long) row.keyCount()
                            * recorded.headDim()
                            * list.precision().keyLsbBits()
                    : 0;
        }
        return new Totals(passKeys, keys, values, written, lowBits);
    }

    /** Bursts read by each layer. */
    static long[] bursts(RecordedTrace recorded, int burstBytes) {
        long[] counted = new long[recorded.layerCount()];
        RowPrecision precision = recorded.precision();
        long keyBits = (long) recorded.headDim() * precision.keyMsbBits();
        long lowBits = (long) recorded.headDim() * precision.keyLsbBits();
        long valueBits = (long) recorded.headDim() * precision.valueBits();
        for (int layer = 0; layer < counted.length; layer++) {
            for (RecordedRow row : recorded.layer(layer).rows()) {
                KeyFetch list = recorded.layer(layer).lists().get(row.list());
                if (row.isFirst()) {
                    counted[layer] += VectorBursts.count(list.indices(), list.count(), keyBits, burstBytes);
                }
                if (row.isRefetched()) {
                    counted[layer] += VectorBursts.count(list.indices(), list.count(), lowBits, burstBytes);
                }
                if (!recorded.isResident()) {
                    counted[layer] += VectorBursts.count(row.values(), row.valueCount(), valueBits, burstBytes);
                } else if (row.isFirst()) {
                    counted[layer] += VectorBursts.count(list.indices(), list.count(), valueBits, burstBytes);
                }
            }
        }
        return counted;
    }
}
