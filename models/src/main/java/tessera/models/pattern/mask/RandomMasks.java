package tessera.models.pattern.mask;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import tessera.models.golden.TopK;
import tessera.models.pattern.input.AttentionShape;
import tessera.traces.check.InputException;
import tessera.traces.file.InputFiles;

/** Masks without structure: seeded random ones, nearest neighbours of random points, and those from a file. */
final class RandomMasks {
    /** 16,384 queries and keys, and their line ends. */
    private static final int MOST_MASK_BYTES = 16_384 * 16_386;

    private static final int MOST_POINTS = 16_384;

    private RandomMasks() {}

    static StaticSpec random(double density, long seed) {
        return (shape, layer, head) -> {
            checkLength("random", shape);
            return (query, out) -> row(query, shape, density, seed, out);
        };
    }

    private static void row(int query, AttentionShape shape, double density, long seed, Spans out) {
        long at = shape.position(query);
        out.add(at, at + 1);
        Random random = new Random(seed * 1_000_003 + query);
        // Gaps between attended keys of a random row are geometric: no need to ask for each key.
        double perKey = Math.log1p(-Math.min(density, 1 - 1e-12));
        double key = -1;
        while (density > 0) {
            key += 1 + Math.floor(StrictMath.log(1 - random.nextDouble()) / perKey);
            if (key >= shape.keyCount()) {
                break;
            }
            out.add((long) key, (long) key + 1);
        }
    }

    private static void checkLength(String mask, AttentionShape shape) {
        if (shape.keyCount() > MOST_POINTS) {
            throw new InputException("mask " + mask + " on " + shape.name() + " with " + shape.keyCount()
                    + " keys: expected at most " + MOST_POINTS + ", every pair is drawn; give a shorter sequence");
        }
    }

    static StaticSpec neighbours(int k, long seed) {
        return (shape, layer, head) -> {
            checkLength("neighbours", shape);
            int[][] lists = nearest(shape, k, seed);
            return (query, out) -> {
                for (int key : lists[shape.position(query)]) {
                    out.add(key, key + 1L);
                }
            };
        };
    }

    private static int[][] nearest(AttentionShape shape, int k, long seed) {
        int count = shape.keyCount();
        Random random = new Random(seed);
        double[] points = random.doubles(3L * count).toArray();
        int[][] lists = new int[count][];
        double[] closeness = new double[count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                double x = points[3 * i] - points[3 * j];
                double y = points[3 * i + 1] - points[3 * j + 1];
                double z = points[3 * i + 2] - points[3 * j + 2];
                closeness[j] = -(x * x + y * y + z * z);
            }
            lists[i] = TopK.keptIndices(closeness, Math.min(k, count));
        }
        return lists;
    }

    static StaticSpec file(String path) {
        List<String> rows = InputFiles.text(
                        Path.of(path), "mask file", MOST_MASK_BYTES, "expected a line of 0 and 1 for each query")
                .lines()
                .toList();
        return (shape, layer, head) -> {
            if (rows.size() != shape.queryCount()) {
                throw new InputException("mask file " + path + ": " + rows.size() + " lines, expected "
                        + shape.queryCount() + ", one for each query of " + shape.name());
            }
            for (int i = 0; i < rows.size(); i++) {
                if (!rows.get(i).matches("[01]{" + shape.keyCount() + "}")) {
                    throw new InputException("mask file " + path + ":" + (i + 1) + ": expected " + shape.keyCount()
                            + " characters 0 or 1, one for each key");
                }
            }
            return (query, out) -> {
                String row = rows.get(query);
                for (int key = row.indexOf('1'); key >= 0; key = row.indexOf('1', key + 1)) {
                    out.add(key, key + 1L);
                }
            };
        };
    }
}
