package tessera.viz.chart;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The things that a {@link BarChart} compares.
 *
 * @param label what they are ("layer", "use case"); may be empty where the names say it
 * @param names one for each place, at least one
 */
public record Categories(String label, List<String> names) {
    public Categories {
        names = List.copyOf(names);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("no categories");
        }
    }

    /** Numbers from 0 to count - 1, for layers. */
    public static Categories numbered(String label, int count) {
        return new Categories(
                label, IntStream.range(0, count).mapToObj(Integer::toString).toList());
    }

    boolean areNumbers() {
        return names.stream().allMatch(name -> name.matches("[0-9]+"));
    }

    /** The name with the axis label where that helps: "layer 3". */
    String described(int index) {
        String name = names.get(index);
        return areNumbers() && !label.isEmpty() ? label + " " + name : name;
    }
}
