package tessera.cli.explore.answer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tessera.cli.explore.space.Grid;

/** A point of a space in words. */
final class Design {
    private Design() {}

    /** Value of every parameter that counts at the point, in the order of the space. */
    static Map<String, String> parameters(Grid grid, long point) {
        int[] choices = grid.choices(point);
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < choices.length; i++) {
            if (grid.counts(i, choices)) {
                values.put(
                        grid.parameters().get(i).name(),
                        grid.parameters().get(i).values().get(choices[i]));
            }
        }
        return values;
    }

    /** {@code lanes 32, keep 0.3}. */
    static String text(Grid grid, long point) {
        return parameters(grid, point).entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
