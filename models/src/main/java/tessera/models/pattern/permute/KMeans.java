package tessera.models.pattern.permute;

import java.util.Arrays;
import java.util.Random;
import tessera.models.pattern.input.Dots;

/** Lloyd's algorithm on rows of a matrix, Euclidean, seeded; stops when no row changes its cluster. */
public final class KMeans {
    private final int width;
    private final float[] centroids;
    private final int[] clusterOf;

    private KMeans(int width, float[] centroids, int[] clusterOf) {
        this.width = width;
        this.centroids = centroids;
        this.clusterOf = clusterOf;
    }

    /**
     * @param values {@code [row][width]}
     * @param clusters at least 1, at most the rows
     */
    public static KMeans run(float[] values, int width, int clusters, int iterations, long seed) {
        int rows = values.length / width;
        Random random = new Random(seed);
        int[] seeds = random.ints(0, rows).distinct().limit(clusters).sorted().toArray();
        float[] centroids = new float[clusters * width];
        for (int c = 0; c < clusters; c++) {
            System.arraycopy(values, seeds[c] * width, centroids, c * width, width);
        }
        int[] clusterOf = new int[rows];
        Arrays.fill(clusterOf, -1);
        for (int iteration = 0; iteration < iterations; iteration++) {
            if (!assign(values, width, centroids, clusterOf)) {
                break;
            }
            centre(values, width, centroids, clusterOf);
        }
        return new KMeans(width, centroids, clusterOf);
    }

    private static boolean assign(float[] values, int width, float[] centroids, int[] clusterOf) {
        int clusters = centroids.length / width;
        float[] halfNorm = new float[clusters];
        for (int c = 0; c < clusters; c++) {
            halfNorm[c] = Dots.dot(centroids, c * width, centroids, c * width, width) / 2;
        }
        float[] scores = Dots.products(values, centroids, width, 1);
        boolean isChanged = false;
        for (int i = 0; i < clusterOf.length; i++) {
            int best = 0;
            for (int c = 1; c < clusters; c++) {
                if (scores[i * clusters + c] - halfNorm[c] > scores[i * clusters + best] - halfNorm[best]) {
                    best = c;
                }
            }
            isChanged |= clusterOf[i] != best;
            clusterOf[i] = best;
        }
        return isChanged;
    }

    private static void centre(float[] values, int width, float[] centroids, int[] clusterOf) {
        int[] sizes = new int[centroids.length / width];
        float[] sums = new float[centroids.length];
        for (int i = 0; i < clusterOf.length; i++) {
            sizes[clusterOf[i]]++;
            Dots.addScaled(sums, clusterOf[i] * width, values, i * width, width, 1);
        }
        for (int c = 0; c < sizes.length; c++) {
            for (int e = 0; e < width && sizes[c] > 0; e++) {
                centroids[c * width + e] = sums[c * width + e] / sizes[c];
            }
        }
    }

    /** {@code [cluster][width]}. */
    public float[] centroids() {
        return centroids.clone();
    }

    /** Rows cluster by cluster, in their own order within each. */
    public int[] order() {
        Integer[] order = new Integer[clusterOf.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> clusterOf[a] - clusterOf[b]); // Stable.
        return Arrays.stream(order).mapToInt(i -> i).toArray();
    }

    /** First position of every cluster that has rows, then the row count. */
    public int[] bounds() {
        int[] sizes = new int[centroids.length / width];
        for (int cluster : clusterOf) {
            sizes[cluster]++;
        }
        int[] bounds = new int[sizes.length + 1];
        int count = 0;
        int at = 0;
        for (int size : sizes) {
            if (size > 0) {
                bounds[count++] = at;
                at += size;
            }
        }
        bounds[count++] = at;
        return Arrays.copyOf(bounds, count);
    }
}
