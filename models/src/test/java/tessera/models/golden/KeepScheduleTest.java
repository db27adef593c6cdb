package tessera.models.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class KeepScheduleTest {
    @Test
    void startsAfterTheUnprunedLayersAndFallsLinearly() {
        // 12 layers: 0.15 * 12 = 1.8, so layers 0 and 1 keep all; the other ten run from 0.9 to 2 * 0.6 - 0.9 = 0.3
        // in nine steps of 0.6 / 9.
        KeepSchedule schedule = new KeepSchedule(0.15, 0.9, 0.6);
        assertEquals(0.3, schedule.endRatio(), 1e-12);
        double[] expected = {1, 1, 0.9, 0.9 - 0.6 / 9, 0.9 - 1.2 / 9};
        for (int layer = 0; layer < expected.length; layer++) {
            assertEquals(expected[layer], schedule.ratio(layer, 12), 1e-12, "layer " + layer);
        }
        assertEquals(0.3, schedule.ratio(11, 12), 1e-12);
        // 30 % of 10 layers is exactly 3, and must not become 4 by rounding.
        assertEquals(0.8, new KeepSchedule(0.3, 0.8, 0.6).ratio(3, 10), 1e-12);
    }

    @Test
    void countsMeetTheAuthorsWorkloadFiles() {
        // Of 1024: the counts that appear in the public GPT-2 files are 921, 819, 716, 614, 307, 204 and 102.
        double[] ratios = {0.9, 0.8, 0.7, 0.6, 0.3, 0.2, 0.1};
        int[] counts = {921, 819, 716, 614, 307, 204, 102};
        for (int i = 0; i < ratios.length; i++) {
            assertEquals(counts[i], KeepSchedule.keptCount(1024, ratios[i]));
        }
        // Values at 30 % of the keys there: 921 -> 276, 819 -> 245, 614 -> 184, 307 -> 92.
        assertEquals(276, KeepSchedule.keptCount(921, 0.3));
        assertEquals(245, KeepSchedule.keptCount(819, 0.3));
        assertEquals(300, KeepSchedule.keptCount(1000, 0.3));
        assertEquals(1, KeepSchedule.keptCount(3, 0.1));
    }

    @Test
    void refusesRatiosThatLeaveZeroToOneOrGrow() {
        assertThrows(IllegalArgumentException.class, () -> new KeepSchedule(0.15, 0.9, 0.4));
        assertThrows(IllegalArgumentException.class, () -> new KeepSchedule(0.15, 0.5, 0.6));
        assertThrows(IllegalArgumentException.class, () -> new KeepSchedule(0.15, 1.1, 0.9));
        assertThrows(IllegalArgumentException.class, () -> new KeepSchedule(-0.1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new KeepSchedule(0.1, Double.NaN, 1));
    }

    @Test
    void neverGrowsAndMeetsItsAverage() {
        for (int seed = 0; seed < 1000; seed++) {
            Random random = new Random(seed);
            double start = 0.2 + 0.8 * random.nextDouble();
            KeepSchedule schedule =
                    new KeepSchedule(random.nextDouble(), start, start * (0.55 + 0.45 * random.nextDouble()));
            int layers = 1 + random.nextInt(40);
            int tokens = 1 + random.nextInt(2000);
            int pruned = 0;
            double sum = 0;
            for (int layer = 0; layer < layers; layer++) {
                double ratio = schedule.ratio(layer, layers);
                if (ratio < 1 || start == 1) {
                    pruned++;
                    sum += ratio;
                }
                if (layer > 0) {
                    assertTrue(
                            schedule.keptCount(tokens, layer, layers) <= schedule.keptCount(tokens, layer - 1, layers),
                            "seed " + seed + " layer " + layer);
                }
            }
            if (pruned > 0) {
                assertEquals(schedule.averageRatio(), sum / pruned, 1e-9, "seed " + seed);
            }
        }
        assertEquals(57, KeepSchedule.KEEP_ALL.keptCount(57, 3, 4));
    }
}
