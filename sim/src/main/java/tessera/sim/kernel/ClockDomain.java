package tessera.sim.kernel;

import java.util.Arrays;
import java.util.List;

/**
 * The components of one clock and when each is due. One pass over them is at once the work of a cycle and the search
 * for the next cycle that matters, so a busy machine pays nothing for the ability to jump.
 */
final class ClockDomain {
    private static final long IDLE = Component.IDLE;
    private static final long NEVER = -1;

    private final Clock clock;
    private final String[] names;
    private final Component[] components;
    /** Component → the cycle at which it must be stepped, IDLE if none is known. */
    private final long[] due;
    /** Component → the cycle of its last step. */
    private final long[] lastStep;

    /** The earliest entry of {@code due}, or earlier. */
    private long nextDue;
    /** The last cycle at which a component was due. */
    private long lastDue;
    /** The component being stepped, for error messages. */
    private int current;

    ClockDomain(Clock clock, List<String> names, List<Component> components) {
        this.clock = clock;
        this.names = names.toArray(new String[0]);
        this.components = components.toArray(new Component[0]);
        this.due = new long[components.size()];
        this.lastStep = new long[components.size()];
        Arrays.fill(lastStep, NEVER);
    }

    /** A domain of nothing, for Fifos that are used outside a simulation: takes wake-ups and forgets them. */
    static ClockDomain detached() {
        return new ClockDomain(new Clock("detached", 1), List.of("nobody"), List.of(cycle -> IDLE));
    }

    /** Makes sure that a component is stepped at a cycle. */
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
        nextDue = IDLE;
        long earliest = IDLE;
        for (int i = 0; i < components.length; i++) {
            if (due[i] <= cycle) {
                due[i] = IDLE;
                lastDue = cycle;
                step(i, cycle);
            }
            if (due[i] < earliest) {
                earliest = due[i];
            }
        }
        if (earliest < nextDue) {
            nextDue = earliest;
        }
    }

    /** Steps every component. A step that was not due leaves the wake-ups of its component standing. */
    void stepAll(long cycle) {
        for (int i = 0; i < components.length; i++) {
            if (due[i] <= cycle) {
                due[i] = IDLE;
                lastDue = cycle;
            }
            step(i, cycle);
        }
        nextDue = IDLE;
        for (long d : due) {
            nextDue = Math.min(nextDue, d);
        }
    }

    private void step(int index, long cycle) {
        current = index;
        lastStep[index] = cycle;
        long wanted = components[index].step(cycle);
        if (wanted <= cycle) {
            throw new SimulationException("step asked for cycle " + wanted + ", must be a later cycle or IDLE");
        }
        if (wanted < due[index]) {
            due[index] = wanted;
        }
    }

    void finish(long endCycle) {
        for (int i = 0; i < components.length; i++) {
            current = i;
            components[i].finish(endCycle);
        }
    }

    Clock clock() {
        return clock;
    }

    /** The next cycle at which a component is due, IDLE if none; may be early after a wake-up was overtaken. */
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

    long lastStep(int componentIndex) {
        return lastStep[componentIndex];
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

    String currentName() {
        return names[current];
    }

    long currentCycle() {
        return Math.max(0, lastStep[current]);
    }
}
