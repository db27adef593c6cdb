package tessera.cli.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import tessera.cli.explore.space.Grid;
import tessera.traces.check.InputException;

/**
 * Those parameters of a space that decide one part of a design. Points that agree in them share the part, which is made once
 * and kept. Thread-safe.
 *
 * @param <T> the part
 */
final class ParameterGroup<T> {
    /** Parts kept; beyond that all are forgotten and made anew. */
    private static final int MOST_PARTS = 1 << 16;

    private final Grid grid;
    private final int[] members;
    private final Function<List<String>, T> maker;
    private final Map<Long, Made<T>> parts = new ConcurrentHashMap<>();

    /** A part, or why there is none; made by whoever asks first while the others wait. */
    private static final class Made<T> {
        private T part;
        private InputException refusal;

        synchronized T get(Function<List<String>, T> maker, List<String> assignments) {
            if (part == null && refusal == null) {
                try {
                    part = maker.apply(assignments);
                } catch (InputException e) {
                    refusal = e;
                } catch (IllegalArgumentException e) {
                    refusal = new InputException(e.getMessage(), e);
                }
            }
            if (refusal != null) {
                throw refusal;
            }
            return part;
        }
    }

    /**
     * @param targets which targets of parameters belong to it
     * @param maker from assignments {@code target=value}
     */
    ParameterGroup(Grid grid, Predicate<String> targets, Function<List<String>, T> maker) {
        this.grid = grid;
        this.members = java.util.stream.IntStream.range(0, grid.parameters().size())
                .filter(i -> targets.test(grid.parameters().get(i).target()))
                .toArray();
        this.maker = maker;
        long combinations = 1;
        for (int member : members) {
            combinations = Math.multiplyExact(
                    combinations, grid.parameters().get(member).size() + 1L);
        }
    }

    /** The same number for designs that share the part. */
    long key(Choice choice) {
        long key = 0;
        for (int member : members) {
            key = key * (grid.parameters().get(member).size() + 1L)
                    + (choice.counts(member) ? choice.value(member) + 1 : 0);
        }
        return key;
    }

    List<String> assignments(Choice choice) {
        List<String> assignments = new ArrayList<>();
        for (int member : members) {
            if (choice.counts(member)) {
                assignments.add(grid.parameters().get(member).target() + "="
                        + grid.parameters().get(member).values().get(choice.value(member)));
            }
        }
        return assignments;
    }

    /** The part of a design; an {@link InputException} if there is none. */
    T of(Choice choice) {
        Long key = key(choice);
        Made<T> made = parts.get(key);
        if (made == null) {
            if (parts.size() >= MOST_PARTS) {
                parts.clear();
            }
            made = parts.computeIfAbsent(key, absent -> new Made<>());
        }
        return made.part != null ? made.part : made.get(maker, assignments(choice));
    }
}
