package tessera.models.pattern.permute;

import java.util.Arrays;
import java.util.List;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.input.Dots;
import tessera.models.pattern.input.HeadValues;
import tessera.models.pattern.mask.Blocks;
import tessera.models.pattern.score.Grid;
import tessera.models.plan.SelectionCost;

/** The ways of reordering. */
final class Permutations {
    /** Bytes of one element of a tensor. */
    private static final int ELEMENT = 2;

    private Permutations() {}

    /** Tensors read and written once. */
    private static long moved(AttentionShape shape, int queryTensors, double keyTensors) {
        double elements = queryTensors * (double) shape.queryCount() + keyTensors * shape.keyCount();
        return Math.round(2 * elements * shape.headDim() * ELEMENT);
    }

    /** Both sides ordered by seeded k-means; clusters are the blocks. Queries, keys, values and outputs are moved. */
    record Clusters(int iterations, int chargedIterations) implements Permutation {
        @Override
        public Grid grid(HeadValues head, int queryBlock, int keyBlock, long seed) {
            AttentionShape shape = head.shape();
            KMeans queries = cluster(head.query(), shape, shape.queryCount(), queryBlock, seed);
            KMeans keys = cluster(head.key(), shape, shape.keyCount(), keyBlock, seed + 1);
            return new Grid(shape, queries.bounds(), keys.bounds(), queries.order(), keys.order());
        }

        private KMeans cluster(float[] values, AttentionShape shape, int rows, int block, long seed) {
            int clusters = Math.max(1, (rows + block - 1) / block);
            return KMeans.run(values, shape.headDim(), Math.min(rows, clusters), iterations, seed);
        }

        @Override
        public SelectionCost cost(AttentionShape shape, int queryBlock, int keyBlock) {
            double share = 1.0 / shape.groupSize();
            double pairs = (double) shape.queryCount() * Math.ceil((double) shape.queryCount() / queryBlock)
                    + share * shape.keyCount() * Math.ceil((double) shape.keyCount() / keyBlock);
            double flops = 2 * pairs * shape.headDim() * chargedIterations;
            double reads = chargedIterations
                    * (shape.queryCount() + share * shape.keyCount())
                    * (double) shape.headDim()
                    * ELEMENT;
            return new SelectionCost(Math.round(flops), 16, Math.round(reads), 0, 0, moved(shape, 2, 2), 0);
        }
    }

    /**
     * PBS-Attn: within each complete segment keys are ordered by the mean probability that the last queries give them, best
     * first. Per query head, so that grouped heads no longer share keys.
     */
    record SegmentSort(int segment, int rows) implements Permutation {
        @Override
        public Grid grid(HeadValues head, int queryBlock, int keyBlock, long seed) {
            AttentionShape shape = head.shape();
            float[] p = head.probabilities();
            int keys = shape.keyCount();
            double[] received = new double[keys];
            for (int i = Math.max(0, shape.queryCount() - rows); i < shape.queryCount(); i++) {
                for (int j = 0; j < keys; j++) {
                    received[j] += p[i * keys + j];
                }
            }
            Integer[] order = new Integer[keys];
            Arrays.setAll(order, i -> i);
            for (int from = 0; from + segment <= keys; from += segment) {
                Arrays.sort(order, from, from + segment, (a, b) -> Double.compare(received[b], received[a]));
            }
            Grid plain = Grid.uniform(shape, queryBlock, keyBlock);
            return new Grid(
                    shape,
                    plain.queryBounds(),
                    plain.keyBounds(),
                    plain.queryOrder(),
                    Arrays.stream(order).mapToInt(i -> i).toArray());
        }

        @Override
        public SelectionCost cost(AttentionShape shape, int queryBlock, int keyBlock) {
            double probe = 2.0 * Math.min(rows, shape.queryCount()) * shape.keyCount() * shape.headDim();
            return new SelectionCost(
                    Math.round(probe),
                    16,
                    (long) shape.keyCount() * shape.headDim() * ELEMENT,
                    0,
                    shape.keyCount(),
                    moved(shape, 0, 2),
                    0);
        }
    }

    /**
     * DHSA: variable chunks of keys and queries, cut where neighbouring tokens differ most: at local minima of the cosine
     * between consecutive keys, no two cuts closer than a quarter of a block, as many as there would be blocks.
     */
    record VariableChunks() implements Permutation {
        @Override
        public Grid grid(HeadValues head, int queryBlock, int keyBlock, long seed) {
            AttentionShape shape = head.shape();
            return new Grid(
                    shape,
                    queryBlock == 1
                            ? Blocks.uniform(shape.queryCount(), 1)
                            : cut(head.query(), shape.headDim(), queryBlock),
                    cut(head.key(), shape.headDim(), keyBlock),
                    Blocks.identity(shape.queryCount()),
                    Blocks.identity(shape.keyCount()));
        }

        private static int[] cut(float[] values, int d, int block) {
            int count = values.length / d;
            double[] difference = new double[count];
            for (int i = 1; i < count; i++) {
                double norms = Math.sqrt((double) Dots.dot(values, i * d, values, i * d, d)
                        * Dots.dot(values, (i - 1) * d, values, (i - 1) * d, d));
                difference[i] = norms == 0 ? 0 : 1 - Dots.dot(values, i * d, values, (i - 1) * d, d) / norms;
            }
            int apart = Math.max(1, block / 4);
            int wanted = (count + block - 1) / block;
            Integer[] order = new Integer[count];
            Arrays.setAll(order, i -> i);
            Arrays.sort(order, (a, b) -> Double.compare(difference[b], difference[a]));
            boolean[] isCut = new boolean[count + 1];
            isCut[0] = true;
            isCut[count] = true;
            int cuts = 1;
            for (int i = 0; i < count && cuts < wanted; i++) {
                if (isFree(isCut, order[i], apart)) {
                    isCut[order[i]] = true;
                    cuts++;
                }
            }
            int[] bounds = new int[count + 1];
            int found = 0;
            for (int i = 0; i <= count; i++) {
                if (isCut[i]) {
                    bounds[found++] = i;
                }
            }
            return Arrays.copyOf(bounds, found);
        }

        private static boolean isFree(boolean[] isCut, int at, int apart) {
            for (int i = Math.max(0, at - apart + 1); i < Math.min(isCut.length, at + apart); i++) {
                if (isCut[i]) {
                    return false;
                }
            }
            return true;
        }

        /** The boundary predictor, charged as a small two-layer network: (4 + 4) · 256 multiply-adds a token. */
        @Override
        public SelectionCost cost(AttentionShape shape, int queryBlock, int keyBlock) {
            double perHead = 2.0 * 8 * 256 * shape.keyCount() / shape.headCount();
            return new SelectionCost(Math.round(perHead), 16, 0, 0);
        }
    }

    /**
     * Tokens along a space-filling curve through the layout, so that a block is a compact region: Morton order (bits of the
     * coordinates interleaved: aligned runs of 8^n tokens are cubes) or a generalised Hilbert curve. On one axis that is the
     * tokens' own order. Applied once per model pass and not charged.
     */
    record Curve(boolean isGilbert) implements Permutation {
        @Override
        public Grid grid(HeadValues head, int queryBlock, int keyBlock, long seed) {
            AttentionShape shape = head.shape();
            int[] keyOrder = isGilbert ? GilbertCurve.order(shape.layout()) : order(shape);
            boolean isSelf = shape.queryCount() == shape.keyCount() && queryBlock > 1;
            return new Grid(
                    shape,
                    Blocks.uniform(shape.queryCount(), queryBlock),
                    Blocks.uniform(shape.keyCount(), keyBlock),
                    isSelf ? keyOrder : Blocks.identity(shape.queryCount()),
                    keyOrder);
        }

        private static int[] order(AttentionShape shape) {
            List<Integer> layout = shape.layout();
            Long[] codes = new Long[shape.keyCount()];
            for (int token = 0; token < codes.length; token++) {
                long code = 0;
                int rest = token;
                for (int axis = layout.size() - 1; axis >= 0; axis--) {
                    int place = rest % layout.get(axis);
                    rest /= layout.get(axis);
                    for (int bit = 0; bit < 20; bit++) {
                        code |= (long) (place >> bit & 1) << (bit * layout.size() + layout.size() - 1 - axis);
                    }
                }
                codes[token] = code;
            }
            Integer[] order = new Integer[codes.length];
            Arrays.setAll(order, i -> i);
            Arrays.sort(order, (a, b) -> Long.compare(codes[a], codes[b]));
            return Arrays.stream(order).mapToInt(i -> i).toArray();
        }

        @Override
        public SelectionCost cost(AttentionShape shape, int queryBlock, int keyBlock) {
            return SelectionCost.NONE;
        }
    }
}
