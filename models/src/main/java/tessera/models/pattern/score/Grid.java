package tessera.models.pattern.score;

import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.mask.Blocks;

/**
 * Blocks of queries and of keys, in an order that need not be the tokens' own.
 *
 * @param shape the sizes
 * @param queryBounds first position of every block, then the query count
 * @param keyBounds the same for keys
 * @param queryOrder query at each position
 * @param keyOrder key at each position
 */
@SuppressWarnings("ArrayRecordComponent") // Shared within one planning call and never written to.
public record Grid(AttentionShape shape, int[] queryBounds, int[] keyBounds, int[] queryOrder, int[] keyOrder) {
    /** Equal blocks in the tokens' own order. */
    public static Grid uniform(AttentionShape shape, int queryBlock, int keyBlock) {
        return new Grid(
                shape,
                Blocks.uniform(shape.queryCount(), queryBlock),
                Blocks.uniform(shape.keyCount(), keyBlock),
                Blocks.identity(shape.queryCount()),
                Blocks.identity(shape.keyCount()));
    }

    public int rows() {
        return queryBounds.length - 1;
    }

    public int columns() {
        return keyBounds.length - 1;
    }

    public int rowSize(int row) {
        return queryBounds[row + 1] - queryBounds[row];
    }

    public int columnSize(int column) {
        return keyBounds[column + 1] - keyBounds[column];
    }

    /** Most keys that a query of each block sees, {@code [row]}. */
    public int[] visible() {
        int[] visible = new int[rows()];
        for (int row = 0; row < rows(); row++) {
            for (int at = queryBounds[row]; at < queryBounds[row + 1]; at++) {
                visible[row] = Math.max(visible[row], shape.visibleKeys(queryOrder[at]));
            }
        }
        return visible;
    }

    /** Lowest key of each block, {@code [column]}: the block is legal for a row that sees more keys than this. */
    public int[] firstKeys() {
        int[] first = new int[columns()];
        for (int column = 0; column < columns(); column++) {
            first[column] = Integer.MAX_VALUE;
            for (int at = keyBounds[column]; at < keyBounds[column + 1]; at++) {
                first[column] = Math.min(first[column], keyOrder[at]);
            }
        }
        return first;
    }

    /** Block of each key, {@code [key]}. */
    public int[] columnOfKey() {
        int[] of = new int[keyOrder.length];
        for (int column = 0; column < columns(); column++) {
            for (int at = keyBounds[column]; at < keyBounds[column + 1]; at++) {
                of[keyOrder[at]] = column;
            }
        }
        return of;
    }

    /** Means of the rows of each query block, {@code [row][headDim]}. */
    public float[] queryMeans(float[] query) {
        return means(query, queryBounds, queryOrder);
    }

    /** Means of the rows of each key block, {@code [column][headDim]}. */
    public float[] keyMeans(float[] key) {
        return means(key, keyBounds, keyOrder);
    }

    private float[] means(float[] values, int[] bounds, int[] order) {
        int d = shape.headDim();
        float[] means = new float[(bounds.length - 1) * d];
        for (int b = 0; b + 1 < bounds.length; b++) {
            float share = 1f / (bounds[b + 1] - bounds[b]);
            for (int at = bounds[b]; at < bounds[b + 1]; at++) {
                for (int c = 0; c < d; c++) {
                    means[b * d + c] += share * values[order[at] * d + c];
                }
            }
        }
        return means;
    }
}
