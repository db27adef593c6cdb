package tessera.cli.explore.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tessera.cli.explore.space.Grid;
import tessera.cli.explore.space.Parameter;
import tessera.traces.check.InputException;

class SamplerTest {
    private static final Grid GRID = new Grid(List.of(
            parameter("a", 5, null), parameter("b", 3, null), parameter("c", 7, null), parameter("d", 4, null)));

    @ParameterizedTest
    @EnumSource(value = Sampler.class, mode = EnumSource.Mode.MATCH_NONE, names = "NSGA_.*")
    void pointsAreDistinctInsideAndTheSameForOneSeed(Sampler sampler) {
        List<Long> points = points(sampler, GRID, 100, 1);
        assertTrue(points.size() >= 60, sampler + " gave only " + points.size());
        assertEquals(points.size(), new HashSet<>(points).size());
        assertTrue(points.stream().allMatch(point -> point >= 0 && point < 420));
        assertEquals(points, points(sampler, GRID, 100, 1));
    }

    @ParameterizedTest
    @EnumSource(value = Sampler.class, mode = EnumSource.Mode.MATCH_NONE, names = "NSGA_.*")
    void seedsGiveOtherPoints(Sampler sampler) {
        boolean isSame = points(sampler, GRID, 50, 1).equals(points(sampler, GRID, 50, 2));
        assertEquals(sampler == Sampler.GRID, isSame);
    }

    @Test
    void gridAndRandomFindEveryPoint() {
        List<Long> all = LongStream.range(0, 420).boxed().toList();
        assertEquals(all, points(Sampler.GRID, GRID, 1000, 1));
        assertEquals(Set.copyOf(all), Set.copyOf(points(Sampler.RANDOM, GRID, 1000, 1)));
    }

    // 35 points over 5 and 7 values: each value of a exactly 7 times, of c exactly 5 times, before repetitions are
    // dropped.
    @Test
    void latinHypercubeTakesEveryValueEquallyOften() {
        Grid wide = new Grid(List.of(parameter("a", 5, null), parameter("c", 7, null), parameter("x", 1000, null)));
        int[] ofA = new int[5];
        int[] ofC = new int[7];
        for (long point : points(Sampler.LATIN_HYPERCUBE, wide, 35, 3)) {
            ofA[wide.choices(point)[0]]++;
            ofC[wide.choices(point)[1]]++;
        }
        assertArrayEquals(new int[] {7, 7, 7, 7, 7}, ofA);
        assertArrayEquals(new int[] {5, 5, 5, 5, 5, 5, 5}, ofC);
    }

    // 64 points of a 2-D Sobol sequence: each of the 8 x 8 boxes holds one, a shift moves at most the borders.
    @Test
    void sobolCoversTheSpaceEvenly() {
        Grid square = new Grid(List.of(parameter("a", 64, null), parameter("b", 64, null)));
        Set<Integer> boxes = new HashSet<>();
        for (long point : points(Sampler.SOBOL, square, 64, 1)) {
            int[] choices = square.choices(point);
            boxes.add(choices[0] / 8 * 8 + choices[1] / 8);
        }
        // Random points would fill 64 (1 − 1/e) = 40 boxes.
        assertTrue(boxes.size() >= 48, boxes.size() + " of 64 boxes");
    }

    // b counts only where a is 1: 1 + 3 + 1 designs, not 9.
    @Test
    void designsAreNotLookedAtTwice() {
        Grid grid =
                new Grid(List.of(parameter("a", 3, null), parameter("b", 3, new Parameter.Condition(0, List.of(1)))));
        for (Sampler sampler : List.of(Sampler.GRID, Sampler.RANDOM, Sampler.LATIN_HYPERCUBE, Sampler.SOBOL)) {
            List<Long> points = points(sampler, grid, 100, 1);
            assertTrue(points.size() <= 5 && Set.of(0L, 3L, 4L, 5L, 6L).containsAll(points), sampler + ": " + points);
        }
        assertEquals(List.of(0L, 3L, 4L, 5L, 6L), points(Sampler.GRID, grid, 100, 1));
        assertEquals(List.of("t.a=v0"), grid.assignments(0));
        assertEquals(List.of("t.a=v1", "t.b=v2"), grid.assignments(5));
    }

    @Test
    void aBillionPointsNeedNoMemory() {
        Grid huge = new Grid(IntStream.range(0, 9)
                .mapToObj(i -> parameter("p" + i, 10, null))
                .toList());
        assertEquals(1_000_000_000L, huge.size());
        assertEquals(1000, new HashSet<>(points(Sampler.RANDOM, huge, 1000, 5)).size());
        for (long point : points(Sampler.RANDOM, huge, 1000, 5)) {
            assertEquals(point, huge.point(huge.choices(point)));
        }
    }

    @Test
    void refusesWhatCannotBeNumbered() {
        List<Parameter> many = IntStream.range(0, 64)
                .mapToObj(i -> parameter("p" + i, 2, null))
                .toList();
        assertThrows(InputException.class, () -> new Grid(many));
        assertThrows(InputException.class, () -> Sampler.of("sobel"));
    }

    private static List<Long> points(Sampler sampler, Grid grid, long count, long seed) {
        List<Long> points = new ArrayList<>();
        sampler.points(grid, count, seed).forEachRemaining((long point) -> points.add(point));
        return points;
    }

    private static Parameter parameter(String name, int values, Parameter.Condition condition) {
        List<String> texts = IntStream.range(0, values).mapToObj(i -> "v" + i).toList();
        return new Parameter(name, "t." + name, texts, condition);
    }
}
