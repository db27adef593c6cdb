package tessera.models.pattern.mask;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tessera.models.pattern.input.AttentionShape;

class RadialMaskTest {
    @Test
    void liveBlocksAreThoseCountedPairByPair() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            int frames = 2 + random.nextInt(12);
            int block = 1 + random.nextInt(12);
            int size = 1 + random.nextInt(30);
            boolean isFlat = random.nextBoolean();
            int tokens = Math.max(block, frames * size - (isFlat ? random.nextInt(size) : 0));
            boolean hasLayout = !isFlat && tokens == frames * size;
            List<Integer> layout = hasLayout ? List.of(frames, size) : List.of(tokens);
            double decay = 0.2 + random.nextDouble();
            boolean hasSinkFrame = random.nextBoolean();
            AttentionShape shape = new AttentionShape("t", 1, 1, 1, tokens, tokens, 8, layout, random.nextBoolean());
            TokenMask found = new TokenMask(shape)
                    .add(RadialMask.spec(frames, block, decay, hasSinkFrame).on(shape, 0, 0));
            String where = "seed " + seed + ", block " + block + ", " + shape;
            for (int top = 0; top < tokens; top += block) {
                for (int left = 0; left < tokens; left += block) {
                    boolean isLive = isLive(shape, frames, block, decay, hasSinkFrame, top, left);
                    for (int query = top; query < Math.min(tokens, top + block); query++) {
                        for (int key = left; key < Math.min(tokens, left + block); key++) {
                            boolean isVisible = key < shape.visibleKeys(query);
                            assertEquals(isLive && isVisible, found.has(query, key), where + " " + query + "," + key);
                        }
                    }
                }
            }
        }
    }

    /** Of the columns that any row attends, more than 60 % are attended by more than a third of the rows. */
    private static boolean isLive(
            AttentionShape shape, int frames, int block, double decay, boolean hasSinkFrame, int top, int left) {
        int rows = Math.min(shape.keyCount(), top + block) - top;
        int filled = 0;
        int dense = 0;
        for (int key = left; key < Math.min(shape.keyCount(), left + block); key++) {
            int attending = 0;
            for (int query = top; query < top + rows; query++) {
                attending += attends(shape, frames, block, decay, hasSinkFrame, query, key) ? 1 : 0;
            }
            filled += attending > 0 ? 1 : 0;
            dense += attending * 3 > rows ? 1 : 0;
        }
        return dense > 0.6 * filled;
    }

    private static boolean attends(
            AttentionShape shape, int frames, int block, double decay, boolean hasSinkFrame, int query, int key) {
        int size = GridMasks.frameSize(shape, frames);
        int distance = Math.abs(query / size - key / size);
        if (distance <= 1 || hasSinkFrame && key / size == 0) {
            return true;
        }
        // P = 2^bitlen(size), cut to P / 2^bitlen(distance).
        double length = Math.pow(2, Integer.toBinaryString(size).length())
                / Math.pow(2, Integer.toBinaryString(distance).length());
        if (length < block && distance % (int) (block / length) != 0) {
            return false;
        }
        return Math.abs(query % size - key % size) <= (int) Math.max(decay * length, block);
    }
}
