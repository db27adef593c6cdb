package tessera.traces.tensor;

/** Conversion between IEEE 754 binary16 (as its 16 bits) and binary32; {@code Float.float16ToFloat} came with Java 20. */
public final class Float16 {
    private static final int EXPONENT_MASK = 0x7c00;
    private static final int FRACTION_MASK = 0x03ff;

    private Float16() {}

    /** Exact: every binary16 value, infinities, NaN and subnormals included, is a binary32 value. */
    public static float toFloat(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = (bits & EXPONENT_MASK) >> 10;
        int fraction = bits & FRACTION_MASK;
        if (exponent == 0) {
            // Subnormal: fraction x 2^-24, exact in binary32.
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        if (exponent == 31) {
            return Float.intBitsToFloat(sign | 0x7f800000 | fraction << 13);
        }
        return Float.intBitsToFloat(sign | (exponent + 112) << 23 | fraction << 13);
    }

    /** Rounds to nearest, ties to even; beyond 65,504 (from 65,520 up) the result is infinite. NaN stays NaN. */
    public static short fromFloat(float value) {
        int bits = Float.floatToIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        int magnitude = bits & 0x7fffffff;
        if (magnitude > 0x7f800000) {
            return (short) (sign | 0x7e00);
        }
        if (magnitude >= 0x477ff000) {
            return (short) (sign | EXPONENT_MASK);
        }
        if (magnitude < 0x38800000) {
            // Subnormal result: a multiple of 2^-24; Math.rint rounds ties to even and the product is exact in double.
            return (short) (sign | (int) Math.rint(Float.intBitsToFloat(magnitude) * 0x1p24));
        }
        int rounded = magnitude + 0x0fff + (magnitude >> 13 & 1);
        return (short) (sign | (rounded >> 13) - (112 << 10));
    }
}
