package tessera.cli.explore.sample;

import java.util.PrimitiveIterator;
import java.util.stream.LongStream;
import org.apache.commons.math3.random.SobolSequenceGenerator;
import tessera.cli.explore.space.Grid;
import tessera.traces.check.InputException;

/**
 * The Sobol sequence of the unit cube, cut into the parameters' values; the seed shifts it (modulo 1), which keeps its
 * evenness. Several points of the sequence may fall on one design: up to eight times the count are looked at.
 */
final class SobolPoints {
    private static final int MOST_PARAMETERS = 1000;
    private static final int TRIES_PER_POINT = 8;

    private SobolPoints() {}

    static PrimitiveIterator.OfLong points(Grid grid, long count, long seed) {
        int parameters = grid.parameters().size();
        if (parameters > MOST_PARAMETERS) {
            throw new InputException("sampler sobol: expected at most " + MOST_PARAMETERS + " parameters, got "
                    + parameters + "; take latin-hypercube or random");
        }
        SobolSequenceGenerator sequence = new SobolSequenceGenerator(parameters);
        double[] shift = new double[parameters];
        for (int i = 0; i < parameters; i++) {
            shift[i] = (Permutation.mix(seed * 31 + i) >>> 11) * 0x1p-53;
        }
        long tries = count > Long.MAX_VALUE / TRIES_PER_POINT ? Long.MAX_VALUE : count * TRIES_PER_POINT;
        return LongStream.range(0, tries)
                .map(index -> {
                    double[] place = sequence.nextVector();
                    int[] choices = new int[parameters];
                    for (int i = 0; i < parameters; i++) {
                        double shifted = (place[i] + shift[i]) % 1;
                        choices[i] = (int) (shifted * grid.parameters().get(i).size());
                    }
                    return grid.point(choices);
                })
                .iterator();
    }
}
