package tessera.sim.kernel;

import java.util.Arrays;
import java.util.List;

/**
 * The components of one clock and when each is due. One pass over them is at once the work of a cycle and the search
 * for the next cycle that matters, so a busy machine pays nothing for the ability to jump.
 *
 * <p>A component that asks for the very next cycle stays awake: nothing is written down for it, its entry of {@code due}
 * just stays in the past. Only falling asleep is booked.
 */
final class ClockDomain {
    private static final long IDLE = Component.IDLE;
    private static final long NEVER = -1;

    private final Clock clock;
    private final String[] names;
    private final Component[] components;
    /** Component → the cycle at which it must be stepped; in the past while it is awake, IDLE if none is known. */
    private final long[] due;
    /** Component → the cycle of the step in which it last fell asleep. */
    private final long[] asleepSince;

    /** The earliest cycle at which a component is due, IDLE if none is. */
    private long nextDue;

    /** The last cycle at which a component was due. */
    private long lastDue;

    /** The component that last asked a Fifo in vain, when it did, and when that will be answered. */
    private int askerIndex;

    private long askedAt = NEVER;
    private long answeredAt = IDLE;

    /** The component that has thrown, for error messages. */
    private int failed;

    private long failedCycle;

    ClockDomain(Clock clock, List<String> names, List<Component> components) {
        this.clock = clock;
        this.names = names.toArray(new String[0]);
        this.components = components.toArray(new Component[0]);
        this.due = new long[components.size()];
        this.asleepSince = new long[components.size()];
        Arrays.fill(asleepSince, NEVER);
    }

    /** A domain of nothing, for Fifos that are used outside a simulation: takes wake-ups and forgets them. */
    static ClockDomain detached() {
        return new ClockDomain(new Clock("detached", 1), List.of("nobody"), List.of(cycle -> IDLE));
    }

    /** The component being stepped has asked a Fifo in vain; the answer changes at {@code answerAt}, IDLE if unknown. */
    void wakeSelf(int componentIndex, long cycle, long answerAt) {
        if (componentIndex != askerIndex || cycle != askedAt) {
            askerIndex = componentIndex;
            askedAt = cycle;
            answeredAt = IDLE;
        }
        answeredAt = Math.min(answeredAt, answerAt);
    }

    /** Makes sure that a component is stepped at a cycle later than now. */
    void wake(int componentIndex, long cycle) {
        if (cycle < due[componentIndex]) {
            due[componentIndex] = cycle;
            if (cycle < nextDue) {
                nextDue = cycle;
            }
        }
    }

    /** Steps the components that are due at a cycle. */
    void stepDue(long cycle) {
        Component[] all = components;
        long[] dues = due;
        long earliest = IDLE;
        nextDue = IDLE;
        lastDue = cycle;
        int i = 0;
        try {
            for (; i < all.length; i++) {
                long at = dues[i];
                if (at <= cycle) {
                    at = all[i].step(cycle);
                    if (at != cycle + 1) {
                        at = fallAsleep(i, cycle, at);
                    }
                }
                if (at < earliest) {
                    earliest = at;
                }
            }
        } catch (RuntimeException e) {
            throw remember(i, cycle, e);
        }
        if (earliest < nextDue) {
            nextDue = earliest;
        }
    }

    /** Steps every component, due or not. */
    void stepAll(long cycle) {
        long earliest = IDLE;
        nextDue = IDLE;
        int i = 0;
        try {
            for (; i < components.length; i++) {
                if (due[i] <= cycle) {
                    lastDue = cycle;
                }
                earliest = Math.min(earliest, fallAsleep(i, cycle, components[i].step(cycle)));
            }
        } catch (RuntimeException e) {
            throw remember(i, cycle, e);
        }
        nextDue = Math.min(nextDue, earliest);
    }

    /** Books that a component wants its next step at a cycle, or when one of the Fifos it has asked changes. */
    private long fallAsleep(int index, long cycle, long wanted) {
        if (wanted <= cycle) {
            throw new SimulationException("step asked for cycle " + wanted + ", must be a later cycle or IDLE");
        }
        long at = wanted;
        if (index == askerIndex && cycle == askedAt) {
            at = Math.min(at, answeredAt);
        }
        due[index] = at;
        asleepSince[index] = cycle;
        return at;
    }

    private RuntimeException remember(int index, long cycle, RuntimeException e) {
        failed = index;
        failedCycle = cycle;
        return e;
    }

    void finish(long endCycle) {
        int i = 0;
        try {
            for (; i < components.length; i++) {
                components[i].finish(endCycle);
            }
        } catch (RuntimeException e) {
            throw remember(i, endCycle, e);
        }
    }

    Clock clock() {
        return clock;
    }

    long nextDue() {
        return nextDue;
    }

    /** {@link #nextDue} as the time of its edge. */
    long nextDueFs() {
        return nextDue == IDLE ? IDLE : clock.timeFs(nextDue);
    }

    long lastDue() {
        return lastDue;
    }

    long asleepSince(int componentIndex) {
        return asleepSince[componentIndex];
    }

    long due(int componentIndex) {
        return due[componentIndex];
    }

    String name(int componentIndex) {
        return names[componentIndex];
    }

    Component component(int componentIndex) {
        return components[componentIndex];
    }

    String failedName() {
        return names[failed];
    }

    long failedCycle() {
        return failedCycle;
    }
}
