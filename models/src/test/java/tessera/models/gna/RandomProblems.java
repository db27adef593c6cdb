package tessera.models.gna;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded small problems that reach every corner: ragged tails, dilation, causal mixes, odd and oversized tiles. */
final class RandomProblems {
    private static final int[] MAX_LENGTH = {0, 160, 18, 8};

    private final Random random;

    RandomProblems(long seed) {
        this.random = new Random(seed);
    }

    GnaProblem multiDim(int rank) {
        List<GnaAxis> axes = axes(rank);
        int[] queryTile = new int[rank];
        int[] kvTile = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            queryTile[axis] = extent(axes.get(axis).length());
            kvTile[axis] = extent(axes.get(axis).length());
        }
        return new GnaProblem(axes, TileShape.of(queryTile), TileShape.of(kvTile), Tiling.MULTI_DIM);
    }

    GnaProblem flat(int rank) {
        List<GnaAxis> axes = axes(rank);
        return new GnaProblem(axes, TileShape.of(extent(60)), TileShape.of(extent(60)), Tiling.FLAT);
    }

    private List<GnaAxis> axes(int rank) {
        List<GnaAxis> axes = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            int length = between(1, MAX_LENGTH[rank]);
            int dilation = random.nextInt(3) > 0 ? 1 : between(1, Math.min(length, 5));
            int window = random.nextInt(6) == 0 ? length / dilation : between(1, length / dilation);
            int stride = random.nextInt(4) == 0 ? window : random.nextInt(3) == 0 ? 1 : between(1, window);
            axes.add(new GnaAxis(length, window, stride, dilation, random.nextInt(3) == 0));
        }
        return axes;
    }

    private int extent(int length) {
        return random.nextBoolean() ? 1 << random.nextInt(5) : between(1, length + 2);
    }

    private int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }
}
