package tessera.traces.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Float16Test {
    /** (-1)^s 2^(e-15) 1.f, subnormals (-1)^s 2^-14 0.f: IEEE 754-2019 table 3.5, in double arithmetic. */
    private static double value(int bits) {
        int exponent = bits >> 10 & 31;
        double fraction = (bits & 1023) / 1024.0;
        double magnitude = exponent == 0 ? fraction * 0x1p-14 : (1 + fraction) * Math.pow(2, exponent - 15);
        return (bits & 0x8000) == 0 ? magnitude : -magnitude;
    }

    @Test
    void everyFiniteValueConvertsExactlyAndBack() {
        for (int bits = 0; bits < 0x10000; bits++) {
            if ((bits >> 10 & 31) != 31) {
                assertEquals(value(bits), Float16.toFloat((short) bits), 0.0, "bits " + bits);
            }
            if ((bits & 0x7fff) <= 0x7c00) {
                assertEquals((short) bits, Float16.fromFloat(Float16.toFloat((short) bits)), "bits " + bits);
            }
        }
        assertTrue(Float.isNaN(Float16.toFloat((short) 0x7e01)));
        assertTrue(Float.isNaN(Float16.toFloat(Float16.fromFloat(Float.NaN))));
        assertEquals(Float.NEGATIVE_INFINITY, Float16.toFloat((short) 0xfc00));
    }

    // Halfway cases go to the even neighbour: 1 + 2^-11 lies between 1 and 1 + 2^-10, 2^-25 between 0 and 2^-24.
    @ParameterizedTest
    @CsvSource({
        "0x1.002p0, 0x1p0",
        "0x1.006p0, 0x1.008p0",
        "0x1p-25, 0x0p0",
        "0x1.8p-24, 0x1p-23",
        "0x1.000002p-25, 0x1p-24",
        "0x1.ffcp15, 0x1.ffcp15",
        "0x1.ffdffep15, 0x1.ffcp15",
        "-0x1.ffep15, -Infinity",
        "0x1.ffep-15, 0x1p-14"
    })
    void roundsToNearestEven(float value, float rounded) {
        assertEquals(rounded, Float16.toFloat(Float16.fromFloat(value)), 0f);
    }

    @Test
    void randomValuesRoundToTheNearerNeighbour() {
        for (long seed = 0; seed < 20_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            float value = Float.intBitsToFloat(random.nextInt());
            if (!(Math.abs(value) < 65504)) {
                continue;
            }
            short bits = Float16.fromFloat(value);
            double error = Math.abs(Float16.toFloat(bits) - (double) value);
            int magnitude = bits & 0x7fff;
            double above = Math.abs(value(magnitude + 1) - Math.abs((double) value));
            double below = magnitude == 0 ? 1 : Math.abs(value(magnitude - 1) - Math.abs((double) value));
            assertTrue(error <= above && error <= below, "seed " + seed + ": " + value);
        }
    }
}
