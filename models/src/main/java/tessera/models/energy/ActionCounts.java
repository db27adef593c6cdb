package tessera.models.energy;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** How often each action happened. Immutable; an action that is not mentioned happened 0 times. */
public final class ActionCounts {
    public static final ActionCounts NONE = new ActionCounts(Map.of());

    private final Map<Action, Long> counts;

    public ActionCounts(Map<Action, Long> counts) {
        this.counts = new EnumMap<>(Action.class);
        for (Map.Entry<Action, Long> entry : counts.entrySet()) {
            if (entry.getValue() < 0) {
                throw new IllegalArgumentException(entry.getKey() + " counted " + entry.getValue() + " times");
            }
            this.counts.put(entry.getKey(), entry.getValue());
        }
    }

    public long count(Action action) {
        return counts.getOrDefault(action, 0L);
    }

    /** Both together. */
    public ActionCounts plus(ActionCounts other) {
        Map<Action, Long> sum = new EnumMap<>(Action.class);
        for (Action action : Action.values()) {
            sum.put(action, Math.addExact(count(action), other.count(action)));
        }
        return new ActionCounts(sum);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ActionCounts that
                && Arrays.stream(Action.values()).allMatch(action -> count(action) == that.count(action));
    }

    @Override
    public int hashCode() {
        return Arrays.stream(Action.values()).map(this::count).toList().hashCode();
    }
}
