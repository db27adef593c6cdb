package tessera.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * The test that every machine must pass: lockstep and skip-ahead, in the declared and in shuffled step orders, show the
 * same. What breaks it is almost always a component that does something in a step that came early, or that goes IDLE
 * without having asked the Fifo it waits for.
 */
public final class DriverAgreement {
    private DriverAgreement() {}

    /** Builds a new machine, runs it, and returns everything that can be observed: elapsed cycles, statistics, answers. */
    @FunctionalInterface
    public interface Run {
        String observe(Driver driver, long orderSeed);
    }

    /** Compares {@code orderCount} step orders under each driver with lockstep in the first order. */
    public static String check(String what, int orderCount, Run run) {
        String expected = run.observe(Driver.LOCKSTEP, 0);
        for (long orderSeed = 0; orderSeed < orderCount; orderSeed++) {
            for (Driver driver : Driver.values()) {
                if (driver != Driver.LOCKSTEP || orderSeed > 0) {
                    assertEquals(
                            expected,
                            run.observe(driver, orderSeed),
                            what + ": " + driver + " with order seed " + orderSeed
                                    + " differs from LOCKSTEP with order seed 0");
                }
            }
        }
        return expected;
    }
}
