package tessera.cli.explore;

import java.util.function.BooleanSupplier;

/** Why an exploration should end before its end: somebody pressed Ctrl-C, or its time is over. */
public final class Stop implements BooleanSupplier {
    private final long startNs = System.nanoTime();
    private final long budgetNs;
    private volatile boolean isInterrupted;
    private volatile double share = 1;

    /** @param budgetMinutes infinite for no limit */
    public Stop(double budgetMinutes) {
        this.budgetNs = budgetMinutes > 1e7 ? Long.MAX_VALUE : (long) (budgetMinutes * 60e9);
    }

    /** Asks for an early end; from any thread. */
    public void interrupt() {
        isInterrupted = true;
    }

    public boolean isInterrupted() {
        return isInterrupted;
    }

    /** The coming stage may use this share of the whole time, from the start on. */
    void allow(double shareOfTime) {
        share = shareOfTime;
    }

    public boolean isOutOfTime() {
        return budgetNs != Long.MAX_VALUE && System.nanoTime() - startNs > budgetNs * share;
    }

    @Override
    public boolean getAsBoolean() {
        return isInterrupted || isOutOfTime();
    }
}
