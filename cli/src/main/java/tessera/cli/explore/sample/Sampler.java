package tessera.cli.explore.sample;

import java.util.List;
import java.util.PrimitiveIterator;
import tessera.cli.explore.space.Grid;
import tessera.traces.check.Nearest;

/** A way to walk a space: distinct points in a fixed order, at most as many as asked for. */
public enum Sampler {
    /** Every point, in order. */
    GRID("grid") {
        @Override
        PrimitiveIterator.OfLong raw(Grid grid, long count, long seed) {
            return java.util.stream.LongStream.range(0, grid.size()).iterator();
        }
    },
    /** Points drawn alike, without repetition. */
    RANDOM("random") {
        @Override
        PrimitiveIterator.OfLong raw(Grid grid, long count, long seed) {
            Permutation order = new Permutation(grid.size(), Permutation.mix(seed));
            return java.util.stream.LongStream.range(0, grid.size())
                    .map(order::at)
                    .iterator();
        }
    },
    /** Every value of every parameter equally often, otherwise at random. */
    LATIN_HYPERCUBE("latin-hypercube") {
        @Override
        PrimitiveIterator.OfLong raw(Grid grid, long count, long seed) {
            return LatinHypercube.points(grid, count, seed);
        }
    },
    /** A low-discrepancy sequence: any prefix of it covers the space evenly. */
    SOBOL("sobol") {
        @Override
        PrimitiveIterator.OfLong raw(Grid grid, long count, long seed) {
            return SobolPoints.points(grid, count, seed);
        }
    },
    /** NSGA-II: a population that evolves towards the front; points are chosen by what the ones before came to. */
    NSGA_II("nsga2") {
        @Override
        PrimitiveIterator.OfLong raw(Grid grid, long count, long seed) {
            throw new UnsupportedOperationException("a search does not know its points in advance");
        }
    },
    /** NSGA-III: the same with reference directions, for four objectives and more. */
    NSGA_III("nsga3") {
        @Override
        PrimitiveIterator.OfLong raw(Grid grid, long count, long seed) {
            throw new UnsupportedOperationException("a search does not know its points in advance");
        }
    };

    private final String label;

    Sampler(String label) {
        this.label = label;
    }

    /** Whether points are chosen by what the ones before came to; such a sampler has no {@link #points}. */
    public boolean isSearch() {
        return this == NSGA_II || this == NSGA_III;
    }

    public String label() {
        return label;
    }

    /** The sampler of this name; an unknown one is an error that gives the nearest. */
    public static Sampler of(String name) {
        List<String> names =
                java.util.Arrays.stream(values()).map(Sampler::label).toList();
        if (!names.contains(name)) {
            throw Nearest.unknown("sampler", name, names);
        }
        return values()[names.indexOf(name)];
    }

    /** Distinct canonical points of the grid; {@code count} of them or fewer where points repeat or run out. */
    public PrimitiveIterator.OfLong points(Grid grid, long count, long seed) {
        PointSet seen = new PointSet();
        PrimitiveIterator.OfLong raw = raw(grid, count, seed);
        boolean isExhaustive = this == GRID;
        return java.util.stream.LongStream.generate(() -> {
                    while (raw.hasNext()) {
                        long point = raw.nextLong();
                        long canonical = grid.canonical(point);
                        if (isExhaustive ? canonical == point : seen.add(canonical)) {
                            return canonical;
                        }
                    }
                    return -1L;
                })
                .takeWhile(point -> point >= 0)
                .limit(count)
                .iterator();
    }

    /** Points in order, possibly with repetitions and points that mean the same design. */
    abstract PrimitiveIterator.OfLong raw(Grid grid, long count, long seed);
}
