package tessera.sim.kernel;

/** One end of a Fifo: which component sits there, and whether its last step asked this Fifo in vain. */
final class Port {
    private static final long NEVER = -1;

    private final ClockDomain domain;
    private final int componentIndex;
    /** The cycle of the last question in vain, NEVER once the other side has moved a word since. */
    private long waitingSince = NEVER;

    Port(ClockDomain domain, int componentIndex) {
        this.domain = domain;
        this.componentIndex = componentIndex;
    }

    /** The end of a Fifo that is used outside a simulation. */
    static Port detached() {
        return new Port(ClockDomain.detached(), 0);
    }

    /** The component asked in vain; {@code answerAt}: the cycle at which the answer will change, IDLE if unknown. */
    void waitFrom(long cycle, long answerAt) {
        waitingSince = cycle;
        domain.wakeSelf(componentIndex, cycle, answerAt);
    }

    /**
     * The other side has moved a word: at {@code cycle} the answer changes. Only questions of the component's last
     * step count, so that the set of steps does not depend on the order of components within a cycle.
     */
    void release(long cycle) {
        if (isStarved()) {
            domain.wake(componentIndex, cycle);
        }
        waitingSince = NEVER;
    }

    /** The cycle of the other end's clock that is under way when this end's {@code cycle} begins. */
    long cycleAcross(long cycle, Port other) {
        return other.domain.clock().cycleAt(domain.clock().timeFs(cycle));
    }

    /** True when the component's last step asked in vain and nothing has come since. */
    boolean isStarved() {
        return waitingSince != NEVER && waitingSince >= domain.asleepSince(componentIndex);
    }

    boolean isAtSameComponent(Port other) {
        return component() == other.component();
    }

    /** Another end at the same component. */
    Port copy() {
        return new Port(domain, componentIndex);
    }

    ClockDomain domain() {
        return domain;
    }

    Component component() {
        return domain.component(componentIndex);
    }

    String componentName() {
        return domain.name(componentIndex);
    }

    /** The cycle of the step in which the component last fell asleep, −1 if it never has. */
    long asleepSince() {
        return domain.asleepSince(componentIndex);
    }

    /** The cycle at which the component is due, IDLE if none is known. */
    long due() {
        return domain.due(componentIndex);
    }
}
