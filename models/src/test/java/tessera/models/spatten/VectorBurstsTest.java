package tessera.models.spatten;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VectorBurstsTest {
    private static final int[] FIRST_EIGHT = IntStream.range(0, 8).toArray();

    @Test
    void countsBurstsOfPackedVectors() {
        // 64 x 8 bit = 64 B: 2 bursts each. 64 x 4 bit = 32 B: 1. 64 x 6 bit = 48 B: 8 vectors are 384 B = 12 bursts.
        assertEquals(16, VectorBursts.count(FIRST_EIGHT, 8, 64 * 8, 32));
        assertEquals(8, VectorBursts.count(FIRST_EIGHT, 8, 64 * 4, 32));
        assertEquals(12, VectorBursts.count(FIRST_EIGHT, 8, 64 * 6, 32));
        // Every second of the 48 B vectors: 0-47, 96-143, …: two bursts each, none shared.
        assertEquals(8, VectorBursts.count(new int[] {0, 2, 4, 6}, 4, 64 * 6, 32));
        // Eight vectors of 4 bytes share one burst.
        assertEquals(1, VectorBursts.count(FIRST_EIGHT, 8, 32, 32));
        assertEquals(0, VectorBursts.count(FIRST_EIGHT, 0, 32, 32));
    }

    @Test
    void equalsTheSetOfBurstsTouchedByEveryBit() {
        for (int seed = 0; seed < 1000; seed++) {
            Random random = new Random(seed);
            int bits = 1 + random.nextInt(700);
            int burst = 16 << random.nextInt(3);
            int[] indices =
                    IntStream.range(0, 40).filter(i -> random.nextInt(3) == 0).toArray();
            Set<Long> touched = new HashSet<>();
            for (int index : indices) {
                for (long bit = (long) index * bits; bit < (index + 1L) * bits; bit++) {
                    touched.add(bit / (8L * burst));
                }
            }
            assertEquals(touched.size(), VectorBursts.count(indices, indices.length, bits, burst), "seed " + seed);
        }
    }
}
