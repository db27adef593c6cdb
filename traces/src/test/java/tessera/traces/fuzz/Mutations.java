package tessera.traces.fuzz;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Damages bytes in the ways in which files get damaged, or are meant to do damage. */
final class Mutations {
    private static final long[] EXTREMES = {
        0,
        1,
        -1,
        127,
        128,
        255,
        256,
        0x7fff,
        0xffff,
        0x7fffffffL,
        0x80000000L,
        0xffffffffL,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    private Mutations() {}

    /** One to four damages; the same seed, the same bytes. */
    static byte[] of(byte[] original, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = original.clone();
        for (int i = 1 + random.nextInt(4); i > 0 && bytes.length > 0; i--) {
            bytes = one(bytes, random);
        }
        return bytes;
    }

    private static byte[] one(byte[] bytes, SplittableRandom random) {
        // Headers and directories stand at the ends: half of the damages go there.
        int at = switch (random.nextInt(4)) {
            case 0 -> random.nextInt(Math.min(160, bytes.length));
            case 1 -> bytes.length - 1 - random.nextInt(Math.min(160, bytes.length));
            default -> random.nextInt(bytes.length);
        };
        switch (random.nextInt(8)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt(256);
            case 2 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 3 -> {
                return Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(64));
            }
            case 4 -> extreme(bytes, at, random);
            case 5 -> {
                int length = Math.min(bytes.length - at, 1 + random.nextInt(32));
                System.arraycopy(bytes, random.nextInt(bytes.length - length + 1), bytes, at, length);
            }
            case 6 -> {
                return spliced(bytes, at, random);
            }
            default -> digit(bytes, at, random);
        }
        return bytes;
    }

    /** A number of 2, 4 or 8 bytes becomes an extreme one. */
    private static void extreme(byte[] bytes, int at, SplittableRandom random) {
        long value = EXTREMES[random.nextInt(EXTREMES.length)];
        int length = 2 << random.nextInt(3);
        for (int i = 0; i < length && at + i < bytes.length; i++) {
            bytes[at + i] = (byte) (value >>> (8 * i));
        }
    }

    /** Some bytes twice, or left out. */
    private static byte[] spliced(byte[] bytes, int at, SplittableRandom random) {
        int length = Math.min(bytes.length - at, 1 + random.nextInt(48));
        boolean isTwice = random.nextBoolean();
        byte[] spliced = new byte[bytes.length + (isTwice ? length : -length)];
        System.arraycopy(bytes, 0, spliced, 0, at);
        int from = isTwice ? at : at + length;
        System.arraycopy(bytes, at, spliced, at, isTwice ? length : 0);
        System.arraycopy(bytes, from, spliced, isTwice ? at + length : at, bytes.length - from);
        return spliced;
    }

    /** The next digit in a text becomes another character that numbers and lists are made of. */
    private static void digit(byte[] bytes, int at, SplittableRandom random) {
        for (int i = at; i < Math.min(bytes.length, at + 200); i++) {
            if (bytes[i] >= '0' && bytes[i] <= '9') {
                bytes[i] = (byte) "0123456789-.e,:[]{}\"'".charAt(random.nextInt(21));
                return;
            }
        }
    }
}
