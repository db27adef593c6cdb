package tessera.models.gna;

import tessera.traces.check.InputException;

/** 64-bit arithmetic on counts: exact, or an {@link InputException} that names the count. */
final class ExactCount {
    private ExactCount() {}

    static long product(String count, long a, long b) {
        long low = a * b;
        if (Math.multiplyHigh(a, b) != low >> 63) {
            throw tooLarge(count);
        }
        return low;
    }

    static long sum(String count, long a, long b) {
        long sum = a + b;
        if (((a ^ sum) & (b ^ sum)) < 0) {
            throw tooLarge(count);
        }
        return sum;
    }

    private static InputException tooLarge(String count) {
        return new InputException(
                count + " is 2^63 or more, expected a problem whose counts fit 64 bits; use a smaller layout");
    }
}
