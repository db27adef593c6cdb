package tessera.models.gna.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import tessera.models.gna.GnaAxis;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.TileShape;
import tessera.models.gna.Tiling;

/** Where every token of a small problem lies: its dilation class, its place in the class, its tile. */
final class TokenGrid {
    private final GnaProblem problem;
    final int tokens;

    TokenGrid(GnaProblem problem) {
        this.problem = problem;
        this.tokens = Math.toIntExact(problem.tokens());
    }

    /** Dilation class, one remainder per axis. */
    List<Integer> classOf(int token) {
        return perAxis(token, (axis, position) -> position % axis.dilation());
    }

    /** Place inside the dilation class, one coordinate per axis. */
    List<Integer> placeOf(int token) {
        return perAxis(token, (axis, position) -> position / axis.dilation());
    }

    /** Name of the tile that holds the token: class and tile coordinates, or the run's number in flat tiling. */
    List<Integer> tileOf(int token, TileShape shape) {
        if (problem.tiling() == Tiling.FLAT) {
            return List.of(token / shape.extent(0));
        }
        List<Integer> name = new ArrayList<>(classOf(token));
        List<Integer> place = placeOf(token);
        for (int axis = 0; axis < place.size(); axis++) {
            name.add(place.get(axis) / shape.extent(axis));
        }
        return name;
    }

    /** Tokens by the tile that holds them, tiles and tokens in ascending order. */
    Map<List<Integer>, List<Integer>> tiles(TileShape shape) {
        return grouped(token -> tileOf(token, shape));
    }

    /** Tokens by any name, names in lexicographic order. */
    Map<List<Integer>, List<Integer>> grouped(Function<Integer, List<Integer>> nameOf) {
        Map<List<Integer>, List<Integer>> groups = new TreeMap<>(TokenGrid::compare);
        for (int token = 0; token < tokens; token++) {
            groups.computeIfAbsent(nameOf.apply(token), unused -> new ArrayList<>())
                    .add(token);
        }
        return groups;
    }

    private interface Coordinate {
        int of(GnaAxis axis, int position);
    }

    private List<Integer> perAxis(int token, Coordinate coordinate) {
        Integer[] values = new Integer[problem.rank()];
        int rest = token;
        for (int a = problem.rank() - 1; a >= 0; a--) {
            GnaAxis axis = problem.axes().get(a);
            values[a] = coordinate.of(axis, rest % axis.length());
            rest /= axis.length();
        }
        return List.of(values);
    }

    private static int compare(List<Integer> a, List<Integer> b) {
        for (int i = 0; i < a.size(); i++) {
            int order = a.get(i).compareTo(b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
