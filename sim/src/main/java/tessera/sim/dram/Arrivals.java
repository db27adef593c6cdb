package tessera.sim.dram;

import tessera.models.dram.DramParams;
import tessera.traces.check.InputException;

/** When each transaction of an open loop arrives: the i-th at clock i / (rate · peak / size), rounded up. */
final class Arrivals {
    private static final double MOST_PER_CLOCK = 1 << 30;
    private static final double LATEST_FS = 0x1p62;

    private final boolean isOpenLoop;
    private final double perClock;
    private final long clockFs;
    private final Injection injection;

    Arrivals(DramParams params, Injection injection) {
        this.injection = injection;
        isOpenLoop = injection.rule() == Injection.Rule.RATE;
        double peakPerClock = (double) params.organisation().peakBytesPerClock()
                / params.organisation().transactionBytes();
        perClock = injection.rate() * peakPerClock;
        clockFs = params.timing().clockFs();
    }

    /** Refuses a rate at which the arrivals of so many transactions cannot be told apart, or end beyond 64-bit time. */
    void check(int count) {
        if (isOpenLoop && !(perClock <= MOST_PER_CLOCK && count / perClock * clockFs < LATEST_FS)) {
            throw new InputException("--inject " + injection.text() + ": " + count + " transactions at "
                    + perClock + " per clock do not fit 64-bit time in femtoseconds (at most 2^30 per clock, the last"
                    + " before 2^62 fs); use a rate between 0.001 and 1000");
        }
    }

    boolean isOpenLoop() {
        return isOpenLoop;
    }

    long of(long index) {
        return isOpenLoop ? (long) Math.ceil(index / perClock) : 0;
    }
}
