package tessera.models.gna.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import tessera.models.gna.GnaAxis;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.TileShape;
import tessera.models.gna.Tiling;

/** Where every token of a small problem lies: its dilation class, its place in the class, its tile. */
final class TokenGrid {
    private final GnaProblem problem;
    private final int tokens;
    private final int[][] positions;
    private final int[][] classes;
    private final int[][] places;

    TokenGrid(GnaProblem problem) {
        this.problem = problem;
        this.tokens = Math.toIntExact(problem.tokens());
        this.positions = new int[tokens][problem.rank()];
        this.classes = new int[tokens][problem.rank()];
        this.places = new int[tokens][problem.rank()];
        for (int token = 0; token < tokens; token++) {
            int rest = token;
            for (int a = problem.rank() - 1; a >= 0; a--) {
                GnaAxis axis = problem.axes().get(a);
                positions[token][a] = rest % axis.length();
                classes[token][a] = positions[token][a] % axis.dilation();
                places[token][a] = positions[token][a] / axis.dilation();
                rest /= axis.length();
            }
        }
    }

    int tokens() {
        return tokens;
    }

    /** Position of a token on every axis. */
    int[] positionOf(int token) {
        return positions[token];
    }

    /** Dilation class of a token, one remainder per axis. */
    int[] classOf(int token) {
        return classes[token];
    }

    /** Place inside the dilation class, one coordinate per axis. */
    int[] placeOf(int token) {
        return places[token];
    }

    /** Tokens by the tile that holds them, tiles in order: named by class and tile coordinates, or by the run's number. */
    List<int[]> tiles(TileShape shape) {
        if (problem.tiling() == Tiling.FLAT) {
            return grouped(token -> List.of(token / shape.extent(0)));
        }
        return grouped(token -> {
            List<Integer> name = new ArrayList<>();
            Arrays.stream(classes[token]).forEach(name::add);
            for (int axis = 0; axis < problem.rank(); axis++) {
                name.add(places[token][axis] / shape.extent(axis));
            }
            return name;
        });
    }

    /** How many dilation classes hold a token. */
    int classCount() {
        return grouped(token -> Arrays.stream(classes[token]).boxed().toList()).size();
    }

    /** Groups of tokens with the same name, names in lexicographic order, tokens ascending. */
    private List<int[]> grouped(IntFunction<List<Integer>> nameOf) {
        Map<List<Integer>, List<Integer>> groups = new TreeMap<>(TokenGrid::compare);
        for (int token = 0; token < tokens; token++) {
            groups.computeIfAbsent(nameOf.apply(token), unused -> new ArrayList<>())
                    .add(token);
        }
        return groups.values().stream()
                .map(group -> group.stream().mapToInt(Integer::intValue).toArray())
                .toList();
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
