package tessera.sim.gpu;

import tessera.models.gpu.AttentionLaunch;
import tessera.models.gpu.CtaCosts;
import tessera.models.gpu.LaunchPlan;
import tessera.models.gpu.TileCosts;

/**
 * Cycles that a CTA occupies its slot, by its tiles. The pipeline is simulated for the first tiles; from then on it
 * repeats, and further tiles are added at its period.
 */
final class CtaTiming {
    /** Tiles simulated, and how many of the last of them make the period. */
    private static final int SIMULATED = 32;

    private static final int PERIODS = 16;
    /** Tiles simulated behind them, so that the end of the run does not make the last ones shorter. */
    private static final int BEHIND = 4;

    private final CtaCosts costs;
    private final long[] plain;
    private final long[] masked;
    private final boolean isPersistent;

    CtaTiming(LaunchPlan plan) {
        AttentionLaunch launch = plan.launch();
        this.costs = CtaCosts.of(launch);
        this.plain = pipeline(plan, plan.plainCosts());
        this.masked = plan.maskedCosts().equals(plan.plainCosts()) ? plain : pipeline(plan, plan.maskedCosts());
        this.isPersistent = launch.schedule().isPersistent();
    }

    private static long[] pipeline(LaunchPlan plan, TileCosts costs) {
        AttentionLaunch launch = plan.launch();
        return new CtaPipeline(
                        costs,
                        plan.residentCtas(),
                        launch.kernel().stages(),
                        launch.gpu().memoryLatencyCycles(),
                        SIMULATED + BEHIND)
                .run();
    }

    /** Cycles of a CTA with so many tiles, {@code maskedTiles} of them masked; without {@link #startCycles}. */
    long cycles(int tiles, int maskedTiles) {
        long body;
        if (maskedTiles == tiles) {
            body = body(masked, tiles);
        } else {
            long extra = body(masked, SIMULATED + maskedTiles)
                    - body(masked, SIMULATED)
                    - (body(plain, SIMULATED + maskedTiles) - body(plain, SIMULATED));
            body = body(plain, tiles) + Math.max(0, extra);
        }
        long fill = isPersistent ? Math.min(body, costs.latencyCycles()) : 0;
        return costs.prologueCycles() + body - fill + costs.epilogueCycles();
    }

    /** Paid by every CTA, or once per slot when persistent. */
    long startCycles() {
        return costs.startCycles();
    }

    /** Cycles of one more tile once the pipeline is full. */
    double periodCycles(boolean isMasked) {
        long[] finish = isMasked ? masked : plain;
        return (double) (finish[SIMULATED - 1] - finish[SIMULATED - 1 - PERIODS]) / PERIODS;
    }

    private static long body(long[] finish, long tiles) {
        if (tiles == 0) {
            return 0;
        }
        if (tiles <= SIMULATED) {
            return finish[(int) tiles - 1];
        }
        long perPeriods = finish[SIMULATED - 1] - finish[SIMULATED - 1 - PERIODS];
        return finish[SIMULATED - 1] + Math.multiplyExact(tiles - SIMULATED, perPeriods) / PERIODS;
    }
}
