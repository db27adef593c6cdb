package tessera.hdl.block;

import java.util.Arrays;
import java.util.SplittableRandom;
import tessera.sim.block.PortBits;

/** Kinds of scores that test a selection. */
enum TopKScores {
    RANDOM("random scores"),
    FEW_VALUES("scores of four values"),
    ALL_EQUAL("equal scores"),
    ASCENDING("ascending scores"),
    DESCENDING("descending scores"),
    EXTREMES("scores of 0 and the maximum"),
    SAME_HIGH_BITS("scores that differ in their low bits"),
    PEAKED("scores with a few high ones");

    private final String words;

    TopKScores(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    static TopKScores byTurns(int index) {
        return values()[Math.floorMod(index, values().length)];
    }

    /** {@code count} unsigned scores of {@code bits} bits. */
    long[] scores(int count, int bits, SplittableRandom random) {
        long max = PortBits.mask(bits);
        long base = random.nextLong() & max;
        long[] some = random.longs(4).map(score -> score & max).toArray();
        long[] scores = new long[count];
        for (int i = 0; i < count; i++) {
            long any = random.nextLong() & max;
            scores[i] = switch (this) {
                        case RANDOM, ASCENDING, DESCENDING -> any;
                        case FEW_VALUES -> some[(int) (any & 3)];
                        case ALL_EQUAL -> base;
                        case EXTREMES -> (any & 1) == 0 ? 0 : max;
                        case SAME_HIGH_BITS -> base ^ (any & 3);
                        case PEAKED -> random.nextInt(16) == 0 ? any : any >>> (bits / 2);
                    }
                    & max;
        }
        if (this == ASCENDING || this == DESCENDING) {
            Arrays.sort(scores);
        }
        for (int i = 0; this == DESCENDING && i < count / 2; i++) {
            long swapped = scores[i];
            scores[i] = scores[count - 1 - i];
            scores[count - 1 - i] = swapped;
        }
        return scores;
    }
}
