package tessera.cli.explore.sample;

import java.util.PrimitiveIterator;
import java.util.stream.LongStream;
import tessera.cli.explore.space.Grid;

/**
 * As many strata as points along every parameter, each used once, shuffled per parameter.
 *
 * <p><b>Source:</b> McKay, Beckman, Conover: A comparison of three methods for selecting values of input variables,
 * Technometrics 21(2), 1979.
 */
final class LatinHypercube {
    private LatinHypercube() {}

    static PrimitiveIterator.OfLong points(Grid grid, long count, long seed) {
        int parameters = grid.parameters().size();
        Permutation[] orders = new Permutation[parameters];
        for (int i = 0; i < parameters; i++) {
            orders[i] = new Permutation(count, Permutation.mix(seed + 0x632BE59BD9B4E019L * (i + 1)));
        }
        return LongStream.range(0, count)
                .map(sample -> {
                    int[] choices = new int[parameters];
                    for (int i = 0; i < parameters; i++) {
                        double place = (orders[i].at(sample) + 0.5) / count;
                        choices[i] = (int) (place * grid.parameters().get(i).size());
                    }
                    return grid.point(choices);
                })
                .iterator();
    }
}
