package tessera.sim.kernel;

import java.util.List;

/**
 * A machine that is ready to run once; made by {@link SimulationBuilder}.
 *
 * <p>The order within one cycle of a clock:
 *
 * <ol>
 *   <li>Words and slots whose latency has passed become visible, all at once.
 *   <li>Every component that is due is stepped, in any order: nothing it does can be seen by another in this cycle.
 *   <li>A raised stop signal ends the run.
 *   <li>Time moves on to the next cycle at which a component is due. When there is none, the run is over: it is done
 *       when every Fifo is empty and no component holds work, else it is a deadlock.
 * </ol>
 *
 * <p>Clocks whose edges coincide are stepped in the same instant, and cannot see each other's words in it either.
 * A simulation is for one thread; different simulations are independent of one another.
 */
public final class Simulation {
    private static final long IDLE = Component.IDLE;

    private final String machine;
    private final ClockDomain[] domains;
    private final OccupancyReport occupancies;
    private final StopSignal stopSignal;
    private final ClockDomain stopDomain;

    private boolean hasRun;
    /** The domain being stepped, for error messages. */
    private ClockDomain current;

    private long elapsedFs;

    Simulation(
            String machine,
            List<ClockDomain> domains,
            OccupancyReport occupancies,
            StopSignal stopSignal,
            ClockDomain stopDomain) {
        this.machine = machine;
        this.domains = domains.toArray(new ClockDomain[0]);
        this.occupancies = occupancies;
        this.stopSignal = stopSignal;
        this.stopDomain = stopDomain;
        this.current = this.domains[0];
    }

    /** {@link #run(Driver, long)}, skipping ahead. */
    public long run(long cycleLimit) {
        return run(Driver.SKIP_AHEAD, cycleLimit);
    }

    /**
     * Runs to the end: until the machine falls silent or the stop signal is raised.
     *
     * @param cycleLimit main-clock cycles that the run may take; needing more is a {@link SimulationException}
     * @return elapsed cycles of the main clock, see {@link #elapsedCycles()}
     */
    public long run(Driver driver, long cycleLimit) {
        if (hasRun) {
            throw new SimulationException("machine '" + machine + "' has run already; build a new one");
        }
        hasRun = true;
        boolean isWithinLimit;
        try {
            isWithinLimit = driver == Driver.LOCKSTEP
                    ? lockstep(limitFs(cycleLimit))
                    : domains.length == 1 ? skipAheadOnOneClock(cycleLimit) : skipAhead(limitFs(cycleLimit));
        } catch (RuntimeException e) {
            throw failed(e);
        }
        if (!isWithinLimit) {
            throw new SimulationException("machine '" + machine + "' needs more than the cycle limit of " + cycleLimit
                    + " cycles; raise the limit, or look below for what does not end\n" + report());
        }
        settle();
        return elapsedCycles();
    }

    /**
     * Main-clock cycles from cycle 0 to the end: up to and with the last cycle in which a word moved, and up to the
     * last cycle at which a component was due (a part that is busy until cycle 30 makes it at least 30). After a stop
     * signal: up to and with the cycle of the signal.
     */
    public long elapsedCycles() {
        return elapsedCycles(domains[0].clock());
    }

    /** The same span in cycles of another clock, rounded up. */
    public long elapsedCycles(Clock clock) {
        return clock.cyclesUntil(elapsedFs);
    }

    /** The same span in femtoseconds. */
    public long elapsedFs() {
        return elapsedFs;
    }

    /** Who is due when, who waits for what, and how full each Fifo is: the text that error messages end with. */
    public String report() {
        return occupancies.text();
    }

    /** True when the end was reached within the limit. */
    private boolean skipAheadOnOneClock(long cycleLimit) {
        ClockDomain domain = domains[0];
        long cycle = domain.nextDue();
        while (cycle < cycleLimit) {
            domain.stepDue(cycle);
            if (stopSignal.isRaised()) {
                return true;
            }
            cycle = domain.nextDue();
        }
        return cycle == IDLE;
    }

    private boolean skipAhead(long limitFs) {
        while (true) {
            long now = IDLE;
            for (ClockDomain domain : domains) {
                now = Math.min(now, domain.nextDueFs());
            }
            if (now >= limitFs) {
                return now == IDLE;
            }
            for (ClockDomain domain : domains) {
                if (domain.nextDueFs() == now) {
                    current = domain;
                    domain.stepDue(domain.nextDue());
                }
            }
            if (stopSignal.isRaised()) {
                return true;
            }
        }
    }

    private boolean lockstep(long limitFs) {
        long[] nextCycle = new long[domains.length];
        while (!isSilent()) {
            long now = IDLE;
            for (int i = 0; i < domains.length; i++) {
                now = Math.min(now, domains[i].clock().timeFs(nextCycle[i]));
            }
            if (now >= limitFs) {
                return false;
            }
            for (int i = 0; i < domains.length; i++) {
                if (domains[i].clock().timeFs(nextCycle[i]) == now) {
                    current = domains[i];
                    domains[i].stepAll(nextCycle[i]);
                    nextCycle[i]++;
                }
            }
            if (stopSignal.isRaised()) {
                return true;
            }
        }
        return true;
    }

    private boolean isSilent() {
        for (ClockDomain domain : domains) {
            if (domain.nextDue() != IDLE) {
                return false;
            }
        }
        return true;
    }

    private void settle() {
        if (stopSignal.isRaised()) {
            elapsedFs = stopDomain.clock().timeFs(stopSignal.raisedAt() + 1);
        } else {
            elapsedFs = silentSinceFs();
            occupancies.requireNothingLeft(machine, elapsedCycles());
        }
        try {
            for (ClockDomain domain : domains) {
                current = domain;
                domain.finish(domain.clock().cyclesUntil(elapsedFs));
            }
        } catch (RuntimeException e) {
            throw failed(e);
        }
    }

    private long silentSinceFs() {
        long last = 0;
        for (ClockDomain domain : domains) {
            last = Math.max(last, domain.clock().timeFs(domain.lastDue()));
        }
        for (Fifo fifo : occupancies.fifos()) {
            last = Math.max(last, fifo.lastMoveFs());
        }
        return last;
    }

    private long limitFs(long cycleLimit) {
        long period = domains[0].clock().periodFs();
        return cycleLimit > IDLE / period ? IDLE : cycleLimit * period;
    }

    private SimulationException failed(RuntimeException e) {
        return new SimulationException(
                "machine '" + machine + "', component '" + current.failedName() + "', cycle " + current.failedCycle()
                        + " of clock '" + current.clock().name() + "': "
                        + (e instanceof SimulationException ? e.getMessage() : e.toString()) + "\n" + report(),
                e);
    }
}
