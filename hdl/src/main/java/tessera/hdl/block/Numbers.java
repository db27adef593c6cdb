package tessera.hdl.block;

import java.util.SplittableRandom;

/** Numbers for test cases. */
final class Numbers {
    private Numbers() {}

    /**
     * Two's complement numbers of {@code bits} bits.
     *
     * @param kind 0 random, 1 all the smallest, 2 all the largest
     */
    static long[] signed(SplittableRandom random, int count, int bits, int kind) {
        long[] numbers = new long[count];
        long least = -(1L << (bits - 1));
        for (int i = 0; i < count; i++) {
            numbers[i] = switch (kind) {
                case 1 -> least;
                case 2 -> -least - 1;
                default -> random.nextLong() >> (Long.SIZE - bits);
            };
        }
        return numbers;
    }

    /** Random numbers of {@code bits} bits, 0 and up; {@code kind} 1: all zeros, 2: all ones. */
    static long[] unsigned(SplittableRandom random, int count, int bits, int kind) {
        long[] numbers = new long[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = switch (kind) {
                case 1 -> 0;
                case 2 -> -1L >>> (Long.SIZE - bits);
                default -> random.nextLong() >>> (Long.SIZE - bits);
            };
        }
        return numbers;
    }
}
