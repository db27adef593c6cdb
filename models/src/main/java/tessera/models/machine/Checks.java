package tessera.models.machine;

/** Range checks of the parameter records; the readers turn the exceptions into input errors with file and line. */
final class Checks {
    private Checks() {}

    static void atLeast(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " = " + value + ", must be at least " + least);
        }
    }

    static void powerOfTwo(String name, long value, String why) {
        if (value < 1 || Long.bitCount(value) != 1) {
            throw new IllegalArgumentException(name + " = " + value + ", must be a power of two (" + why + "); use "
                    + Math.max(1, Long.highestOneBit(Math.max(1, value))) + " or "
                    + 2 * Math.max(1, Long.highestOneBit(Math.max(1, value))));
        }
    }
}
